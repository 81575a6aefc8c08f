namespace Orleans.Runtime;

/// <summary>To an observer outside the grains; ends with the host.</summary>
internal sealed class ClientSubscription(MemoryStreamProvider provider, StreamId stream, Guid id, StreamObserver observer) : Subscription(provider, stream, id)
{
    public StreamObserver Observer { get; set; } = observer;

    protected override async ValueTask HandOverAsync(StreamItem item)
    {
        await Observer.OnNextAsync(item);
        Provider.Metrics.Delivered();
    }

    protected override ValueTask HandOverAsync(Exception failure) => new(Observer.OnErrorAsync(failure));
}
