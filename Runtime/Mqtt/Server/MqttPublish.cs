using System.Buffers;

namespace OrleansCare.Mqtt.Server;

/// <summary>One PUBLISH. A ref struct, because its payload lies in the connection's receive buffer.</summary>
public readonly ref struct MqttPublish
{
    /// <summary>The same instance each time the connection repeats the topic.</summary>
    public required string Topic { get; init; }

    public required ReadOnlySequence<byte> Payload { get; init; }

    /// <summary>Microseconds since the Unix epoch, when the packet's last byte came out of the socket.</summary>
    public required long ReceivedAt { get; init; }

    public MqttQos Qos { get; init; }

    /// <summary>The client sends it again. Only the device's own sequence tells whether the first one arrived.</summary>
    public bool Duplicate { get; init; }

    public bool Retain { get; init; }

    /// <summary>0 for QoS 0 and for a will.</summary>
    public ushort PacketId { get; init; }

    /// <summary>Null: the message does not expire.</summary>
    public uint? ExpirySeconds { get; init; }

    public MqttProperties Properties { get; init; }

    /// <summary>A copy that outlives the call, for <see cref="PublishDecision.Distribute"/>.</summary>
    public MqttMessage ToMessage() => new(Topic, Payload.ToArray(), Qos, Retain, Properties.CopyForwarded(), ExpirySeconds, ReceivedAt);
}
