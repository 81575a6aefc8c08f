using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace OrleansCare.Storage;

/// <summary>Grain state in one SQLite file.</summary>
public sealed class SqliteGrainStorage : RowGrainStorage, IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS grain_state (
          grain_type TEXT NOT NULL, grain_key TEXT NOT NULL, state_name TEXT NOT NULL,
          etag TEXT NOT NULL, format INTEGER NOT NULL, payload BLOB NOT NULL,
          PRIMARY KEY (grain_type, grain_key, state_name)) WITHOUT ROWID;
        """;

    private const string ThisRow = "grain_type = $type AND grain_key = $key AND state_name = $name";
    private const string Select = $"SELECT etag, format, payload FROM grain_state WHERE {ThisRow}";
    private const string SelectETag = $"SELECT etag FROM grain_state WHERE {ThisRow}";
    private const string Insert = "INSERT INTO grain_state VALUES ($type, $key, $name, $etag, $format, $payload) ON CONFLICT DO NOTHING";
    private const string Update = $"UPDATE grain_state SET etag = $etag, format = $format, payload = $payload WHERE {ThisRow} AND etag = $expected";
    private const string Delete = $"DELETE FROM grain_state WHERE {ThisRow} AND etag = $expected";

    private readonly SqliteWriter _writer;

    public SqliteGrainStorage(string name, SqliteGrainStorageOptions options, ILogger<SqliteGrainStorage> logger)
        : base(options.MaxStateBytes, options.Json) =>
        _writer = new SqliteWriter(new SqliteWriterOptions { Name = name, Path = options.Path, MaxQueued = options.MaxQueued }, Schema, logger);

    public void Dispose() => _writer.Dispose();

    private protected override Task<Row?> ReadAsync(RowKey key) => _writer.RunAsync(connection =>
    {
        using var command = Command(connection, Select, key);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new Row(reader.GetString(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)) : null;
    });

    private protected override Task<Outcome> WriteAsync(RowKey key, Row row, string? expected) => _writer.RunAsync(connection =>
    {
        using var command = Command(connection, expected is null ? Insert : Update, key);
        command.Parameters.AddWithValue("$etag", row.ETag);
        command.Parameters.AddWithValue("$format", row.Format);
        command.Parameters.AddWithValue("$payload", row.Payload);
        return Conclude(command, connection, key, expected);
    });

    private protected override Task<Outcome> ClearAsync(RowKey key, string? expected) => _writer.RunAsync(connection =>
    {
        if (expected is null)
        {
            var stored = StoredETag(connection, key);
            return new Outcome(stored is null, stored);
        }

        using var command = Command(connection, Delete, key);
        return Conclude(command, connection, key, expected);
    });

    private static Outcome Conclude(SqliteCommand command, SqliteConnection connection, RowKey key, string? expected)
    {
        if (expected is not null)
        {
            command.Parameters.AddWithValue("$expected", expected);
        }

        return command.ExecuteNonQuery() == 1 ? Outcome.Done : new Outcome(false, StoredETag(connection, key));
    }

    private static string? StoredETag(SqliteConnection connection, RowKey key)
    {
        using var command = Command(connection, SelectETag, key);
        return command.ExecuteScalar() as string;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, RowKey key)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$type", key.Type);
        command.Parameters.AddWithValue("$key", key.Key);
        command.Parameters.AddWithValue("$name", key.StateName);
        return command;
    }
}
