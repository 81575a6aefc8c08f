using OrleansCare.Mqtt.Packets;

namespace OrleansCare.Mqtt.Server;

/// <summary>What each packet after CONNECT does.</summary>
internal sealed partial class MqttConnection
{
    private ValueTask HandleAsync(MqttFrame frame, long receivedAt) => frame.Type switch
    {
        MqttPacketType.Publish => PublishAsync(frame, receivedAt),
        MqttPacketType.PingReq when frame.Body.IsEmpty => _output.PingRespAsync(),
        MqttPacketType.Subscribe or MqttPacketType.Unsubscribe => SubscribeAsync(frame),
        MqttPacketType.Disconnect when frame.Body.IsEmpty => EndWith(MqttCloseReason.ClientDisconnected),
        MqttPacketType.PingReq or MqttPacketType.Disconnect => EndWith(MqttCloseReason.MalformedPacket),
        MqttPacketType.Connect => EndWith(MqttCloseReason.SecondConnect),
        _ => EndWith(MqttCloseReason.UnexpectedPacket),
    };

    private ValueTask EndWith(MqttCloseReason reason)
    {
        Close(reason);
        return ValueTask.CompletedTask;
    }

    private ValueTask SubscribeAsync(MqttFrame frame)
    {
        MqttCloseReason fault = SubscribePacket.TryParse(frame, out SubscribePacket packet);
        if (fault != MqttCloseReason.None)
        {
            return EndWith(fault);
        }

        return frame.Type == MqttPacketType.Subscribe ? _output.RefuseSubscriptionAsync(packet) : _output.UnsubAckAsync(packet.PacketId);
    }

    private ValueTask PublishAsync(MqttFrame frame, long receivedAt)
    {
        ValueTask<bool> room = _answers.WaitForRoomAsync();
        if (!room.IsCompletedSuccessfully)
        {
            return WaitAndHandOver(this, room, frame, receivedAt);
        }

        HandOver(frame, receivedAt);
        return ValueTask.CompletedTask;

        static async ValueTask WaitAndHandOver(MqttConnection self, ValueTask<bool> room, MqttFrame frame, long receivedAt)
        {
            await room;
            if (self.Reason == MqttCloseReason.None)
            {
                self.HandOver(frame, receivedAt);
            }
        }
    }

    private void HandOver(MqttFrame frame, long receivedAt)
    {
        MqttCloseReason fault = PublishPacket.TryParse(frame, _topics, out PublishPacket packet);
        if (fault == MqttCloseReason.None && packet.Qos == MqttQos.ExactlyOnce)
        {
            fault = MqttCloseReason.QosNotOffered;
        }

        if (fault != MqttCloseReason.None)
        {
            Close(fault);
            return;
        }

        var publish = new MqttPublish
        {
            Topic = packet.Topic,
            Payload = packet.Payload,
            ReceivedAt = receivedAt,
            Qos = packet.Qos,
            Duplicate = packet.Duplicate,
            Retain = packet.Retain,
            PacketId = packet.PacketId,
        };
        _server.Metrics.Received(packet.Qos, packet.Payload.Length);
        _answers.Add(new PendingPublish(packet.PacketId, packet.Qos, CallApplication(_session!, in publish)));
    }

    private ValueTask<PublishDecision> CallApplication(MqttSession session, in MqttPublish publish)
    {
        try
        {
            return _server.Application.PublishAsync(session, in publish);
        }
        catch (Exception fault)
        {
            return ValueTask.FromException<PublishDecision>(fault);
        }
    }

    private async Task PublishWillAsync(MqttSession session, WillMessage will)
    {
        try
        {
            if (await Start() != PublishDecision.Acknowledge)
            {
                _server.Metrics.Withheld(will.Qos);
            }
        }
        catch (Exception fault)
        {
            Fault(nameof(IMqttApplication.PublishAsync), fault);
        }

        ValueTask<PublishDecision> Start()
        {
            var publish = new MqttPublish { Topic = will.Topic, Payload = new(will.Payload), ReceivedAt = UnixMicroseconds(), Qos = will.Qos, Retain = will.Retain };
            return _server.Application.PublishAsync(session, in publish);
        }
    }
}
