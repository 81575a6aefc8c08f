using System.Buffers;
using OrleansCare.Mqtt.Packets;

namespace OrleansCare.Mqtt.Tests;

/// <summary>The fuzz target of the packet reader: any bytes, as a client's stream. Returns why the reading ended, or None when bytes are missing or all are read.</summary>
internal static class PacketFuzz
{
    private const int Limit = 1 << 16;

    public static MqttCloseReason Read(MqttVersion version, ReadOnlySequence<byte> stream)
    {
        var publishes = new PublishReader(version, topicAliasMaximum: 4);
        MqttCloseReason fault = MqttCloseReason.None;
        while (fault == MqttCloseReason.None && MqttFrame.TryRead(ref stream, Limit, out MqttFrame frame, out fault))
        {
            fault = Read(version, frame, publishes);
        }

        return fault;
    }

    private static MqttCloseReason Read(MqttVersion version, MqttFrame frame, PublishReader publishes) => frame.Type switch
    {
        MqttPacketType.Connect => ConnectPacket.TryParse(frame.Body, out _, out _),
        MqttPacketType.Publish => publishes.TryRead(frame, out _),
        MqttPacketType.PubAck or MqttPacketType.PubRec or MqttPacketType.PubRel or MqttPacketType.PubComp => AcknowledgementPacket.TryParse(frame, version, out _),
        MqttPacketType.Subscribe => SubscribePacket.TryParse(frame, version, out _),
        MqttPacketType.Unsubscribe => UnsubscribePacket.TryParse(frame, version, out _),
        MqttPacketType.Disconnect => DisconnectPacket.TryParse(frame, version, out _),
        _ => MqttCloseReason.None,
    };
}
