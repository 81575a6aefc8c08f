using Orleans.Streams;

namespace Orleans.Runtime;

internal enum SubscriptionKind
{
    Explicit,
    Implicit,
    Client,
}

internal sealed class MemoryStreamHandle<T>(MemoryStreamProvider provider, StreamId streamId, Guid handleId, SubscriptionKind kind) : StreamSubscriptionHandle<T>
{
    public override StreamId StreamId => streamId;

    public override string ProviderName => provider.Name;

    public override Guid HandleId => handleId;

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        MemoryStream<T>.RefuseToken(token);
        var untyped = new StreamObserver<T>(observer);
        if (kind != SubscriptionKind.Client)
        {
            Grain().Observe(handleId, untyped);
        }
        else
        {
            Resume(untyped);
        }

        return Task.FromResult<StreamSubscriptionHandle<T>>(new MemoryStreamHandle<T>(provider, streamId, handleId, kind));
    }

    /// <summary>An implicit subscription stays; the grain only stops to observe.</summary>
    public override async Task UnsubscribeAsync()
    {
        if (kind != SubscriptionKind.Client)
        {
            Grain().Unobserve(handleId);
        }

        if (kind == SubscriptionKind.Implicit)
        {
            return;
        }

        var topic = provider.Enter(streamId);
        try
        {
            await topic.RemoveAsync(handleId, stored: kind == SubscriptionKind.Explicit);
        }
        finally
        {
            topic.Leave();
        }
    }

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other is not null && handleId == other.HandleId && streamId == other.StreamId;

    private static Activation Grain() =>
        MemoryStream<T>.Consumer ?? throw new InvalidOperationException("A grain's subscription is taken up, and ended, on its own turns.");

    private void Resume(StreamObserver observer)
    {
        var topic = provider.Enter(streamId);
        try
        {
            var subscription = topic.OfClient().FirstOrDefault(one => one.Id == handleId) ?? throw new InvalidOperationException("This subscription has ended.");
            subscription.Observer = observer;
        }
        finally
        {
            topic.Leave();
        }
    }
}
