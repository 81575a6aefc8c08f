namespace Orleans.Runtime;

/// <summary>The way of one stream to one consumer: a bounded queue, and as long as something is in it a loop that hands over item after item.</summary>
internal abstract class Subscription(MemoryStreamProvider provider, StreamId stream, Guid id) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Queue<StreamItem> _queue = new();
    private readonly SemaphoreSlim _space = new(provider.Options.MaxQueued);
    private bool _running;
    private bool _ended;

    public Guid Id => id;

    public StreamId Stream => stream;

    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _ended ? 0 : _queue.Count + (_running ? 1 : 0);
            }
        }
    }

    protected MemoryStreamProvider Provider => provider;

    /// <summary>Waits for a free place. The topic calls it for one item at a time.</summary>
    /// <exception cref="TimeoutException">There was none for as long as a call may take.</exception>
    public async ValueTask EnqueueAsync(StreamItem item)
    {
        if (!_space.Wait(0))
        {
            provider.Metrics.ProducerWaits();
            await WaitForSpaceAsync().ConfigureAwait(false);
        }

        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            _queue.Enqueue(item);
            if (_running)
            {
                return;
            }

            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static subscription => _ = subscription.RunAsync(), this, preferLocal: false);
    }

    /// <summary>What waits is left out; a producer that waits goes on.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            _queue.Clear();
        }

        _space.Release();
    }

    protected abstract ValueTask HandOverAsync(StreamItem item);

    protected abstract ValueTask HandOverAsync(Exception failure);

    private async Task WaitForSpaceAsync()
    {
        using var patience = new CancellationTokenSource(provider.Patience, provider.Time);
        try
        {
            await _space.WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"A consumer of the stream '{stream.GetNamespace()}' of {provider.Name} is behind by {provider.Options.MaxQueued} items; this one did not reach it.");
        }
    }

    private async Task RunAsync()
    {
        while (TryTake(out var item))
        {
            await DeliverAsync(item);
            _space.Release();
        }
    }

    private bool TryTake(out StreamItem item)
    {
        lock (_lock)
        {
            return _running = !_ended & _queue.TryDequeue(out item);
        }
    }

    // A failing consumer gets the same item again, and none after it, until the time is over.
    private async Task DeliverAsync(StreamItem item)
    {
        var start = provider.Time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause < LongestPause ? 2 * pause : pause)
        {
            try
            {
                await HandOverAsync(item);
                return;
            }
            catch (Exception failure)
            {
                if (provider.IsStopping || provider.Time.GetElapsedTime(start) + pause > provider.Options.MaxDeliveryTime)
                {
                    await GiveUpAsync(failure);
                    return;
                }
            }

            provider.Metrics.Retried();
            await Task.Delay(pause, provider.Time);
        }
    }

    private async Task GiveUpAsync(Exception failure)
    {
        Log.ItemFailed(provider.Logger, failure, provider.Name, stream.GetNamespace());
        provider.Metrics.Failed();
        try
        {
            await HandOverAsync(failure);
        }
        catch (Exception second)
        {
            Log.ItemFailed(provider.Logger, second, provider.Name, stream.GetNamespace());
        }
    }
}
