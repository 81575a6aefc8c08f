using OrleansCare.Mqtt.Server;
using OrleansCare.Mqtt.Topics;

namespace OrleansCare.Mqtt.Sessions;

/// <summary>Section 4.1: what the server knows about a client id, through its connections until it expires. In memory.</summary>
internal sealed class ClientSession(string clientId, MqttServerOptions options, MqttMetrics metrics) : ISubscriber
{
    private readonly Dictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);
    private volatile Action? _wake;

    public string ClientId => clientId;

    public bool IsConnected => _wake is not null;

    public IncomingPublishes Incoming { get; } = new();

    public OutgoingMessages Outgoing { get; } = new(options, metrics);

    /// <summary>How long it outlives its connection. Written by the connection and the store.</summary>
    public TimeSpan Expiry { get; set; }

    /// <summary>What happens while nobody is connected; guarded by the store.</summary>
    public Absence? Absence { get; set; }

    /// <summary>Of the reading loop alone, and of the store while nobody is connected.</summary>
    public IReadOnlyCollection<Subscription> Subscriptions => _subscriptions.Values;

    /// <param name="receiveMaximum">The client's.</param>
    /// <param name="wake">Called when there may be something to send. Must not block.</param>
    public void Connect(int receiveMaximum, Action wake)
    {
        Incoming.Restart();
        Outgoing.Restart(receiveMaximum);
        _wake = wake;
    }

    public void Disconnect() => _wake = null;

    /// <returns>Whether it is a new one (section 3.8.4).</returns>
    public bool Subscribe(Subscription subscription)
    {
        bool isNew = !_subscriptions.ContainsKey(subscription.Filter.Text);
        _subscriptions[subscription.Filter.Text] = subscription;
        metrics.Subscribed(isNew ? 1 : 0);
        return isNew;
    }

    public bool MaySubscribe(TopicFilter filter) => _subscriptions.Count < options.MaxSubscriptions || _subscriptions.ContainsKey(filter.Text);

    public bool Unsubscribe(TopicFilter filter)
    {
        bool existed = _subscriptions.Remove(filter.Text);
        metrics.Subscribed(existed ? -1 : 0);
        return existed;
    }

    public void Deliver(MqttMessage message, MqttQos qos, bool retain, uint[] subscriptionIds)
    {
        Action? wake = _wake;
        if (wake is null && qos == MqttQos.AtMostOnce)
        {
            metrics.Dropped(DropCause.Away);
        }
        else if (Outgoing.Add(new QueuedMessage(message, qos, retain, subscriptionIds)))
        {
            wake?.Invoke();
        }
    }
}
