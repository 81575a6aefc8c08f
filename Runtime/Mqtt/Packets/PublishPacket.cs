using System.Buffers;

namespace OrleansCare.Mqtt.Packets;

/// <summary>Section 3.3, PUBLISH as a client sends it. A ref struct: payload and properties lie in the receive buffer.</summary>
internal readonly ref struct PublishPacket
{
    public const byte DuplicateFlag = 0x08;
    public const int QosShift = 1;
    public const byte RetainFlag = 0x01;

    public required string Topic { get; init; }

    public required ReadOnlySequence<byte> Payload { get; init; }

    public ushort PacketId { get; init; }

    public MqttQos Qos { get; init; }

    public bool Duplicate { get; init; }

    public bool Retain { get; init; }

    /// <summary>The property block without its length, read once without fault; empty in 3.1.1.</summary>
    public ReadOnlySpan<byte> Properties { get; init; }

    /// <summary>Null: the message does not expire.</summary>
    public uint? ExpirySeconds { get; init; }
}
