namespace Orleans.Runtime;

internal sealed partial class Activation
{
    private Dictionary<Guid, StreamObserver>? _observers;

    /// <summary>On its own turns only.</summary>
    public void Observe(Guid subscription, StreamObserver observer) => (_observers ??= [])[subscription] = observer;

    public void Unobserve(Guid subscription) => _observers?.Remove(subscription);

    public StreamObserver? ObserverOf(Guid subscription) => _observers?.GetValueOrDefault(subscription);
}
