namespace OrleansCare.Mqtt.Server;

/// <summary>The answer to CONNECT.</summary>
public sealed class MqttConnectDecision
{
    private MqttConnectDecision(MqttConnectReturnCode code, object? state)
    {
        Code = code;
        State = state;
    }

    public static MqttConnectDecision IdentifierRejected { get; } = new(MqttConnectReturnCode.IdentifierRejected, null);

    public static MqttConnectDecision ServerUnavailable { get; } = new(MqttConnectReturnCode.ServerUnavailable, null);

    public static MqttConnectDecision BadUserNameOrPassword { get; } = new(MqttConnectReturnCode.BadUserNameOrPassword, null);

    public static MqttConnectDecision NotAuthorized { get; } = new(MqttConnectReturnCode.NotAuthorized, null);

    public MqttConnectReturnCode Code { get; }

    /// <summary>Handed to every call for this session as <see cref="MqttSession.State"/>.</summary>
    public object? State { get; }

    public static MqttConnectDecision Accept(object? state = null) => new(MqttConnectReturnCode.Accepted, state);
}
