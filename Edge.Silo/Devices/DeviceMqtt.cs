using System.Text;
using Orleans;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Devices;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Interop.Devices;
using OrleansCare.Mqtt;
using OrleansCare.Mqtt.Server;

namespace OrleansCare.Edge.Devices;

/// <summary>
/// Devices over MQTT: topic <c>care/v1/{serial}/protobuf</c> or <c>/json</c>, client id = serial. A publish is acknowledged when its Input is
/// durable, or when it is a repeat, or when it is durable in quarantine; otherwise the acknowledgement is withheld and the device sends again.
/// </summary>
internal sealed class DeviceMqtt(IGrainFactory grains, DeviceIntake intake, DeviceMetrics metrics) : IMqttApplication
{
    private const string TopicRoot = "care/v1/";

    public async ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken cancellationToken)
    {
        var password = Encoding.UTF8.GetString(request.Password.Span);
        var device = await grains.GetGrain<IDeviceRegistryGrain>("devices").Authenticate(request.ClientId, request.UserName ?? "", password);
        return device is null
            ? MqttConnectDecision.BadUserNameOrPassword
            : MqttConnectDecision.Accept(new DeviceConnection(
                new ConnectedDevice(device, DeviceSource.Mqtt, grains.GetGrain<IDeviceGrain>(device)), $"{TopicRoot}{request.ClientId}/"));
    }

    public ValueTask<PublishDecision> PublishAsync(MqttSession session, in MqttPublish publish)
    {
        var connection = (DeviceConnection)session.State!;
        metrics.Published(publish.Qos == MqttQos.AtMostOnce);
        var receivedAt = new SiloTime(publish.ReceivedAt);
        return DecideAsync(FormatOf(connection, publish.Topic) is { } format
            ? intake.TakeAsync(connection.Device, format, publish.Payload, receivedAt)
            : intake.RefuseAsync(
                connection.Device.Key, DeviceSource.Mqtt, KeptPayload.Unknown, new Reject(RejectReason.UnknownTopic, "topic"), publish.Payload, receivedAt));
    }

    public void Disconnected(MqttSession session, MqttCloseReason reason)
    {
    }

    private static async ValueTask<PublishDecision> DecideAsync(ValueTask<IntakeReceipt> receipt) =>
        (await receipt).IsKept ? PublishDecision.Acknowledge : PublishDecision.Withhold;

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
    private sealed record DeviceConnection(ConnectedDevice Device, string TopicPrefix);
}
