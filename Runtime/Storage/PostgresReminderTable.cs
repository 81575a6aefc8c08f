using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Orleans;

namespace OrleansCare.Storage;

/// <summary>Reminders in one PostgreSQL table.</summary>
public sealed class PostgresReminderTable : RowReminderTable, IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS reminder (
          grain text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL, start_ticks bigint NOT NULL, period_ticks bigint NOT NULL, etag text NOT NULL,
          PRIMARY KEY (grain, name))
        """;

    private const string Select = "SELECT grain, name, start_ticks, period_ticks, etag FROM reminder WHERE ($1 IS NULL OR grain = $1) AND ($2 IS NULL OR name = $2)";
    private const string Upsert = """
        INSERT INTO reminder VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (grain, name) DO UPDATE SET start_ticks = excluded.start_ticks, period_ticks = excluded.period_ticks, etag = excluded.etag
        """;

    private const string Delete = "DELETE FROM reminder WHERE grain = $1 AND name = $2 AND etag = $3";

    private readonly PostgresDatabase _database;

    public PostgresReminderTable(PostgresDatabaseOptions options, ILogger<PostgresReminderTable> logger) => _database = new PostgresDatabase(options, Schema, logger);

    public override Task TestOnlyClearTable() => ExecuteAsync("DELETE FROM reminder");

    public void Dispose() => _database.Dispose();

    private protected override Task<List<ReminderEntry>> SelectAsync(Filter filter) => _database.RunAsync(async connection =>
    {
        await using var command = Command(connection, Select, filter.GrainText, filter.Name);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<ReminderEntry>();
        while (await reader.ReadAsync())
        {
            rows.Add(new Row(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetString(4)).ToEntry());
        }

        return rows;
    });

    private protected override Task UpsertAsync(Row row) => ExecuteAsync(Upsert, row.Grain, row.Name, row.StartTicks, row.PeriodTicks, row.ETag);

    private protected override async Task<bool> DeleteAsync(Filter filter, string etag) => await ExecuteAsync(Delete, filter.GrainText, filter.Name, etag) == 1;

    private Task<int> ExecuteAsync(string sql, params object?[] values) => _database.RunAsync(async connection =>
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync();
    });

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is long ? new NpgsqlParameter { Value = value } : new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        }

        return command;
    }
}
