using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansCare.Storage;

/// <summary>Grain state in one SQLite file. ETags are random, so that none comes back after a row was cleared and written again.</summary>
public sealed class SqliteGrainStorage : IGrainStorage, IDisposable
{
    private const int ETagBytes = 8;

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

    private readonly SqliteGrainStorageOptions _options;
    private readonly SqliteWriter _writer;

    public SqliteGrainStorage(string name, SqliteGrainStorageOptions options, ILogger<SqliteGrainStorage> logger)
    {
        _options = options;
        _writer = new SqliteWriter(new SqliteWriterOptions { Name = name, Path = options.Path, MaxQueued = options.MaxQueued }, Schema, logger);
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = await _writer.RunAsync(connection => ReadRow(connection, stateName, grainId));
        Set(grainState, row is { } found ? GrainStateFormat.Read<T>(found.Format, found.Payload, _options.Json) : GrainStateFormat.Fresh<T>(), row?.ETag);
    }

    /// <exception cref="InvalidDataException">The state is longer than <see cref="SqliteGrainStorageOptions.MaxStateBytes"/>.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var payload = GrainStateFormat.Write(grainState.State, _options.Json);
        if (payload.Length > _options.MaxStateBytes)
        {
            throw new InvalidDataException($"State '{stateName}' of {grainId.Type} takes {payload.Length} bytes; the bound is {_options.MaxStateBytes}.");
        }

        var expected = grainState.ETag;
        var etag = Convert.ToHexString(RandomNumberGenerator.GetBytes(ETagBytes));
        var outcome = await _writer.RunAsync(connection =>
        {
            using var command = Command(connection, expected is null ? Insert : Update, stateName, grainId);
            command.Parameters.AddWithValue("$etag", etag);
            command.Parameters.AddWithValue("$format", GrainStateFormat.Json);
            command.Parameters.AddWithValue("$payload", payload);
            return Conclude(command, connection, stateName, grainId, expected);
        });
        outcome.ThrowIfStale(stateName, grainId, expected);
        grainState.ETag = etag;
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var expected = grainState.ETag;
        var outcome = await _writer.RunAsync(connection =>
        {
            if (expected is null)
            {
                var stored = StoredETag(connection, stateName, grainId);
                return new Outcome(stored is null, stored);
            }

            using var command = Command(connection, Delete, stateName, grainId);
            return Conclude(command, connection, stateName, grainId, expected);
        });
        outcome.ThrowIfStale(stateName, grainId, expected);
        Set(grainState, GrainStateFormat.Fresh<T>(), null);
    }

    public void Dispose() => _writer.Dispose();

    private static Outcome Conclude(SqliteCommand command, SqliteConnection connection, string stateName, GrainId grainId, string? expected)
    {
        if (expected is not null)
        {
            command.Parameters.AddWithValue("$expected", expected);
        }

        return command.ExecuteNonQuery() == 1 ? new Outcome(true, null) : new Outcome(false, StoredETag(connection, stateName, grainId));
    }

    private static Row? ReadRow(SqliteConnection connection, string stateName, GrainId grainId)
    {
        using var command = Command(connection, Select, stateName, grainId);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new Row(reader.GetString(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)) : null;
    }

    private static string? StoredETag(SqliteConnection connection, string stateName, GrainId grainId)
    {
        using var command = Command(connection, SelectETag, stateName, grainId);
        return command.ExecuteScalar() as string;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, string stateName, GrainId grainId)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$type", grainId.Type.ToString());
        command.Parameters.AddWithValue("$key", grainId.Key.ToString());
        command.Parameters.AddWithValue("$name", stateName);
        return command;
    }

    private static void Set<T>(IGrainState<T> grainState, T? state, string? etag)
    {
        grainState.State = state;
        grainState.ETag = etag;
        grainState.RecordExists = etag is not null;
    }

    private sealed record Row(string ETag, int Format, byte[] Payload);

    private readonly record struct Outcome(bool IsDone, string? StoredETag)
    {
        public void ThrowIfStale(string stateName, GrainId grainId, string? expected)
        {
            if (!IsDone)
            {
                throw new InconsistentStateException($"State '{stateName}' of {grainId} was written by somebody else.", StoredETag, expected);
            }
        }
    }
}
