using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Streams;

namespace OrleansCare.Storage.Tests;

[Collection(PostgresTests.Name)]
public sealed class StreamsInASiloTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task An_explicit_subscription_in_sqlite_survives_a_restart()
    {
        using var database = new TemporaryDatabase();
        await SurvivesARestartAsync("sqlite", silo => silo.AddSqliteGrainStorage("PubSubStore", options => options.Path = database.Path));
    }

    [Fact]
    public async Task An_explicit_subscription_in_postgresql_survives_a_restart()
    {
        var database = await postgres.Server.CreateDatabaseAsync();
        await SurvivesARestartAsync("postgresql", silo => silo.AddPostgresGrainStorage("PubSubStore", options => options.ConnectionString = database));
    }

    private static async Task SurvivesARestartAsync(string key, Action<ISiloBuilder> addStorage)
    {
        using (var host = Build(addStorage))
        {
            await host.StartAsync();
            await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IListenerGrain>(key).Subscribe();
            await host.StopAsync();
        }

        using var again = Build(addStorage);
        await again.StartAsync();
        await again.Services.GetRequiredService<IClusterClient>().GetStreamProvider("streams").GetStream<int>(StreamId.Create("news", key)).OnNextAsync(7);
        Assert.Equal(7, await ListenerGrain.Heard(key).WaitAsync(Patience));
        await again.StopAsync();
    }

    private static IHost Build(Action<ISiloBuilder> addStorage)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => addStorage(silo.UseLocalhostClustering().AddMemoryStreams("streams")));
        return builder.Build();
    }
}

[Alias("storage-tests.listener")]
public interface IListenerGrain : IGrainWithStringKey
{
    [Alias("subscribe")]
    Task Subscribe();
}

[GrainType("storage-tests-listener")]
public sealed class ListenerGrain : Grain, IListenerGrain
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource<int>> Items = new();

    public static Task<int> Heard(string key) => Item(key).Task;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var handle in await Stream.GetAllSubscriptionHandles())
        {
            await handle.ResumeAsync(OnNextAsync);
        }
    }

    public Task Subscribe() => Stream.SubscribeAsync(OnNextAsync);

    private IAsyncStream<int> Stream => this.GetStreamProvider("streams").GetStream<int>(StreamId.Create("news", this.GetPrimaryKeyString()));

    private static TaskCompletionSource<int> Item(string key) =>
        Items.GetOrAdd(key, static _ => new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously));

    private Task OnNextAsync(int item, StreamSequenceToken? token)
    {
        Item(this.GetPrimaryKeyString()).TrySetResult(item);
        return Task.CompletedTask;
    }
}
