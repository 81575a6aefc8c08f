namespace OrleansCare.Mqtt.Packets;

/// <summary>Section 3.1.2.5: what the server publishes when the connection ends without DISCONNECT.</summary>
internal sealed record WillMessage(string Topic, byte[] Payload, MqttQos Qos, bool Retain)
{
    /// <summary>5.0 section 3.1.3.2.2: how long after the connection's end, in seconds, or at the session's end if that is earlier.</summary>
    public uint DelaySeconds { get; init; }

    /// <summary>Null: never.</summary>
    public uint? ExpirySeconds { get; init; }

    /// <summary>What subscribers are told with it, encoded.</summary>
    public byte[] ForwardedProperties { get; init; } = [];
}
