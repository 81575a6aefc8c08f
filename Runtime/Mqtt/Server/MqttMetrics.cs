using System.Collections.Frozen;
using System.Diagnostics.Metrics;

namespace OrleansCare.Mqtt.Server;

/// <summary>Meter "OrleansCare.Mqtt". Tags are closed sets: qos (0 to 2), reason (<see cref="MqttCloseReason"/>) and cause (<see cref="DropCause"/>).</summary>
internal sealed class MqttMetrics
{
    public const string MeterName = "OrleansCare.Mqtt";

    // Boxed once: a tag value is an object.
    private static readonly KeyValuePair<string, object?>[] QosTags = [new("qos", 0), new("qos", 1), new("qos", 2)];
    private static readonly FrozenDictionary<MqttCloseReason, KeyValuePair<string, object?>> ReasonTags =
        Enum.GetValues<MqttCloseReason>().ToFrozenDictionary(reason => reason, reason => new KeyValuePair<string, object?>("reason", reason.ToString()));

    private static readonly FrozenDictionary<DropCause, KeyValuePair<string, object?>> CauseTags =
        Enum.GetValues<DropCause>().ToFrozenDictionary(cause => cause, cause => new KeyValuePair<string, object?>("cause", cause.ToString()));

    private readonly UpDownCounter<long> _connections;
    private readonly UpDownCounter<long> _inFlight;
    private readonly Counter<long> _publishes;
    private readonly Counter<long> _payloadBytes;
    private readonly Counter<long> _acknowledged;
    private readonly Counter<long> _withheld;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _windowFull;
    private readonly Counter<long> _sessionsNotStored;
    private readonly UpDownCounter<long> _sessions;
    private readonly UpDownCounter<long> _subscriptions;
    private readonly UpDownCounter<long> _retained;
    private readonly UpDownCounter<long> _queued;
    private readonly UpDownCounter<long> _inDelivery;
    private readonly UpDownCounter<long> _delayedWills;
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _dropped;

    public MqttMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(MeterName);
        _connections = meter.CreateUpDownCounter<long>("mqtt.connections", "{connection}", "Open connections");
        _inFlight = meter.CreateUpDownCounter<long>("mqtt.in_flight", "{publish}", "Publishes that wait for the application");
        _publishes = meter.CreateCounter<long>("mqtt.publishes", "{publish}", "PUBLISH packets received, by qos");
        _payloadBytes = meter.CreateCounter<long>("mqtt.payload", "By", "Payload bytes received");
        _acknowledged = meter.CreateCounter<long>("mqtt.acknowledged", "{publish}", "Publishes taken and answered by PUBACK or PUBREC");
        _withheld = meter.CreateCounter<long>("mqtt.withheld", "{publish}", "Publishes the application did not take, by qos");
        _closed = meter.CreateCounter<long>("mqtt.closed", "{connection}", "Connections ended, by reason");
        _windowFull = meter.CreateCounter<long>("mqtt.window_full", "{wait}", "Times a connection was not read because its window was full");
        _sessionsNotStored = meter.CreateCounter<long>("mqtt.sessions_not_stored", "{session}", "Sessions beyond the limit of stored ones");
        _sessions = meter.CreateUpDownCounter<long>("mqtt.sessions", "{session}", "Sessions, connected or stored");
        _subscriptions = meter.CreateUpDownCounter<long>("mqtt.subscriptions", "{subscription}", "Subscriptions of all sessions");
        _retained = meter.CreateUpDownCounter<long>("mqtt.retained", "{message}", "Retained messages");
        _queued = meter.CreateUpDownCounter<long>("mqtt.queued", "{message}", "Messages that wait to be sent to clients");
        _inDelivery = meter.CreateUpDownCounter<long>("mqtt.in_delivery", "{message}", "Messages of QoS 1 and 2 sent to clients that have not acknowledged them");
        _delayedWills = meter.CreateUpDownCounter<long>("mqtt.delayed_wills", "{message}", "Wills that wait for their delay or the end of their session");
        _repeated = meter.CreateCounter<long>("mqtt.repeated", "{publish}", "Publishes of QoS 2 that came again before PUBREL and were not handed over again");
        _delivered = meter.CreateCounter<long>("mqtt.delivered", "{message}", "PUBLISH packets sent to clients, by qos");
        _dropped = meter.CreateCounter<long>("mqtt.dropped", "{message}", "Messages that a subscriber does not get, by cause");
    }

    public void Opened() => _connections.Add(1);

    public void Closed(MqttCloseReason reason)
    {
        _connections.Add(-1);
        _closed.Add(1, ReasonTags[reason]);
    }

    public void Received(MqttQos qos, long payloadBytes)
    {
        _publishes.Add(1, QosTags[(int)qos]);
        _payloadBytes.Add(payloadBytes);
        _inFlight.Add(1);
    }

    public void Decided() => _inFlight.Add(-1);

    public void Acknowledged() => _acknowledged.Add(1);

    public void Withheld(MqttQos qos) => _withheld.Add(1, QosTags[(int)qos]);

    public void WindowFull() => _windowFull.Add(1);

    public void SessionNotStored() => _sessionsNotStored.Add(1);

    public void Sessions(int change) => _sessions.Add(change);

    public void Subscribed(int change) => _subscriptions.Add(change);

    public void Retained(int change) => _retained.Add(change);

    public void Queued(int change) => _queued.Add(change);

    public void InDelivery(int change) => _inDelivery.Add(change);

    public void DelayedWills(int change) => _delayedWills.Add(change);

    public void Repeated() => _repeated.Add(1);

    public void Delivered(MqttQos qos) => _delivered.Add(1, QosTags[(int)qos]);

    public void Dropped(DropCause cause, int count = 1) => _dropped.Add(count, CauseTags[cause]);
}
