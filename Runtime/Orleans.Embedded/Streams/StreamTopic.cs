using System.Security.Cryptography;
using System.Text;
using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>One stream while it is in use: its subscriptions, and the order of its items.</summary>
internal sealed class StreamTopic(MemoryStreamProvider provider, StreamId stream) : IDisposable
{
    private readonly SemaphoreSlim _publishing = new(1);
    private readonly Lock _lock = new();

    // Replaced, never changed, so that a publisher may walk through it.
    private Subscription[] _subscriptions = [];
    private Task? _loading;
    private int _users;
    private bool _retired;
    private long _lastUse;

    private IPubSub PubSub => field ??= provider.Silo.Factory.GetGrain<IPubSub>(GrainId.Create("sys.pubsub", $"{provider.Name}/{stream}"));

    /// <returns>False when it was given up meanwhile: ask the provider for another.</returns>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (!_retired)
            {
                _users++;
            }

            return !_retired;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _users--;
            _lastUse = provider.Silo.Now;
        }
    }

    /// <summary>Everything but a client's subscription is found again in the storage.</summary>
    public bool TryRetire(long usedBefore)
    {
        lock (_lock)
        {
            return _retired = _users == 0 && _lastUse < usedBefore && Array.TrueForAll(_subscriptions, static one => one is GrainSubscription && one.Waiting == 0);
        }
    }

    public int Waiting => Volatile.Read(ref _subscriptions).Sum(static subscription => subscription.Waiting);

    public async Task PublishAsync<T>(T item, Dictionary<string, object>? context)
    {
        await LoadAsync().ConfigureAwait(false);
        await _publishing.WaitAsync().ConfigureAwait(false);
        try
        {
            await PublishInOrderAsync(item, context).ConfigureAwait(false);
        }
        finally
        {
            _publishing.Release();
        }
    }

    /// <param name="subscription">Of a consumer that already observes.</param>
    public async Task AddAsync(Subscription subscription, GrainId? consumer)
    {
        await LoadAsync();
        if (consumer is { } grain)
        {
            await PubSub.Add(new StreamSubscription(subscription.Id, grain.Type.ToString(), grain.Key.ToString()));
        }

        lock (_lock)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }
    }

    public async Task RemoveAsync(Guid id, bool stored)
    {
        if (stored)
        {
            await PubSub.Remove(id);
        }

        lock (_lock)
        {
            Array.Find(_subscriptions, one => one.Id == id)?.Dispose();
            _subscriptions = Array.FindAll(_subscriptions, one => one.Id != id);
        }
    }

    public async Task<List<Guid>> OfGrainAsync(GrainId grain) =>
        [.. (await PubSub.Subscriptions()).Where(one => one.Consumer == grain).Select(one => one.Id)];

    public IEnumerable<ClientSubscription> OfClient() => Volatile.Read(ref _subscriptions).OfType<ClientSubscription>();

    /// <returns>Null where the grain's class has no implicit subscription to this stream.</returns>
    public Guid? ImplicitOf(GrainId grain) => Implicit().Where(one => one.Consumer == grain).Select(one => (Guid?)one.Id).FirstOrDefault();

    public void Dispose()
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions))
        {
            subscription.Dispose();
        }
    }

    private async Task PublishInOrderAsync<T>(T item, Dictionary<string, object>? context)
    {
        var token = provider.NextToken();
        Exception? failure = null;
        foreach (var subscription in Volatile.Read(ref _subscriptions))
        {
            try
            {
                await subscription.EnqueueAsync(new StreamItem(Copies.Of(item), token, context)).ConfigureAwait(false);
            }
            catch (TimeoutException exception)
            {
                failure ??= exception;
            }
        }

        provider.Metrics.Published();
        if (failure is not null)
        {
            throw failure;
        }
    }

    private Task LoadAsync()
    {
        lock (_lock)
        {
            return _loading is { IsFaulted: false, IsCanceled: false } loading ? loading : _loading = Task.Run(ReadAsync);
        }
    }

    private async Task ReadAsync()
    {
        var stored = (await PubSub.Subscriptions()).Select(one => (one.Id, one.Consumer));
        lock (_lock)
        {
            _subscriptions = [.. Implicit().Concat(stored).Select(one => new GrainSubscription(provider, stream, one.Id, one.Consumer)), .. OfClient()];
        }
    }

    private IEnumerable<(Guid Id, GrainId Consumer)> Implicit() =>
        from grainClass in Registry.ClassesReceiving(stream.GetNamespace())
        let name = $"{provider.Name}/{stream}/{grainClass.GrainType}"
        select (new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)), GrainId.Create(grainClass.GrainType, KeyFor(grainClass)));

    private IdSpan KeyFor(GrainClass grainClass)
    {
        var key = stream.GetKeyAsString();
        if (grainClass.Interfaces.Contains(typeof(IGrainWithIntegerKey)))
        {
            return long.TryParse(key, out var number) ? GrainIdKeyExtensions.CreateIntegerKey(number) : throw NoKey("an integer");
        }

        return !grainClass.Interfaces.Contains(typeof(IGrainWithGuidKey)) ? IdSpan.Create(key)
            : Guid.TryParseExact(key, "N", out var guid) ? GrainIdKeyExtensions.CreateGuidKey(guid)
            : throw NoKey("a Guid");

        ArgumentException NoKey(string kind) =>
            new($"{grainClass.Type} receives the streams of '{stream.GetNamespace()}' and has {kind} as its key; the key of this stream is none.");
    }
}
