namespace OrleansCare.Mqtt.Topics;

/// <summary>The subscriptions at one place of the tree, one per subscriber.</summary>
internal sealed class SubscriberList
{
    private readonly Dictionary<ISubscriber, int> _places = [];
    private readonly List<Subscription> _subscriptions = [];

    public int Count => _subscriptions.Count;

    public Subscription this[int index] => _subscriptions[index];

    /// <summary>A second one of the same subscriber replaces the first (MQTT-3.8.4-3).</summary>
    public void Set(Subscription subscription)
    {
        if (_places.TryGetValue(subscription.Subscriber, out int place))
        {
            _subscriptions[place] = subscription;
            return;
        }

        _places.Add(subscription.Subscriber, _subscriptions.Count);
        _subscriptions.Add(subscription);
    }

    public void Remove(ISubscriber subscriber)
    {
        if (!_places.Remove(subscriber, out int place))
        {
            return;
        }

        // The last one fills the hole.
        Subscription last = _subscriptions[^1];
        _subscriptions.RemoveAt(_subscriptions.Count - 1);
        if (place < _subscriptions.Count)
        {
            _subscriptions[place] = last;
            _places[last.Subscriber] = place;
        }
    }

    public void AddTo(List<Subscription> found) => found.AddRange(_subscriptions);
}
