using System.Buffers;
using System.Text;
using Orleans;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Devices;
using OrleansCare.Edge.Journal;
using OrleansCare.Interop.Devices;
using OrleansCare.Mqtt;
using OrleansCare.Mqtt.Server;

namespace OrleansCare.Edge.Devices;

/// <summary>
/// Devices over MQTT: topic <c>care/v1/{serial}/protobuf</c> or <c>/json</c>, client id = serial. A publish is acknowledged when its Input is
/// durable, or when it is a repeat, or when it is durable in quarantine; otherwise the acknowledgement is withheld and the device sends again.
/// </summary>
internal sealed class DeviceMqtt(IGrainFactory grains, InputsLog inputs, Quarantine quarantine, DeviceMetrics metrics) : IMqttApplication
{
    private const string TopicRoot = "care/v1/";

    public async ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken cancellationToken)
    {
        var password = Encoding.UTF8.GetString(request.Password.Span);
        var device = await grains.GetGrain<IDeviceRegistryGrain>("devices").Authenticate(request.ClientId, request.UserName ?? "", password);
        return device is null
            ? MqttConnectDecision.BadUserNameOrPassword
            : MqttConnectDecision.Accept(new DeviceConnection(device, $"{TopicRoot}{request.ClientId}/", grains.GetGrain<IDeviceGrain>(device)));
    }

    public ValueTask<PublishDecision> PublishAsync(MqttSession session, in MqttPublish publish)
    {
        var connection = (DeviceConnection)session.State!;
        metrics.Published(publish.Qos == MqttQos.AtMostOnce);
        if (FormatOf(connection, publish.Topic) is not { } format)
        {
            return QuarantineAsync(connection.Device, [new Reject(RejectReason.UnknownTopic, "topic")], publish);
        }

        var result = DevicePayloadReader.Read(format, publish.Payload, connection.Device, new SiloTime(publish.ReceivedAt));
        metrics.Decoded(result);
        var rejected = result.Rejects.Count == 0 ? default : QuarantineAsync(connection.Device, result.Rejects, publish);
        if (result.Packet is null)
        {
            return rejected;
        }

        return result.Rejects.Count == 0 ? DeliverAsync(connection, result.Packet) : DeliverAfterAsync(rejected, connection, result.Packet);
    }

    public void Disconnected(MqttSession session, MqttCloseReason reason)
    {
    }

    private async ValueTask<PublishDecision> DeliverAfterAsync(ValueTask<PublishDecision> rejected, DeviceConnection connection, DevicePacket packet)
    {
        var delivered = await DeliverAsync(connection, packet);
        return await rejected == PublishDecision.Acknowledge ? delivered : PublishDecision.Withhold;
    }

    private async ValueTask<PublishDecision> DeliverAsync(DeviceConnection connection, DevicePacket packet)
    {
        var receipt = await connection.Grain.Receive(packet);
        switch (receipt.Outcome)
        {
            case PacketOutcome.NotLogged:
                metrics.NotLogged();
                return PublishDecision.Withhold;
            case PacketOutcome.NotAssociated:
                return await QuarantineAsync(packet);
            case PacketOutcome.Duplicate:
                metrics.Duplicate();
                break;
            case PacketOutcome.Accepted:
                metrics.Accepted();
                break;
        }

        try
        {
            await inputs.WhenDurableAsync(new LogPosition(receipt.LogPosition));
        }
        catch (LogFaultedException)
        {
            metrics.NotLogged();
            return PublishDecision.Withhold;
        }

        metrics.Acknowledged();
        return PublishDecision.Acknowledge;
    }

    private ValueTask<PublishDecision> QuarantineAsync(string device, IReadOnlyList<Reject> rejects, in MqttPublish publish)
    {
        foreach (var reject in rejects)
        {
            metrics.Rejected(reject.Reason, reject.Count);
        }

        return Committed(quarantine.AddAsync(device, rejects, publish.Payload, new SiloTime(publish.ReceivedAt)));
    }

    /// <summary>A packet of a device that belongs to nobody; its payload is written anew, the connection's buffer is gone by now.</summary>
    private ValueTask<PublishDecision> QuarantineAsync(DevicePacket packet)
    {
        metrics.Rejected(RejectReason.NotAssociated, 1);
        var payload = new ArrayBufferWriter<byte>();
        DevicePacketWriter.Write(packet, payload);
        var kept = quarantine.AddAsync(packet.Device, [new Reject(RejectReason.NotAssociated, "payload")], new ReadOnlySequence<byte>(payload.WrittenMemory), packet.ReceivedAt);
        return Committed(kept);
    }

    private static async ValueTask<PublishDecision> Committed(ValueTask<bool> kept) => await kept ? PublishDecision.Acknowledge : PublishDecision.Withhold;

    private static PayloadFormat? FormatOf(DeviceConnection connection, string topic) =>
        !topic.StartsWith(connection.TopicPrefix, StringComparison.Ordinal)
            ? null
            : topic.AsSpan(connection.TopicPrefix.Length) switch
            {
                "protobuf" => PayloadFormat.Protobuf,
                "json" => PayloadFormat.Json,
                _ => null,
            };

    /// <summary>What a connected device's session carries.</summary>
    private sealed record DeviceConnection(string Device, string TopicPrefix, IDeviceGrain Grain);
}
