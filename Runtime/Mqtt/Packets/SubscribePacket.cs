using System.Buffers;
using OrleansCare.Mqtt.Topics;

namespace OrleansCare.Mqtt.Packets;

/// <summary>One filter of a SUBSCRIBE.</summary>
internal readonly record struct SubscribeRequest(TopicFilter Filter, SubscriptionOptions Options);

/// <summary>Section 3.8, SUBSCRIBE.</summary>
internal sealed record SubscribePacket(ushort PacketId, IReadOnlyList<SubscribeRequest> Requests)
{
    /// <code>
    /// packet id (2) | [properties, 5.0] | one or more of: topic filter (string), options (1)
    /// options: 7-6 reserved, 5-4 retain handling, 3 retain as published, 2 no local, 1-0 QoS; 3.1.1 has only QoS
    /// </code>
    public static MqttCloseReason TryParse(MqttFrame frame, MqttVersion version, out SubscribePacket? packet)
    {
        ReadOnlySequence<byte> body = frame.Body;
        var fields = new FieldReader(body.IsSingleSegment ? body.FirstSpan : body.ToArray());
        ushort packetId = fields.ReadUInt16();
        uint subscriptionId = version == MqttVersion.V500 ? ReadSubscriptionId(ref fields) : 0;
        var requests = new List<SubscribeRequest>();
        do
        {
            fields.FailIf(TopicFilter.TryParse(fields.ReadString(), out TopicFilter? filter));
            fields.FailIf(SubscriptionOptions.TryParse(fields.ReadByte(), version, out SubscriptionOptions options));
            if (filter is null)
            {
                break;
            }

            // MQTT-3.8.3-4
            if (filter.IsShared && options.NoLocal)
            {
                fields.Fail(MqttCloseReason.ProtocolError);
            }

            requests.Add(new SubscribeRequest(filter, options with { SubscriptionId = subscriptionId }));
        }
        while (!fields.IsAtEnd);

        if (packetId == 0)
        {
            fields.Fail(MqttCloseReason.PacketIdZero);
        }

        packet = fields.Fault == MqttCloseReason.None ? new SubscribePacket(packetId, requests) : null;
        return fields.Fault;
    }

    private static uint ReadSubscriptionId(ref FieldReader fields)
    {
        uint id = 0;
        var properties = new PropertyReader(fields.ReadPropertyBlock(), PropertySet.Subscribe);
        while (properties.Next())
        {
            if (properties.Id == PropertyId.SubscriptionId)
            {
                // Section 3.8.2.1.2: not more than once, unlike in PUBLISH.
                properties.FailIf(id != 0, MqttCloseReason.ProtocolError);
                id = properties.Number;
            }
        }

        fields.FailIf(properties.Fault);
        return id;
    }
}
