namespace OrleansCare.Mqtt.Server;

/// <summary>The answer to CONNECT.</summary>
public sealed class MqttConnectDecision
{
    private MqttConnectDecision(MqttReasonCode code)
    {
        Code = code;
    }

    public static MqttConnectDecision IdentifierRejected { get; } = new(MqttReasonCode.ClientIdentifierNotValid);

    public static MqttConnectDecision ServerUnavailable { get; } = new(MqttReasonCode.ServerUnavailable);

    public static MqttConnectDecision BadUserNameOrPassword { get; } = new(MqttReasonCode.BadUserNameOrPassword);

    public static MqttConnectDecision NotAuthorized { get; } = new(MqttReasonCode.NotAuthorized);

    /// <summary>As 5.0 knows it; 3.1.1 is told the nearest of its five.</summary>
    public MqttReasonCode Code { get; }

    /// <summary>Handed to every call for this session as <see cref="MqttSession.State"/>.</summary>
    public object? State { get; private init; }

    /// <summary>What a 5.0 client builds its response topics from, if it asks (section 3.2.2.3.15).</summary>
    public string? ResponseInformation { get; private init; }

    public static MqttConnectDecision Accept(object? state = null, string? responseInformation = null) =>
        new(MqttReasonCode.Success) { State = state, ResponseInformation = responseInformation };
}
