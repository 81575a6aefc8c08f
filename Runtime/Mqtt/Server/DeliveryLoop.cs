using System.Threading.Channels;
using OrleansCare.Mqtt.Packets;
using OrleansCare.Mqtt.Sessions;
using OrleansCare.Mqtt.Topics;

namespace OrleansCare.Mqtt.Server;

/// <summary>Sends a session's messages to its client, as fast as the client's receive maximum and the socket allow.</summary>
internal sealed class DeliveryLoop(MqttConnection connection, ClientSession session, MqttOutput output, MqttServer server, ushort topicAliasMaximum)
{
    // What is written together before the socket sees it.
    private const int FlushBytes = 32 * 1024;

    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TopicAliases _aliases = new(topicAliasMaximum);

    /// <summary>There may be something to send.</summary>
    public void Wake() => _work.Writer.TryWrite(true);

    public void Complete() => _work.Writer.TryComplete();

    public async Task RunAsync()
    {
        while (await _work.Reader.WaitToReadAsync())
        {
            _work.Reader.TryRead(out _);
            int unflushed = 0;
            while (connection.IsOpen && session.Outgoing.TryTake(server.UnixMicroseconds(), out OutgoingPacket packet))
            {
                unflushed += await SendAsync(packet);
                if (unflushed >= FlushBytes)
                {
                    await output.FlushAsync();
                    unflushed = 0;
                }
            }

            if (unflushed > 0)
            {
                await output.FlushAsync();
            }
        }
    }

    private async ValueTask<int> SendAsync(OutgoingPacket packet)
    {
        if (packet.IsRelease)
        {
            await output.AcknowledgeAsync(MqttPacketType.PubRel, packet.PacketId, MqttReasonCode.Success);
            return AcknowledgementPacket.Length(MqttReasonCode.Success, reason: null);
        }

        string topic = packet.Queued.Message.Topic;
        ushort alias = _aliases.Of(topic, out bool known);
        var publish = new Outgoing(packet, output.Version, alias, known, server.UnixMicroseconds());
        int length = publish.ToPacket().Length;
        if (length > output.MaxPacketSize)
        {
            session.Outgoing.GiveUp(packet);
            return 0;
        }

        if (alias != 0 && !known)
        {
            _aliases.Add(topic, alias);
        }

        await output.WriteAsync(static (writer, publish) => publish.ToPacket().WriteTo(writer), publish);
        server.Metrics.Delivered(packet.Queued.Qos);
        return length;
    }

    /// <summary>Of a connection that is told an alias only once, and an expiry that runs.</summary>
    private readonly record struct Outgoing(OutgoingPacket Packet, MqttVersion Version, ushort Alias, bool IsKnown, long Now)
    {
        public OutgoingPublish ToPacket()
        {
            QueuedMessage queued = Packet.Queued;
            MqttMessage message = queued.Message;
            return new OutgoingPublish
            {
                Version = Version,
                Topic = IsKnown ? string.Empty : message.Topic,
                Payload = message.Payload.Span,
                PacketId = Packet.PacketId,
                Qos = queued.Qos,
                Duplicate = Packet.Duplicate,
                Retain = queued.Retain,
                TopicAlias = Alias,
                ExpirySeconds = message.RemainingSeconds(Now),
                SubscriptionIds = queued.SubscriptionIds,
                ForwardedProperties = message.ForwardedProperties,
            };
        }
    }
}
