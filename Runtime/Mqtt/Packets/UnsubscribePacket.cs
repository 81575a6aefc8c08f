using System.Buffers;
using OrleansCare.Mqtt.Topics;

namespace OrleansCare.Mqtt.Packets;

/// <summary>Section 3.10, UNSUBSCRIBE.</summary>
internal sealed record UnsubscribePacket(ushort PacketId, IReadOnlyList<TopicFilter> Filters)
{
    /// <code>packet id (2) | [properties, 5.0] | one or more topic filters (string)</code>
    public static MqttCloseReason TryParse(MqttFrame frame, MqttVersion version, out UnsubscribePacket? packet)
    {
        ReadOnlySequence<byte> body = frame.Body;
        var fields = new FieldReader(body.IsSingleSegment ? body.FirstSpan : body.ToArray());
        ushort packetId = fields.ReadUInt16();
        if (version == MqttVersion.V500)
        {
            AcknowledgementPacket.ReadProperties(ref fields, PropertySet.Unsubscribe);
        }

        var filters = new List<TopicFilter>();
        do
        {
            fields.FailIf(TopicFilter.TryParse(fields.ReadString(), out TopicFilter? filter));
            if (filter is null)
            {
                break;
            }

            filters.Add(filter);
        }
        while (!fields.IsAtEnd);

        if (packetId == 0)
        {
            fields.Fail(MqttCloseReason.PacketIdZero);
        }

        packet = fields.Fault == MqttCloseReason.None ? new UnsubscribePacket(packetId, filters) : null;
        return fields.Fault;
    }
}
