using Microsoft.Extensions.Logging;
using Npgsql;

namespace OrleansCare.Storage;

/// <summary>
/// Grain state in one PostgreSQL table that several processes may share: the row's ETag decides who wins. On a connection that breaks under a write
/// the outcome is unknown; the grain's next write then meets <see cref="Orleans.Storage.InconsistentStateException"/> if it was made.
/// </summary>
public sealed class PostgresGrainStorage : RowGrainStorage, IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS grain_state (
          grain_type text COLLATE "C" NOT NULL, grain_key text COLLATE "C" NOT NULL, state_name text COLLATE "C" NOT NULL,
          etag text NOT NULL, format integer NOT NULL, payload bytea NOT NULL,
          PRIMARY KEY (grain_type, grain_key, state_name))
        """;

    private const string ThisRow = "grain_type = $1 AND grain_key = $2 AND state_name = $3";
    private const string Select = $"SELECT etag, format, payload FROM grain_state WHERE {ThisRow}";
    private const string SelectETag = $"SELECT etag FROM grain_state WHERE {ThisRow}";
    private const string Insert = "INSERT INTO grain_state VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    private const string Update = $"UPDATE grain_state SET etag = $4, format = $5, payload = $6 WHERE {ThisRow} AND etag = $7";
    private const string Delete = $"DELETE FROM grain_state WHERE {ThisRow} AND etag = $4";

    private readonly PostgresDatabase _database;

    public PostgresGrainStorage(string name, PostgresGrainStorageOptions options, ILogger<PostgresGrainStorage> logger)
        : base(options.MaxStateBytes, options.Json)
    {
        var database = new PostgresDatabaseOptions
        {
            Name = name,
            ConnectionString = options.ConnectionString,
            MaxConnections = options.MaxConnections,
            MaxQueued = options.MaxQueued,
        };
        _database = new PostgresDatabase(database, Schema, logger);
    }

    public void Dispose() => _database.Dispose();

    private protected override Task<Row?> ReadAsync(RowKey key) => _database.RunAsync(async connection =>
    {
        await using var command = Command(connection, Select, key);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new Row(reader.GetString(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)) : null;
    });

    private protected override Task<Outcome> WriteAsync(RowKey key, Row row, string? expected) => _database.RunAsync(connection =>
    {
        object[] values = expected is null ? [row.ETag, row.Format, row.Payload] : [row.ETag, row.Format, row.Payload, expected];
        return ConcludeAsync(connection, expected is null ? Insert : Update, key, values);
    });

    private protected override Task<Outcome> ClearAsync(RowKey key, string? expected) => _database.RunAsync(async connection =>
    {
        if (expected is not null)
        {
            return await ConcludeAsync(connection, Delete, key, expected);
        }

        var stored = await StoredETagAsync(connection, key);
        return new Outcome(stored is null, stored);
    });

    private static async Task<Outcome> ConcludeAsync(NpgsqlConnection connection, string sql, RowKey key, params object[] values)
    {
        await using var command = Command(connection, sql, key, values);
        return await command.ExecuteNonQueryAsync() == 1 ? Outcome.Done : new Outcome(false, await StoredETagAsync(connection, key));
    }

    private static async Task<string?> StoredETagAsync(NpgsqlConnection connection, RowKey key)
    {
        await using var command = Command(connection, SelectETag, key);
        return await command.ExecuteScalarAsync() as string;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, RowKey key, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in (object[])[key.Type, key.Key, key.StateName, .. values])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
