using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans.Storage;

namespace OrleansCare.Storage.Tests;

[Collection(PostgresTests.Name)]
public sealed class PostgresGrainStorageTests(PostgresFixture postgres) : GrainStorageContract, IAsyncLifetime
{
    private readonly List<PostgresGrainStorage> _opened = [];
    private string _database = "";

    protected override IGrainStorage Storage => _opened[^1];

    public async Task InitializeAsync()
    {
        _database = await postgres.Server.CreateDatabaseAsync();
        Reopen();
    }

    public Task DisposeAsync()
    {
        _opened.ForEach(storage => storage.Dispose());
        return Task.CompletedTask;
    }

    protected override IGrainStorage Reopen(int maxStateBytes = 1 << 20)
    {
        var options = new PostgresGrainStorageOptions { ConnectionString = _database, MaxStateBytes = maxStateBytes };
        _opened.Add(new PostgresGrainStorage("test", options, NullLogger<PostgresGrainStorage>.Instance));
        return Storage;
    }

    protected override async Task<int> ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }
}
