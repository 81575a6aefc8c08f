using System.Buffers;

namespace OrleansCare.Mqtt.Packets;

/// <summary>Sections 3.8 SUBSCRIBE and 3.10 UNSUBSCRIBE: read only as far as their refusal needs.</summary>
internal readonly record struct SubscribePacket(ushort PacketId, int Filters)
{
    /// <code>packet id (2) | one or more of: topic filter (string) [requested QoS (1), only in SUBSCRIBE]</code>
    public static MqttCloseReason TryParse(MqttFrame frame, out SubscribePacket packet)
    {
        ReadOnlySequence<byte> body = frame.Body;
        var fields = new FieldReader(body.IsSingleSegment ? body.FirstSpan : body.ToArray());
        ushort packetId = fields.ReadUInt16();
        int filters = 0;
        do
        {
            string filter = fields.ReadString();
            byte qos = frame.Type == MqttPacketType.Subscribe ? fields.ReadByte() : (byte)0;
            if (fields.Fault == MqttCloseReason.None && filter.Length == 0)
            {
                fields.Fail(MqttCloseReason.InvalidTopic);
            }

            if (qos > (byte)MqttQos.ExactlyOnce)
            {
                fields.Fail(MqttCloseReason.InvalidQos);
            }

            filters++;
        }
        while (!fields.IsAtEnd);

        if (packetId == 0)
        {
            fields.Fail(MqttCloseReason.PacketIdZero);
        }

        packet = new SubscribePacket(packetId, filters);
        return fields.Fault;
    }
}
