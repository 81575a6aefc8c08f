using OrleansCare.Mqtt.Server;

namespace OrleansCare.Mqtt.Topics;

/// <summary>All subscriptions of a server. Thread-safe.</summary>
internal sealed class SubscriptionTree
{
    /// <summary>Deeper filters are refused: the tree is walked by recursion.</summary>
    public const int MaxLevels = 128;

    private readonly SubscriptionNode _root = new();
    private readonly List<Subscription> _found = [];
    private readonly List<Delivery> _deliveries = [];
    private readonly Dictionary<ISubscriber, int> _merged = [];
    private readonly Lock _gate = new();

    public static bool IsTooDeep(TopicFilter filter) => filter.Levels.AsSpan().Count(TopicName.Separator) >= MaxLevels;

    public void Add(Subscription subscription)
    {
        lock (_gate)
        {
            _root.Add(subscription.Filter.Levels, subscription);
        }
    }

    public void Remove(TopicFilter filter, ISubscriber subscriber)
    {
        lock (_gate)
        {
            _root.Remove(filter.Levels, goesOn: true, filter, subscriber);
        }
    }

    /// <summary>
    /// Hands the message to everybody who asked for it: once to each, with the highest QoS and all identifiers of the subscriptions that overlap
    /// (MQTT-3.3.4-2, -3), and once to one member of each shared group. Messages of one caller reach each subscriber in the order of the calls.
    /// </summary>
    /// <param name="publisher">The client id, for "no local" (MQTT-3.8.3-3).</param>
    /// <returns>How many it was handed to.</returns>
    public int Distribute(MqttMessage message, string publisher)
    {
        lock (_gate)
        {
            _root.Match(message.Topic, goesOn: true, wildcards: !message.Topic.StartsWith('$'), _found);
            foreach (Subscription subscription in _found)
            {
                Merge(subscription, message, publisher);
            }

            foreach (Delivery delivery in _deliveries)
            {
                delivery.Subscriber.Deliver(message, delivery.Qos, delivery.Retain, delivery.SubscriptionIds);
            }

            int count = _deliveries.Count;
            _found.Clear();
            _deliveries.Clear();
            _merged.Clear();
            return count;
        }
    }

    private void Merge(Subscription subscription, MqttMessage message, string publisher)
    {
        SubscriptionOptions options = subscription.Options;
        if (options.NoLocal && subscription.Subscriber.ClientId == publisher)
        {
            return;
        }

        var delivery = new Delivery(
            subscription.Subscriber,
            options.Qos < message.Qos ? options.Qos : message.Qos,
            message.Retain && options.RetainAsPublished,
            options.SubscriptionId == 0 ? [] : [options.SubscriptionId]);
        if (subscription.Filter.IsShared)
        {
            _deliveries.Add(delivery);
        }
        else if (_merged.TryAdd(subscription.Subscriber, _deliveries.Count))
        {
            _deliveries.Add(delivery);
        }
        else
        {
            int place = _merged[subscription.Subscriber];
            Delivery other = _deliveries[place];
            _deliveries[place] = new Delivery(
                subscription.Subscriber,
                other.Qos < delivery.Qos ? delivery.Qos : other.Qos,
                other.Retain || delivery.Retain,
                [.. other.SubscriptionIds, .. delivery.SubscriptionIds]);
        }
    }

    private readonly record struct Delivery(ISubscriber Subscriber, MqttQos Qos, bool Retain, uint[] SubscriptionIds);
}
