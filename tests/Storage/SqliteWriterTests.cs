using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace OrleansCare.Storage.Tests;

public sealed class SqliteWriterTests : IDisposable
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS t (v INTEGER NOT NULL)";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TemporaryDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Commits_are_synced()
    {
        using var writer = Open();
        Assert.Equal("wal", await writer.RunAsync(c => Scalar(c, "PRAGMA journal_mode")));
        Assert.Equal(2L, await writer.RunAsync(c => Scalar(c, "PRAGMA synchronous")));
    }

    [Fact]
    public async Task Work_that_has_gathered_shares_a_transaction()
    {
        using var writer = Open();
        using var gate = new ManualResetEventSlim();
        using var entered = new SemaphoreSlim(0);
        var holding = writer.RunAsync(_ => Hold(entered, gate));
        Assert.True(await entered.WaitAsync(Patience), "the first work did not start");
        var levels = Enumerable.Range(0, 50).Select(i => writer.RunAsync(c => Scalar(c, $"INSERT INTO t VALUES ({i}); SELECT total_changes()"))).ToList();
        using var other = new SqliteConnection($"Data Source={_database.Path};Pooling=False");
        other.Open();
        Assert.Equal(0L, Scalar(other, "SELECT count(*) FROM t"));
        gate.Set();
        await holding.WaitAsync(Patience);
        await levels[0].WaitAsync(Patience);
        Assert.Equal(50L, Scalar(other, "SELECT count(*) FROM t"));
        await Task.WhenAll(levels);
    }

    [Fact]
    public async Task A_full_queue_refuses_by_name()
    {
        using var writer = Open(maxQueued: 2);
        using var gate = new ManualResetEventSlim();
        using var entered = new SemaphoreSlim(0);
        var holding = writer.RunAsync(_ => Hold(entered, gate));
        Assert.True(await entered.WaitAsync(Patience), "the first work did not start");
        var first = writer.RunAsync(_ => 1);
        var second = writer.RunAsync(_ => 2);
        await Assert.ThrowsAsync<StorageBusyException>(() => writer.RunAsync(_ => 3));
        gate.Set();
        var done = await Task.WhenAll(first, second).WaitAsync(Patience);
        Assert.Equal([1, 2], done);
        await holding;
    }

    [Fact]
    public async Task Bad_work_fails_alone()
    {
        using var writer = Open();
        using var gate = new ManualResetEventSlim();
        using var entered = new SemaphoreSlim(0);
        var holding = writer.RunAsync(_ => Hold(entered, gate));
        Assert.True(await entered.WaitAsync(Patience), "the first work did not start");
        var before = writer.RunAsync(c => Scalar(c, "INSERT INTO t VALUES (1) RETURNING v"));
        var bad = writer.RunAsync(c => Scalar(c, "INSERT INTO t VALUES (NULL)"));
        var after = writer.RunAsync(c => Scalar(c, "INSERT INTO t VALUES (2) RETURNING v"));
        gate.Set();
        await Assert.ThrowsAsync<SqliteException>(() => bad);
        var done = await Task.WhenAll(before, after);
        Assert.Equal([1L, 2L], done);
        Assert.Equal(2L, await writer.RunAsync(c => Scalar(c, "SELECT count(*) FROM t")));
        await holding;
    }

    [Fact]
    public async Task Disposal_finishes_what_is_queued()
    {
        var writer = Open();
        var work = Enumerable.Range(0, 100).Select(i => writer.RunAsync(c => Scalar(c, $"INSERT INTO t VALUES ({i})"))).ToList();
        writer.Dispose();
        await Task.WhenAll(work).WaitAsync(Patience);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.RunAsync(_ => 1));
        using var again = Open();
        Assert.Equal(100L, await again.RunAsync(c => Scalar(c, "SELECT count(*) FROM t")));
    }

    private static bool Hold(SemaphoreSlim entered, ManualResetEventSlim gate)
    {
        entered.Release();
        return gate.Wait(Patience);
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private SqliteWriter Open(int maxQueued = 4096) =>
        new(new SqliteWriterOptions { Name = "test", Path = _database.Path, MaxQueued = maxQueued }, Schema, NullLogger.Instance);
}
