using OrleansCare.Mqtt.Packets;
using OrleansCare.Mqtt.Sessions;

namespace OrleansCare.Mqtt.Server;

/// <summary>What each packet after CONNECT does.</summary>
internal sealed partial class MqttConnection
{
    private ValueTask HandleAsync(MqttFrame frame, long receivedAt)
    {
        if (frame.IsOverlong && _output.Version == MqttVersion.V500)
        {
            return EndWith(MqttCloseReason.MalformedLength);
        }

        return frame.Type switch
        {
            MqttPacketType.Publish => PublishAsync(frame, receivedAt),
            MqttPacketType.PubAck or MqttPacketType.PubRec or MqttPacketType.PubRel or MqttPacketType.PubComp => AcknowledgedAsync(frame),
            MqttPacketType.Subscribe => SubscribeAsync(frame),
            MqttPacketType.Unsubscribe => UnsubscribeAsync(frame),
            MqttPacketType.PingReq => frame.Body.IsEmpty
                ? _output.SendAsync(static (writer, _) => PingPacket.WriteResponse(writer), 0)
                : EndWith(MqttCloseReason.MalformedPacket),
            MqttPacketType.Disconnect => EndWith(Disconnect(frame)),
            MqttPacketType.Connect => EndWith(MqttCloseReason.SecondConnect),

            // Section 4.12: a client that named no method may not send it.
            MqttPacketType.Auth => EndWith(_output.Version == MqttVersion.V500 ? MqttCloseReason.ProtocolError : MqttCloseReason.MalformedHeader),
            _ => EndWith(MqttCloseReason.UnexpectedPacket),
        };
    }

    private ValueTask EndWith(MqttCloseReason reason)
    {
        Close(reason);
        return ValueTask.CompletedTask;
    }

    private ValueTask PublishAsync(MqttFrame frame, long receivedAt)
    {
        ValueTask<bool> room = Answers.WaitForRoomAsync();
        if (!room.IsCompletedSuccessfully)
        {
            return WaitAndHandOver(this, room, frame, receivedAt);
        }

        return HandOverAsync(frame, receivedAt);

        static async ValueTask WaitAndHandOver(MqttConnection self, ValueTask<bool> room, MqttFrame frame, long receivedAt)
        {
            await room;
            if (self.Reason == MqttCloseReason.None)
            {
                await self.HandOverAsync(frame, receivedAt);
            }
        }
    }

    private ValueTask HandOverAsync(MqttFrame frame, long receivedAt)
    {
        MqttCloseReason fault = _publishes!.TryRead(frame, out PublishPacket packet);
        if (fault != MqttCloseReason.None)
        {
            return EndWith(fault);
        }

        Incoming incoming = Register(packet.Qos, packet.PacketId);
        if (_output.Version == MqttVersion.V500 && Session.Incoming.Unacknowledged > _server.Options.MaxInFlight)
        {
            return EndWith(MqttCloseReason.ReceiveMaximumExceeded);
        }

        if (incoming != Incoming.New)
        {
            _server.Metrics.Repeated();
            return incoming == Incoming.Undecided ? ValueTask.CompletedTask : AnswerAsync(MqttPacketType.PubRec, packet.PacketId, MqttReasonCode.Success);
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
            ExpirySeconds = packet.ExpirySeconds,
            Properties = new MqttProperties(packet.Properties, PropertySet.Publish),
        };
        _server.Metrics.Received(packet.Qos, packet.Payload.Length);
        Answers.Add(new PendingPublish(packet.PacketId, packet.Qos, CallApplication(_connection!, in publish)));
        return ValueTask.CompletedTask;
    }

    private Incoming Register(MqttQos qos, ushort packetId)
    {
        switch (qos)
        {
            case MqttQos.AtLeastOnce:
                Session.Incoming.ReceivedOnce();
                return Incoming.New;
            case MqttQos.ExactlyOnce:
                return Session.Incoming.Receive(packetId);
            default:
                return Incoming.New;
        }
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

    /// <summary>Section 4.3, the packets of both directions between a PUBLISH and its end.</summary>
    private ValueTask AcknowledgedAsync(MqttFrame frame)
    {
        MqttCloseReason fault = AcknowledgementPacket.TryParse(frame, _output.Version, out AcknowledgementPacket packet);
        if (fault != MqttCloseReason.None)
        {
            return EndWith(fault);
        }

        switch (frame.Type)
        {
            case MqttPacketType.PubAck:
                return Continue(Session.Outgoing.Acknowledge(packet.PacketId));
            case MqttPacketType.PubRec:
                Answer answer = Session.Outgoing.Receive(packet.PacketId, packet.IsFailure);
                return packet.IsFailure || answer == Answer.OutOfTurn
                    ? Continue(answer)
                    : AnswerAsync(MqttPacketType.PubRel, packet.PacketId, CodeOf(answer == Answer.Expected));
            case MqttPacketType.PubRel:
                return AnswerAsync(MqttPacketType.PubComp, packet.PacketId, CodeOf(Session.Incoming.Release(packet.PacketId)));
            default:
                return Continue(Session.Outgoing.Complete(packet.PacketId));
        }

        static MqttReasonCode CodeOf(bool isKnown) => isKnown ? MqttReasonCode.Success : MqttReasonCode.PacketIdentifierNotFound;
    }

    private ValueTask Continue(Answer answer)
    {
        if (answer == Answer.OutOfTurn)
        {
            return EndWith(MqttCloseReason.UnexpectedPacket);
        }

        Deliveries.Wake();
        return ValueTask.CompletedTask;
    }

    private async ValueTask AnswerAsync(MqttPacketType type, ushort packetId, MqttReasonCode code)
    {
        await _output.AcknowledgeAsync(type, packetId, code);
        await _output.FlushAsync();
    }

    private MqttCloseReason Disconnect(MqttFrame frame)
    {
        MqttCloseReason fault = DisconnectPacket.TryParse(frame, _output.Version, out DisconnectPacket packet);
        if (fault != MqttCloseReason.None)
        {
            return fault;
        }

        if (packet.SessionExpirySeconds is { } seconds)
        {
            // Section 3.1.2.11.2: a session that was to end with the connection does.
            if (_requestedExpirySeconds == 0 && seconds > 0)
            {
                return MqttCloseReason.ProtocolError;
            }

            _server.Sessions.ChangeExpiry(Session, Limited(TimeSpan.FromSeconds(seconds)));
        }

        return packet.Code == MqttReasonCode.Success ? MqttCloseReason.ClientDisconnected : MqttCloseReason.ClientDisconnectedWithWill;
    }
}
