using System.Security.Cryptography;
using Orleans.CodeGeneration;
using Orleans.Streams;

namespace Orleans.Runtime;

internal sealed class MemoryStream<T>(MemoryStreamProvider provider, StreamId streamId) : IAsyncStream<T>
{
    public bool IsRewindable => provider.IsRewindable;

    public string ProviderName => provider.Name;

    public StreamId StreamId => streamId;

    /// <summary>Ends when the item is in every consumer's queue.</summary>
    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        RefuseToken(token);
        return provider.PublishAsync(streamId, Copies.Of(item));
    }

    public Task OnCompletedAsync() => throw new NotImplementedException("Neither engine's streams end.");

    public Task OnErrorAsync(Exception ex) => throw new NotImplementedException("Neither engine's streams carry a producer's errors.");

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => SubscribeAsync(observer, null);

    public async Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        RefuseToken(token);
        var topic = provider.Enter(streamId);
        try
        {
            return await SubscribeAsync(topic, new StreamObserver<T>(observer));
        }
        finally
        {
            topic.Leave();
        }
    }

    public async Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles()
    {
        var topic = provider.Enter(streamId);
        try
        {
            if (Consumer is not { } grain)
            {
                return [.. topic.OfClient().Select(one => new MemoryStreamHandle<T>(provider, streamId, one.Id, SubscriptionKind.Client))];
            }

            var stored = await topic.OfGrainAsync(grain.GrainId);
            IList<StreamSubscriptionHandle<T>> handles = [.. stored.Select(id => new MemoryStreamHandle<T>(provider, streamId, id, SubscriptionKind.Explicit))];
            if (topic.ImplicitOf(grain.GrainId) is { } own)
            {
                handles.Add(new MemoryStreamHandle<T>(provider, streamId, own, SubscriptionKind.Implicit));
            }

            return handles;
        }
        finally
        {
            topic.Leave();
        }
    }

    public bool Equals(IAsyncStream<T>? other) => other is not null && StreamId == other.StreamId && ProviderName == other.ProviderName;

    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : StreamId.CompareTo(other.StreamId);

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => StreamId.GetHashCode();

    // An observer's object is called like a grain, and is none.
    internal static Activation? Consumer => SynchronizationContext.Current is Activation { Class: not null } grain ? grain : null;

    internal static void RefuseToken(StreamSequenceToken? token)
    {
        if (token is not null)
        {
            throw new ArgumentNullException(nameof(token), "This stream is not rewindable; it takes no token.");
        }
    }

    private async Task<StreamSubscriptionHandle<T>> SubscribeAsync(StreamTopic topic, StreamObserver observer)
    {
        if (Consumer is not { } grain)
        {
            var id = NewId();
            await topic.AddAsync(new ClientSubscription(provider, streamId, id, observer), null);
            return new MemoryStreamHandle<T>(provider, streamId, id, SubscriptionKind.Client);
        }

        if (topic.ImplicitOf(grain.GrainId) is { } own)
        {
            grain.Observe(own, observer);
            return new MemoryStreamHandle<T>(provider, streamId, own, SubscriptionKind.Implicit);
        }

        var subscription = new GrainSubscription(provider, streamId, NewId(), grain.GrainId);
        grain.Observe(subscription.Id, observer);
        await topic.AddAsync(subscription, grain.GrainId);
        return new MemoryStreamHandle<T>(provider, streamId, subscription.Id, SubscriptionKind.Explicit);
    }

    private static Guid NewId()
    {
        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id);
        return new Guid(id);
    }
}
