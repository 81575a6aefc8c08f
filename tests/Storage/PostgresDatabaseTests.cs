using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using OrleansCare.TestKit;

namespace OrleansCare.Storage.Tests;

[Collection(PostgresTests.Name)]
public sealed class PostgresDatabaseTests(PostgresFixture postgres)
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS t (v integer NOT NULL)";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Work_is_refused_by_name_while_the_server_is_away_and_done_when_it_is_back()
    {
        await using var server = await PostgresServer.StartAsync();
        using var database = Open(await server.CreateDatabaseAsync());
        await InsertAsync(database);

        await server.StopAsync();
        var away = await Assert.ThrowsAsync<StorageUnavailableException>(() => InsertAsync(database));
        Assert.Contains("'test' cannot be reached", away.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => InsertAsync(database));

        await server.ResumeAsync();
        await InsertAsync(database);
        Assert.Equal(2L, await CountAsync(database));
    }

    [Fact]
    public async Task Work_over_the_bound_is_refused_by_name()
    {
        using var database = Open(await postgres.Server.CreateDatabaseAsync(), maxQueued: 1);
        var gate = new TaskCompletionSource();
        var holding = database.RunAsync(async _ =>
        {
            await gate.Task;
            return 1;
        });

        await Assert.ThrowsAsync<StorageBusyException>(() => CountAsync(database));

        gate.SetResult();
        await holding.WaitAsync(Patience);
        Assert.Equal(0L, await CountAsync(database));
    }

    [Fact]
    public async Task A_mistake_in_the_work_is_not_taken_for_an_outage()
    {
        using var database = Open(await postgres.Server.CreateDatabaseAsync());

        var error = await Assert.ThrowsAsync<PostgresException>(() => database.RunAsync(connection => ScalarAsync(connection, "SELECT * FROM nowhere")));

        Assert.Equal(PostgresErrorCodes.UndefinedTable, error.SqlState);
    }

    [Fact]
    public async Task Processes_that_start_together_create_the_tables_once()
    {
        var connection = await postgres.Server.CreateDatabaseAsync();
        var databases = Enumerable.Range(0, 8).Select(_ => Open(connection)).ToList();

        await Task.WhenAll(databases.Select(InsertAsync)).WaitAsync(Patience);

        Assert.Equal(8L, await CountAsync(databases[0]));
        databases.ForEach(database => database.Dispose());
    }

    private static PostgresDatabase Open(string connection, int maxQueued = 4096) =>
        new(new PostgresDatabaseOptions { Name = "test", ConnectionString = connection, MaxQueued = maxQueued }, Schema, NullLogger.Instance);

    private static Task<object?> InsertAsync(PostgresDatabase database) =>
        database.RunAsync(connection => ScalarAsync(connection, "INSERT INTO t VALUES (1) RETURNING v"));

    private static Task<object?> CountAsync(PostgresDatabase database) => database.RunAsync(connection => ScalarAsync(connection, "SELECT count(*) FROM t"));

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
