using System.Buffers;
using System.Buffers.Binary;
using OrleansCare.Mqtt.Topics;

namespace OrleansCare.Mqtt.Packets;

/// <summary>
/// Reads the PUBLISH packets of one connection: a repeated topic or alias costs no string. Not thread-safe; what it read is valid until it reads the next.
/// </summary>
/// <param name="version">The client's.</param>
/// <param name="topicAliasMaximum">0: the client may set none.</param>
/// <param name="maxTopicLength">Bytes of UTF-8.</param>
internal sealed class PublishReader(MqttVersion version, ushort topicAliasMaximum, int maxTopicLength = ushort.MaxValue)
{
    // Longest encoding of a variable byte integer.
    private const int MaxLengthBytes = 4;

    private readonly TopicCache _topics = new();
    private readonly string?[] _aliases = topicAliasMaximum == 0 ? [] : new string?[topicAliasMaximum + 1];

    // A variable header that lies across two buffer segments is gathered here.
    private byte[] _gathered = [];

    /// <code>
    /// header flags: 3 DUP, 2-1 QoS, 0 RETAIN
    /// topic name (string) | [packet id (2), only if QoS > 0] | [properties, 5.0] | payload (the rest)
    /// </code>
    public MqttCloseReason TryRead(MqttFrame frame, out PublishPacket packet)
    {
        packet = default;
        var qos = (MqttQos)((frame.Header >> PublishPacket.QosShift) & 0x03);
        bool duplicate = (frame.Header & PublishPacket.DuplicateFlag) != 0;
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
        ReadOnlySpan<byte> header = body.IsSingleSegment ? body.FirstSpan : Gather(body, qos);
        var fields = new FieldReader(header);
        ReadOnlySpan<byte> topicName = fields.ReadBytes();
        ushort packetId = qos == MqttQos.AtMostOnce ? (ushort)0 : fields.ReadUInt16();
        ReadOnlySpan<byte> block = version == MqttVersion.V500 ? fields.ReadPropertyBlock() : default;
        if (fields.Fault != MqttCloseReason.None)
        {
            return fields.Fault;
        }

        if (qos != MqttQos.AtMostOnce && packetId == 0)
        {
            return MqttCloseReason.PacketIdZero;
        }

        int headerLength = header.Length - fields.Remaining;
        ushort alias = 0;
        uint? expiry = null;
        MqttCloseReason fault = block.IsEmpty ? MqttCloseReason.None : ReadProperties(block, out alias, out expiry);
        if (fault == MqttCloseReason.None)
        {
            fault = Resolve(topicName, alias, out string topic);
            packet = new PublishPacket
            {
                Topic = topic,
                PacketId = packetId,
                Qos = qos,
                Duplicate = duplicate,
                Retain = (frame.Header & PublishPacket.RetainFlag) != 0,
                Properties = block,
                ExpirySeconds = expiry,
                Payload = body.Slice(headerLength),
            };
        }

        return fault;
    }

    private static MqttCloseReason ReadProperties(ReadOnlySpan<byte> block, out ushort alias, out uint? expiry)
    {
        alias = 0;
        expiry = null;
        var properties = new PropertyReader(block, PropertySet.Publish);
        while (properties.Next())
        {
            switch (properties.Id)
            {
                case PropertyId.TopicAlias:
                    alias = (ushort)properties.Number;
                    break;
                case PropertyId.MessageExpiry:
                    expiry = properties.Number;
                    break;
                case PropertyId.SubscriptionId:
                    // MQTT-3.3.4-6: only a server sends it.
                    return MqttCloseReason.ProtocolError;
            }
        }

        return properties.Fault;
    }

    /// <summary>5.0 section 3.3.2.3.4: a topic sets the alias that comes with it, an alias without a topic stands for the one set before.</summary>
    private MqttCloseReason Resolve(ReadOnlySpan<byte> name, ushort alias, out string topic)
    {
        topic = string.Empty;
        if (alias != 0 && alias >= _aliases.Length)
        {
            return MqttCloseReason.TopicAliasInvalid;
        }

        if (name.Length > maxTopicLength)
        {
            return MqttCloseReason.TopicTooLong;
        }

        if (name.IsEmpty && version == MqttVersion.V500)
        {
            topic = alias == 0 ? string.Empty : _aliases[alias] ?? string.Empty;
            return topic.Length == 0 ? MqttCloseReason.ProtocolError : MqttCloseReason.None;
        }

        MqttCloseReason fault = _topics.TryGet(name, out topic);
        if (fault == MqttCloseReason.None && alias != 0)
        {
            _aliases[alias] = topic;
        }

        return fault;
    }

    /// <summary>Everything before the payload in one piece; less if the packet is too short for what it announces.</summary>
    private ReadOnlySpan<byte> Gather(ReadOnlySequence<byte> body, MqttQos qos)
    {
        Span<byte> length = stackalloc byte[MaxLengthBytes];
        long known = Math.Min(body.Length, 2);
        body.Slice(0, known).CopyTo(length);
        if (known == 2)
        {
            known = Math.Min(body.Length, 2 + BinaryPrimitives.ReadUInt16BigEndian(length) + (qos == MqttQos.AtMostOnce ? 0 : 2));
        }

        if (version == MqttVersion.V500)
        {
            int available = (int)Math.Min(body.Length - known, MaxLengthBytes);
            body.Slice(known, available).CopyTo(length);
            var fields = new FieldReader(length[..available]);
            long propertyLength = fields.ReadVariableInteger();
            known = fields.Fault == MqttCloseReason.None
                ? Math.Min(body.Length, known + available - fields.Remaining + propertyLength)
                : known + available;
        }

        if (body.FirstSpan.Length >= known)
        {
            return body.FirstSpan[..(int)known];
        }

        if (_gathered.Length < known)
        {
            _gathered = new byte[known];
        }

        Span<byte> gathered = _gathered.AsSpan(0, (int)known);
        body.Slice(0, known).CopyTo(gathered);
        return gathered;
    }
}
