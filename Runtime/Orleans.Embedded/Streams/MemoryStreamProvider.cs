using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Streams;

namespace Orleans.Runtime;

/// <summary>Streams within this process: subscriptions outlive it in the storage "PubSubStore", items do not.</summary>
internal sealed class MemoryStreamProvider : IStreamProvider, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly ConcurrentDictionary<StreamId, StreamTopic> _topics = new();
    private readonly ITimer _collection;
    private long _lastToken;

    public MemoryStreamProvider(string name, Silo silo, IOptionsMonitor<StreamOptions> options)
    {
        Name = name;
        Silo = silo;
        Options = options.Get(name);
        Metrics = new StreamMetrics(name);

        // Tokens go up across restarts, too.
        _lastToken = silo.Time.GetUtcNow().UtcTicks;
        _collection = silo.Time.CreateTimer(
            static provider => ((MemoryStreamProvider)provider!).CollectIdle(), this, silo.Collection.CollectionQuantum, silo.Collection.CollectionQuantum);
    }

    public string Name { get; }

    public bool IsRewindable => false;

    public Silo Silo { get; }

    public StreamOptions Options { get; }

    public StreamMetrics Metrics { get; }

    public TimeProvider Time => Silo.Time;

    public ILogger Logger => Silo.Logger;

    /// <summary>How long a producer waits for a consumer that is behind.</summary>
    public TimeSpan Patience => Silo.Messaging.ResponseTimeout;

    public bool IsStopping { get; private set; }

    /// <summary>Streams that are held in memory.</summary>
    public int StreamCount => _topics.Count;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new MemoryStream<T>(this, streamId);

    public ItemToken NextToken() => new(Interlocked.Increment(ref _lastToken));

    public async Task PublishAsync<T>(StreamId stream, T item)
    {
        if (IsStopping)
        {
            throw new SiloUnavailableException($"The stream provider {Name} stops.");
        }

        var topic = Enter(stream);
        try
        {
            await topic.PublishAsync(item, RequestContext.Snapshot).ConfigureAwait(false);
        }
        finally
        {
            topic.Leave();
        }
    }

    /// <summary>To be left after use.</summary>
    public StreamTopic Enter(StreamId stream)
    {
        while (true)
        {
            var topic = _topics.GetOrAdd(stream, static (stream, provider) => new StreamTopic(provider, stream), this);
            if (topic.TryEnter())
            {
                return topic;
            }
        }
    }

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe($"{nameof(MemoryStreamProvider)} {Name}", ServiceLifecycleStage.Active, _ => Task.CompletedTask, StopAsync);

    public void Dispose() => _collection.Dispose();

    private void CollectIdle()
    {
        var usedBefore = Silo.Now - Silo.Ticks(Silo.Collection.CollectionAge);
        foreach (var (stream, topic) in _topics)
        {
            if (topic.TryRetire(usedBefore))
            {
                _topics.TryRemove(KeyValuePair.Create(stream, topic));
            }
        }
    }

    // What is queued is delivered while there is time; the grains end after this.
    private async Task StopAsync(CancellationToken cancellationToken)
    {
        IsStopping = true;
        using var timeout = new CancellationTokenSource(Silo.Collection.DeactivationTimeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            while (_topics.Values.Any(topic => topic.Waiting > 0))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), Time, either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Log.ItemsLost(Logger, Name, _topics.Values.Sum(topic => topic.Waiting));
        }

        foreach (var topic in _topics.Values)
        {
            topic.Dispose();
        }
    }
}
