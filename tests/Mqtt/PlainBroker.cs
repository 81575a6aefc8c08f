using OrleansCare.Mqtt.Server;

namespace OrleansCare.Mqtt.Tests;

/// <summary>Lets everybody in, hands everything on, grants every subscription but those to "secret/".</summary>
internal sealed class PlainBroker : IMqttApplication
{
    public const string ResponseInformation = "answers/";

    public ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken cancellationToken) =>
        new(MqttConnectDecision.Accept(responseInformation: ResponseInformation));

    public ValueTask<PublishDecision> PublishAsync(MqttSession session, in MqttPublish publish) => new(PublishDecision.Distribute(publish.ToMessage()));

    public MqttReasonCode Subscribe(MqttSession session, string filter, MqttQos qos) =>
        filter.StartsWith("secret/", StringComparison.Ordinal) ? MqttReasonCode.NotAuthorized : MqttReasonCode.GrantedQos2;

    public void Disconnected(MqttSession session, MqttCloseReason reason)
    {
    }
}
