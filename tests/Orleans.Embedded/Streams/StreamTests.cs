using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.Streams;
using OrleansCare.EmbeddedEngine.Tests.Signals;
using OrleansCare.TestKit;

namespace OrleansCare.EmbeddedEngine.Tests.Streams;

public sealed class StreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Samples _samples = new();
    private readonly MemoryGrainStorage _subscriptions = new();

    public StreamTests() => _samples.OnNext = Keep;

    [Fact]
    public async Task A_producer_waits_for_a_consumer_that_is_behind()
    {
        var gate = new TaskCompletionSource();
        _samples.OnNext = async item =>
        {
            await gate.Task;
            await Keep(item);
        };
        using var instruments = new Instruments();
        await using var silo = await StartAsync(options => options.MaxQueued = 2);
        await silo.Grains.GetGrain<ISampler>("slow").Subscribe();
        var stream = Stream(silo, "slow");
        await stream.OnNextAsync(1);
        await stream.OnNextAsync(2);

        var third = stream.OnNextAsync(3);
        Assert.False(third.IsCompleted);
        Assert.True(instruments["orleans-streams-producer-waits provider=s"] >= 1);

        gate.SetResult();
        await third.WaitAsync(Patience);
        Assert.Equal([1, 2, 3], await ReceivedAsync(3));
    }

    [Fact]
    public async Task A_producer_is_told_when_a_consumer_stays_behind_for_as_long_as_a_call_may_take()
    {
        var gate = new TaskCompletionSource();
        _samples.OnNext = _ => gate.Task;
        await using var silo = await StartAsync(
            options => options.MaxQueued = 1,
            builder => builder.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(1)));
        await silo.Grains.GetGrain<ISampler>("stuck").Subscribe();
        var stream = Stream(silo, "stuck");
        await stream.OnNextAsync(1);

        await Assert.ThrowsAsync<TimeoutException>(() => stream.OnNextAsync(2).WaitAsync(Patience));
        gate.SetResult();
    }

    [Fact]
    public async Task A_consumer_that_keeps_failing_is_told_and_the_next_item_follows()
    {
        _samples.OnNext = item => item == 1 ? throw new InvalidOperationException("bad item") : Keep(item);
        await using var silo = await StartAsync(options => options.MaxDeliveryTime = TimeSpan.Zero);
        await silo.Grains.GetGrain<ISampler>("failing").Subscribe();

        await Stream(silo, "failing").OnNextAsync(1);
        await Stream(silo, "failing").OnNextAsync(2);

        Assert.Equal("bad item", await _samples.Errors.Reader.ReadAsync().AsTask().WaitAsync(Patience));
        Assert.Equal([2], await ReceivedAsync(1));
    }

    [Fact]
    public async Task A_consumer_that_leaves_over_inconsistent_state_gets_the_item_in_its_next_activation()
    {
        var failures = 0;
        _samples.OnNext = item => item == 1 && failures++ == 0 ? throw new InconsistentStateException("stale") : Keep(item);
        await using var silo = await StartAsync();
        await silo.Grains.GetGrain<ISampler>("stale").Subscribe();

        await Stream(silo, "stale").OnNextAsync(1);
        await Stream(silo, "stale").OnNextAsync(2);

        Assert.Equal([1, 2], await ReceivedAsync(2));
        Assert.Equal(1, failures - 1);
    }

    [Fact]
    public async Task An_explicit_subscription_survives_the_silo()
    {
        await using (var first = await StartAsync())
        {
            await first.Grains.GetGrain<ISampler>("kept").Subscribe();
        }

        await using var second = await StartAsync();
        await Stream(second, "kept").OnNextAsync(7);

        Assert.Equal([7], await ReceivedAsync(1));
    }

    [Fact]
    public async Task What_is_queued_when_the_silo_stops_is_still_delivered()
    {
        await using (var silo = await StartAsync())
        {
            await silo.Grains.GetGrain<ISampler>("last").Subscribe();
            for (var item = 0; item < 500; item++)
            {
                await Stream(silo, "last").OnNextAsync(item);
            }
        }

        Assert.Equal(Enumerable.Range(0, 500), await ReceivedAsync(500));
    }

    [Fact]
    public async Task Producers_that_write_at_once_lose_nothing_and_all_consumers_see_one_order()
    {
        await using var silo = await StartAsync(options => options.MaxQueued = 16);
        var other = new List<int>();
        await silo.Grains.GetGrain<ISampler>("many").Subscribe();
        await Stream(silo, "many").SubscribeAsync((item, _) =>
        {
            other.Add(item);
            return Task.CompletedTask;
        });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(producer => Task.Run(async () =>
        {
            for (var item = 0; item < 250; item++)
            {
                await Stream(silo, "many").OnNextAsync((producer * 1000) + item);
            }
        }))).WaitAsync(Patience);

        var received = await ReceivedAsync(2000);
        await silo.DisposeAsync();
        Assert.Equal(other, received);
        Assert.Equal(2000, received.Distinct().Count());
        Assert.All(Enumerable.Range(0, 8), producer => Assert.Equal(Enumerable.Range(producer * 1000, 250), received.Where(item => item / 1000 == producer)));
    }

    [Fact]
    public async Task A_stream_that_nobody_used_for_long_is_forgotten_and_found_again()
    {
        var time = new ManualTime();
        await using var silo = await StartAsync(configure: builder => builder.Services.AddSingleton<TimeProvider>(time));
        await silo.Grains.GetGrain<ISampler>("rare").Subscribe();
        await Stream(silo, "rare").OnNextAsync(1);
        Assert.Equal([1], await ReceivedAsync(1));
        var provider = (MemoryStreamProvider)silo.Client.GetStreamProvider("s");
        Assert.Equal(1, provider.StreamCount);

        // The loop that delivered the item may still be on its way to its end.
        using var patience = new CancellationTokenSource(Patience);
        while (provider.StreamCount > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromMinutes(20));
            await Task.Yield();
        }

        await Stream(silo, "rare").OnNextAsync(2);
        Assert.Equal([2], await ReceivedAsync(1));
    }

    [Fact]
    public async Task A_stream_takes_no_token_because_it_cannot_be_rewound()
    {
        await using var silo = await StartAsync();

        await Assert.ThrowsAsync<ArgumentNullException>(() => Stream(silo, "rewind").OnNextAsync(1, new ItemToken(1)));
    }

    private static IAsyncStream<int> Stream(TestSilo silo, string key) => silo.Client.GetStreamProvider("s").GetStream<int>(StreamId.Create("samples", key));

    private Task Keep(int item)
    {
        _samples.Received.Writer.TryWrite(item);
        return Task.CompletedTask;
    }

    private async Task<List<int>> ReceivedAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        List<int> received = [];
        while (received.Count < count)
        {
            received.Add(await _samples.Received.Reader.ReadAsync(patience.Token));
        }

        return received;
    }

    private Task<TestSilo> StartAsync(Action<StreamOptions>? streams = null, Action<ISiloBuilder>? configure = null) => TestSilo.StartAsync(builder =>
    {
        builder.AddMemoryStreams("s");
        builder.Services.AddSingleton(_samples).AddKeyedSingleton<IGrainStorage>("PubSubStore", _subscriptions).Configure("s", streams ?? (static _ => { }));
        configure?.Invoke(builder);
    });
}
