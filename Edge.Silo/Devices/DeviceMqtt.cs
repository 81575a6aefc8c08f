using System.Security.Cryptography;
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
/// durable, or when it is a repeat, or when it is durable in quarantine; of one that is in quarantine as a whole 5.0 is told why. Otherwise 5.0 is told
/// 0x97, and from 3.1.1 the acknowledgement is withheld: the device sends again. A device publishes and subscribes under <c>care/v1/{serial}/</c> alone
/// (0x87); what it publishes is patient data and goes to no subscriber.
/// </summary>
internal sealed class DeviceMqtt(IGrainFactory grains, DeviceIntake intake, DeviceMetrics metrics) : IMqttApplication
{
    public async ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken cancellationToken)
    {
        // It stands in topics and filters.
        if (request.ClientId.AsSpan().ContainsAny('+', '#', '/'))
        {
            return MqttConnectDecision.IdentifierRejected;
        }

        // Over TLS a certificate that the device is enrolled with stands for user and password.
        var registry = grains.GetGrain<IDeviceRegistryGrain>("devices");
        var device = request.ClientCertificate is { } certificate && request.UserName is null
            ? await registry.AuthenticateByCertificate(request.ClientId, certificate.GetCertHashString(HashAlgorithmName.SHA256))
            : await registry.Authenticate(request.ClientId, request.UserName ?? "", Encoding.UTF8.GetString(request.Password.Span));
        return device is null
            ? MqttConnectDecision.BadUserNameOrPassword
            : MqttConnectDecision.Accept(new DeviceConnection(
                new ConnectedDevice(device, request.ClientId, DeviceSource.Mqtt, grains.GetGrain<IDeviceGrain>(device)), ConnectedDevice.AddressOf(request.ClientId) + "/"));
    }

    public ValueTask<PublishDecision> PublishAsync(MqttSession session, in MqttPublish publish)
    {
        var connection = (DeviceConnection)session.State!;
        metrics.Published(publish.Qos == MqttQos.AtMostOnce);
        var receivedAt = new SiloTime(publish.ReceivedAt);

        if (FormatOf(connection, publish.Topic) is { } format)
        {
            return DecideAsync(session.Version, null, intake.TakeAsync(connection.Device, format, publish.Payload, receivedAt));
        }

        var isOwn = publish.Topic.StartsWith(connection.TopicPrefix, StringComparison.Ordinal);
        var reject = new Reject(RejectReason.UnknownTopic, "topic");
        return DecideAsync(
            session.Version,
            isOwn ? MqttReasonCode.TopicNameInvalid : MqttReasonCode.NotAuthorized,
            intake.RefuseAsync(connection.Device.Key, DeviceSource.Mqtt, KeptPayload.Unknown, reject, publish.Payload, receivedAt));
    }

    public MqttReasonCode Subscribe(MqttSession session, string filter, MqttQos qos) =>
        filter.StartsWith(((DeviceConnection)session.State!).TopicPrefix, StringComparison.Ordinal) ? MqttReasonCode.GrantedQos2 : MqttReasonCode.NotAuthorized;

    public void Disconnected(MqttSession session, MqttCloseReason reason)
    {
    }

    /// <param name="refusal">What its topic is refused by; null: the topic is good.</param>
    private static async ValueTask<PublishDecision> DecideAsync(MqttVersion version, MqttReasonCode? refusal, ValueTask<IntakeReceipt> taken)
    {
        var receipt = await taken;
        return receipt.Outcome switch
        {
            IntakeOutcome.NotKept => PublishDecision.Refuse(MqttReasonCode.QuotaExceeded, "not kept, send it again"),

            // What is kept in quarantine is accounted for: 3.1.1, which could only be cut off, is told no more than that.
            IntakeOutcome.Quarantined when version == MqttVersion.V500 => PublishDecision.Refuse(refusal ?? CodeOf(receipt), ReasonOf(receipt)),
            _ => PublishDecision.Acknowledge,
        };
    }

    private static MqttReasonCode CodeOf(in IntakeReceipt receipt) => receipt.Rejects.Any(reject => reject.Reason == RejectReason.UndecodablePayload)
        ? MqttReasonCode.PayloadFormatInvalid
        : MqttReasonCode.ImplementationSpecificError;

    /// <summary>Names of reasons alone: what the device sent is not repeated.</summary>
    private static string ReasonOf(in IntakeReceipt receipt) =>
        $"kept in quarantine: {string.Join(", ", receipt.Rejects.Select(reject => reject.Reason).Distinct())}";

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
