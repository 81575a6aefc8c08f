using Microsoft.Extensions.Logging.Abstractions;
using Orleans;

namespace OrleansCare.Storage.Tests;

[Collection(PostgresTests.Name)]
public sealed class PostgresReminderTableTests(PostgresFixture postgres) : ReminderTableContract, IAsyncLifetime, IDisposable
{
    private PostgresReminderTable? _table;

    protected override IReminderTable Table => _table!;

    public async Task InitializeAsync()
    {
        var options = new PostgresDatabaseOptions { Name = "test", ConnectionString = await postgres.Server.CreateDatabaseAsync() };
        _table = new PostgresReminderTable(options, NullLogger<PostgresReminderTable>.Instance);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _table!.Dispose();
}
