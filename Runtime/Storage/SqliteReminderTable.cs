using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Orleans;

namespace OrleansCare.Storage;

/// <summary>Reminders in one SQLite file.</summary>
public sealed class SqliteReminderTable : RowReminderTable, IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS reminder (
          grain TEXT NOT NULL, name TEXT NOT NULL, start_ticks INTEGER NOT NULL, period_ticks INTEGER NOT NULL, etag TEXT NOT NULL,
          PRIMARY KEY (grain, name)) WITHOUT ROWID;
        """;

    private const string Select = "SELECT grain, name, start_ticks, period_ticks, etag FROM reminder WHERE ($grain IS NULL OR grain = $grain) AND ($name IS NULL OR name = $name)";
    private const string Upsert = "INSERT OR REPLACE INTO reminder VALUES ($grain, $name, $start, $period, $etag)";
    private const string Delete = "DELETE FROM reminder WHERE grain = $grain AND name = $name AND etag = $etag";

    private readonly SqliteWriter _writer;

    public SqliteReminderTable(SqliteWriterOptions options, ILogger<SqliteReminderTable> logger) => _writer = new SqliteWriter(options, Schema, logger);

    public override Task TestOnlyClearTable() => _writer.RunAsync(connection =>
    {
        using var command = Command(connection, "DELETE FROM reminder");
        return command.ExecuteNonQuery();
    });

    public void Dispose() => _writer.Dispose();

    private protected override Task<List<ReminderEntry>> SelectAsync(Filter filter) => _writer.RunAsync(connection =>
    {
        using var command = Command(connection, Select, ("$grain", filter.GrainText), ("$name", filter.Name));
        using var reader = command.ExecuteReader();
        var rows = new List<ReminderEntry>();
        while (reader.Read())
        {
            rows.Add(new Row(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetString(4)).ToEntry());
        }

        return rows;
    });

    private protected override Task UpsertAsync(Row row) => _writer.RunAsync(connection =>
    {
        using var command = Command(
            connection, Upsert, ("$grain", row.Grain), ("$name", row.Name), ("$start", row.StartTicks), ("$period", row.PeriodTicks), ("$etag", row.ETag));
        return command.ExecuteNonQuery();
    });

    private protected override Task<bool> DeleteAsync(Filter filter, string etag) => _writer.RunAsync(connection =>
    {
        using var command = Command(connection, Delete, ("$grain", filter.GrainText), ("$name", filter.Name), ("$etag", etag));
        return command.ExecuteNonQuery() == 1;
    });

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
