namespace OrleansCare.Mqtt.Server;

/// <summary>A publish taken out of its connection's buffer, to be distributed to subscribers.</summary>
public sealed class MqttMessage
{
    private const long MicrosecondsPerSecond = 1_000_000;
    private readonly long _expiresAt;

    internal MqttMessage(
        string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, byte[] forwardedProperties, uint? expirySeconds, long receivedAt)
    {
        Topic = topic;
        Payload = payload;
        Qos = qos;
        Retain = retain;
        ForwardedProperties = forwardedProperties;
        _expiresAt = expirySeconds is { } seconds ? receivedAt + (seconds * MicrosecondsPerSecond) : long.MaxValue;
    }

    public string Topic { get; }

    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The publisher's; nobody gets it with a higher one.</summary>
    public MqttQos Qos { get; }

    /// <summary>Kept for those who subscribe later.</summary>
    public bool Retain { get; }

    /// <summary>What it occupies, without the objects around it.</summary>
    internal int Bytes => (Topic.Length * sizeof(char)) + Payload.Length + ForwardedProperties.Length;

    internal byte[] ForwardedProperties { get; }

    internal bool HasExpired(long now) => now >= _expiresAt;

    /// <summary>MQTT-3.3.2-6: less the whole seconds it has waited. Null: never.</summary>
    internal uint? RemainingSeconds(long now) =>
        _expiresAt == long.MaxValue ? null : (uint)Math.Max(0, (_expiresAt - now + MicrosecondsPerSecond - 1) / MicrosecondsPerSecond);
}
