namespace Orleans.Runtime;

/// <summary>Who subscribed to one stream explicitly; kept in the storage "PubSubStore". The key is <c>provider/namespace/key</c>.</summary>
internal interface IPubSub : IGrainWithStringKey
{
    ValueTask<List<StreamSubscription>> Subscriptions();

    Task Add(StreamSubscription subscription);

    Task Remove(Guid subscriptionId);
}

[GenerateSerializer]
[Immutable]
internal sealed record StreamSubscription(Guid Id, string GrainType, string GrainKey)
{
    public GrainId Consumer => GrainId.Create(GrainType, GrainKey);
}

[GenerateSerializer]
internal sealed class PubSubState
{
    [Id(0)]
    public List<StreamSubscription> Subscriptions { get; set; } = [];
}

[GrainType("sys.pubsub")]
internal sealed class PubSubGrain([PersistentState("pubsub", "PubSubStore")] IPersistentState<PubSubState> state) : Grain, IPubSub
{
    public ValueTask<List<StreamSubscription>> Subscriptions() => new(state.State.Subscriptions);

    public Task Add(StreamSubscription subscription)
    {
        state.State.Subscriptions = [.. state.State.Subscriptions, subscription];
        return SaveAsync();
    }

    public Task Remove(Guid subscriptionId)
    {
        state.State.Subscriptions = [.. state.State.Subscriptions.Where(subscription => subscription.Id != subscriptionId)];
        return SaveAsync();
    }

    // After a failure only the storage knows what is true; the next activation reads it.
    private async Task SaveAsync()
    {
        try
        {
            await (state.State.Subscriptions.Count == 0 && state.RecordExists ? state.ClearStateAsync() : state.WriteStateAsync());
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
