using System.Text;
using OrleansCare.Mqtt.Packets;
using OrleansCare.Mqtt.Topics;

namespace OrleansCare.Mqtt.Server;

/// <summary>Sections 3.8 to 3.11.</summary>
internal sealed partial class MqttConnection
{
    private async ValueTask SubscribeAsync(MqttFrame frame)
    {
        MqttCloseReason fault = SubscribePacket.TryParse(frame, _output.Version, out SubscribePacket? packet);
        if (packet is null)
        {
            Close(fault);
            return;
        }

        // So that a client finds what it has just published and retained, and does not get it twice.
        await Answers.CarriedOutAsync();
        var codes = new MqttReasonCode[packet.Requests.Count];
        var retained = new List<Subscription>();
        for (int index = 0; index < codes.Length; index++)
        {
            if (Subscribe(packet.Requests[index], retained) is not { } code)
            {
                return;
            }

            codes[index] = code;
        }

        await SendAsync(MqttPacketType.SubAck, packet.PacketId, codes);
        foreach (Subscription subscription in retained)
        {
            SendRetained(subscription);
        }
    }

    /// <returns>Null: the connection is closed.</returns>
    private MqttReasonCode? Subscribe(SubscribeRequest request, List<Subscription> retained)
    {
        if (SubscriptionTree.IsTooDeep(request.Filter) || Encoding.UTF8.GetByteCount(request.Filter.Text) > _server.Options.MaxTopicLength)
        {
            return MqttReasonCode.TopicFilterInvalid;
        }

        MqttReasonCode? code = Authorize(request.Filter, request.Options.Qos);
        if (code is null or >= MqttReasonCode.UnspecifiedError)
        {
            return code;
        }

        if (!Session.MaySubscribe(request.Filter))
        {
            return MqttReasonCode.QuotaExceeded;
        }

        var qos = (MqttQos)Math.Min((byte)code, (byte)request.Options.Qos);
        var subscription = new Subscription(Session, request.Filter, request.Options with { Qos = qos });
        _server.Sessions.Subscribe(Session, subscription, out bool isNew);

        // MQTT-3.3.1-9 to -11; a shared subscription brings no retained messages (section 4.8.2).
        RetainHandling handling = request.Options.RetainHandling;
        if (!request.Filter.IsShared && (handling == RetainHandling.Send || (handling == RetainHandling.SendIfNew && isNew)))
        {
            retained.Add(subscription);
        }

        return (MqttReasonCode)qos;
    }

    private void SendRetained(Subscription subscription)
    {
        SubscriptionOptions options = subscription.Options;
        uint[] ids = options.SubscriptionId == 0 ? [] : [options.SubscriptionId];
        foreach (MqttMessage message in _server.RetainedFor(subscription.Filter, options.NoLocal ? Session.ClientId : null))
        {
            Session.Deliver(message, options.Qos < message.Qos ? options.Qos : message.Qos, retain: true, ids);
        }
    }

    private async ValueTask UnsubscribeAsync(MqttFrame frame)
    {
        MqttCloseReason fault = UnsubscribePacket.TryParse(frame, _output.Version, out UnsubscribePacket? packet);
        if (packet is null)
        {
            Close(fault);
            return;
        }

        MqttReasonCode[] codes = [.. packet.Filters.Select(filter =>
            _server.Sessions.Unsubscribe(Session, filter) ? MqttReasonCode.Success : MqttReasonCode.NoSubscriptionExisted)];
        await SendAsync(MqttPacketType.UnsubAck, packet.PacketId, codes);
    }

    private async ValueTask SendAsync(MqttPacketType type, ushort packetId, MqttReasonCode[] codes)
    {
        if (SubAckPacket.Length(type, _output.Version, codes.Length) > _output.MaxPacketSize)
        {
            Close(MqttCloseReason.PacketTooLarge);
            return;
        }

        await _output.SendAsync(
            static (writer, packet) => SubAckPacket.Write(writer, packet.type, packet.Version, packet.packetId, packet.codes),
            (type, _output.Version, packetId, codes));
    }
}
