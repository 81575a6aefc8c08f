using OrleansCare.Cloud.Tests.Hosting;
using OrleansCare.TestKit;

namespace OrleansCare.Cloud.Tests;

/// <summary>What must hold whichever database is below: each such class runs on SQLite and on a PostgreSQL server of its own.</summary>
public abstract class StoreTests : IAsyncLifetime
{
    /// <summary>Empty for SQLite.</summary>
    protected string Database { get; private set; } = "";

    public async Task InitializeAsync() => Database = await CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    internal Task<CloudUnderTest> StartAsync(string? directory = null, bool keepsDirectory = false) => CloudUnderTest.StartAsync(directory, keepsDirectory, Database);

    protected virtual Task<string> CreateDatabaseAsync() => Task.FromResult("");
}

public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;

    public PostgresServer Server => _server!;

    public async Task InitializeAsync() => _server = await PostgresServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}
