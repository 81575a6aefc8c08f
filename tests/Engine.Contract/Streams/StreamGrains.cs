using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace OrleansCare.Engine.Contract.Streams;

[GenerateSerializer, Alias("contract.Reading")]
public sealed class Reading
{
    [Id(0)]
    public int Number { get; set; }
}

[Alias("contract.IProducer")]
public interface IProducer : IGrainWithStringKey
{
    [Alias("Produce")]
    Task Produce(string space, string key, int first, int count);
}

[GrainType("contract.producer")]
public sealed class ProducerGrain : Grain, IProducer
{
    public async Task Produce(string space, string key, int first, int count)
    {
        var stream = this.GetStreamProvider(StreamTests.Provider).GetStream<Reading>(StreamId.Create(space, key));
        var reading = new Reading();
        for (var number = first; number < first + count; number++)
        {
            reading.Number = number;
            await stream.OnNextAsync(reading);
        }
    }
}

[Alias("contract.IConsumer")]
public interface IConsumer : IGrainWithStringKey
{
    [Alias("Subscribe")]
    Task Subscribe(string space, string key);

    [Alias("Unsubscribe")]
    Task Unsubscribe(string space, string key);

    [Alias("Handles")]
    Task<int> Handles(string space, string key);

    [Alias("FailOnceAt")]
    Task FailOnceAt(int number);

    [Alias("Leave")]
    Task Leave();

    [Alias("Hold")]
    Task<int> Hold(string gate);

    [Alias("Received")]
    Task<List<int>> Received();

    [Alias("TokensGoUp")]
    Task<bool> TokensGoUp();

    [Alias("Trace")]
    Task<string?> Trace();
}

/// <summary>Subscribes when told to, and takes its subscriptions up again when it is activated. Opens the gate <c>key received n</c>.</summary>
[GrainType("contract.consumer")]
public sealed class ConsumerGrain : Grain, IConsumer, IAsyncObserver<Reading>
{
    // Outlives the activations, as a database would; the silo runs in the test's process.
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, List<(string Space, string Key)>> Known = new();

    private readonly List<int> _received = [];
    private StreamSequenceToken? _last;
    private bool _tokensGoUp = true;
    private int? _failAt;
    private string? _trace;

    private List<(string Space, string Key)> Streams => Known.GetOrAdd(this.GetPrimaryKeyString(), static _ => []);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var (space, key) in Streams)
        {
            foreach (var handle in await Stream(space, key).GetAllSubscriptionHandles())
            {
                await handle.ResumeAsync(this);
            }
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Gates.Open(this.GetPrimaryKeyString() + " left");
        return Task.CompletedTask;
    }

    public async Task Subscribe(string space, string key)
    {
        await Stream(space, key).SubscribeAsync(this);
        Streams.Add((space, key));
    }

    public async Task Unsubscribe(string space, string key)
    {
        foreach (var handle in await Stream(space, key).GetAllSubscriptionHandles())
        {
            await handle.UnsubscribeAsync();
        }
    }

    public async Task<int> Handles(string space, string key) => (await Stream(space, key).GetAllSubscriptionHandles()).Count;

    public Task FailOnceAt(int number)
    {
        _failAt = number;
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<int> Hold(string gate)
    {
        var before = _received.Count;
        Gates.Open(gate + " in");
        await Gates.Opened(gate + " out");
        return _received.Count - before;
    }

    public Task<List<int>> Received() => Task.FromResult(_received);

    public Task<bool> TokensGoUp() => Task.FromResult(_tokensGoUp);

    public Task<string?> Trace() => Task.FromResult(_trace);

    public async Task OnNextAsync(Reading item, StreamSequenceToken? token = null)
    {
        await Task.Yield();
        if (_failAt == item.Number)
        {
            _failAt = null;
            throw new InvalidOperationException("item failed");
        }

        _tokensGoUp &= _last is null || token!.CompareTo(_last) > 0;
        _last = token;
        _trace = RequestContext.Get("trace") as string;
        _received.Add(item.Number);
        Gates.Open($"{this.GetPrimaryKeyString()} received {item.Number}");
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    private IAsyncStream<Reading> Stream(string space, string key) =>
        this.GetStreamProvider(StreamTests.Provider).GetStream<Reading>(StreamId.Create(space, key));
}

[Alias("contract.IImplicitConsumer")]
public interface IImplicitConsumer : IGrainWithStringKey
{
    [Alias("Received")]
    Task<List<int>> Received();
}

[GrainType("contract.implicit-consumer")]
[ImplicitStreamSubscription("implicit")]
public sealed class ImplicitConsumerGrain : Grain, IImplicitConsumer
{
    private readonly List<int> _received = [];

    public override Task OnActivateAsync(CancellationToken cancellationToken) => this.GetStreamProvider(StreamTests.Provider)
        .GetStream<Reading>(StreamId.Create("implicit", this.GetPrimaryKeyString()))
        .SubscribeAsync(OnNextAsync);

    public Task<List<int>> Received() => Task.FromResult(_received);

    private Task OnNextAsync(Reading item, StreamSequenceToken? token)
    {
        _received.Add(item.Number);
        Gates.Open($"{this.GetPrimaryKeyString()} received {item.Number}");
        return Task.CompletedTask;
    }
}
