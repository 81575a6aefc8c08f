using Microsoft.Extensions.Logging.Abstractions;
using Orleans;

namespace OrleansCare.Storage.Tests;

public sealed class SqliteReminderTableTests : ReminderTableContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();
    private readonly SqliteReminderTable _table;

    public SqliteReminderTableTests() =>
        _table = new SqliteReminderTable(new SqliteWriterOptions { Name = "test", Path = _database.Path }, NullLogger<SqliteReminderTable>.Instance);

    protected override IReminderTable Table => _table;

    public void Dispose()
    {
        _table.Dispose();
        _database.Dispose();
    }
}
