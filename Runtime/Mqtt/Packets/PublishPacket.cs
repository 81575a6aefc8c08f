using System.Buffers;
using System.Buffers.Binary;

namespace OrleansCare.Mqtt.Packets;

/// <summary>Section 3.3, PUBLISH.</summary>
internal readonly struct PublishPacket
{
    private const byte DuplicateFlag = 0x08;
    private const int QosShift = 1;
    private const byte RetainFlag = 0x01;

    // A variable header that lies across two buffer segments is gathered on the stack up to this size.
    private const int MaxStackHeader = 512;

    public string Topic { get; private init; }

    public ushort PacketId { get; private init; }

    public MqttQos Qos { get; private init; }

    public bool Duplicate { get; private init; }

    public bool Retain { get; private init; }

    public ReadOnlySequence<byte> Payload { get; private init; }

    /// <code>
    /// header flags: 3 DUP, 2-1 QoS, 0 RETAIN
    /// topic name (string) | [packet id (2), only if QoS > 0] | payload (the rest)
    /// </code>
    public static MqttCloseReason TryParse(MqttFrame frame, TopicCache topics, out PublishPacket packet)
    {
        packet = default;
        var qos = (MqttQos)((frame.Header >> QosShift) & 0x03);
        bool duplicate = (frame.Header & DuplicateFlag) != 0;
        if (qos > MqttQos.ExactlyOnce)
        {
            return MqttCloseReason.InvalidQos;
        }

        // MQTT-3.3.1-2
        if (duplicate && qos == MqttQos.AtMostOnce)
        {
            return MqttCloseReason.MalformedHeader;
        }

        ReadOnlySequence<byte> body = frame.Body;
        if (body.Length < 2)
        {
            return MqttCloseReason.MalformedPacket;
        }

        Span<byte> lengthBytes = stackalloc byte[2];
        body.Slice(0, 2).CopyTo(lengthBytes);
        int topicLength = BinaryPrimitives.ReadUInt16BigEndian(lengthBytes);
        int headerLength = 2 + topicLength + (qos == MqttQos.AtMostOnce ? 0 : 2);
        if (body.Length < headerLength)
        {
            return MqttCloseReason.MalformedPacket;
        }

        Span<byte> gathered = stackalloc byte[MaxStackHeader];
        scoped ReadOnlySpan<byte> header = body.FirstSpan;
        if (header.Length < headerLength)
        {
            gathered = headerLength <= MaxStackHeader ? gathered[..headerLength] : new byte[headerLength];
            body.Slice(0, headerLength).CopyTo(gathered);
            header = gathered;
        }

        MqttCloseReason fault = topics.TryGet(header.Slice(2, topicLength), out string topic);
        if (fault != MqttCloseReason.None)
        {
            return fault;
        }

        ushort packetId = qos == MqttQos.AtMostOnce ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(header[(2 + topicLength)..]);
        if (qos != MqttQos.AtMostOnce && packetId == 0)
        {
            return MqttCloseReason.PacketIdZero;
        }

        packet = new PublishPacket
        {
            Topic = topic,
            PacketId = packetId,
            Qos = qos,
            Duplicate = duplicate,
            Retain = (frame.Header & RetainFlag) != 0,
            Payload = body.Slice(headerLength),
        };
        return MqttCloseReason.None;
    }

    public static void Write(IBufferWriter<byte> output, string topic, ReadOnlySpan<byte> payload, MqttQos qos, ushort packetId, bool duplicate)
    {
        int header = ((byte)MqttPacketType.Publish << 4) | (duplicate ? DuplicateFlag : 0) | ((byte)qos << QosShift);
        int length = FieldWriter.Length(topic) + (qos == MqttQos.AtMostOnce ? 0 : 2) + payload.Length;
        var fields = new FieldWriter(output, header, length);
        fields.Write(topic);
        if (qos != MqttQos.AtMostOnce)
        {
            fields.Write(packetId);
        }

        fields.WriteRaw(payload);
        fields.Advance();
    }
}
