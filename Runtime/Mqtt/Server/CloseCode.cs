namespace OrleansCare.Mqtt.Server;

/// <summary>How the reason of a close is told to a 5.0 client (section 4.13), in DISCONNECT or before it is accepted in CONNACK.</summary>
internal static class CloseCode
{
    /// <summary>Null: there is nobody to tell, or it has been told.</summary>
    public static MqttReasonCode? Of(MqttCloseReason reason) => reason switch
    {
        MqttCloseReason.None or MqttCloseReason.ClientDisconnected or MqttCloseReason.ClientDisconnectedWithWill or MqttCloseReason.ConnectionLost
            or MqttCloseReason.ConnectTimedOut or MqttCloseReason.ConnectionRefused or MqttCloseReason.TooManyConnections
            or MqttCloseReason.WriteStalled => null,
        MqttCloseReason.ServerStopping => MqttReasonCode.ServerShuttingDown,
        MqttCloseReason.TakenOver => MqttReasonCode.SessionTakenOver,
        MqttCloseReason.KeepAliveExpired => MqttReasonCode.KeepAliveTimeout,
        MqttCloseReason.ClosedByApplication => MqttReasonCode.AdministrativeAction,
        MqttCloseReason.Withheld => MqttReasonCode.QuotaExceeded,
        MqttCloseReason.ApplicationFault => MqttReasonCode.ImplementationSpecificError,
        MqttCloseReason.PacketTooLarge => MqttReasonCode.PacketTooLarge,
        MqttCloseReason.InvalidTopic or MqttCloseReason.TopicTooLong => MqttReasonCode.TopicNameInvalid,
        MqttCloseReason.ReceiveMaximumExceeded => MqttReasonCode.ReceiveMaximumExceeded,
        MqttCloseReason.TopicAliasInvalid => MqttReasonCode.TopicAliasInvalid,
        MqttCloseReason.UnsupportedProtocol => MqttReasonCode.UnsupportedProtocolVersion,
        MqttCloseReason.SecondConnect or MqttCloseReason.UnexpectedPacket or MqttCloseReason.PacketIdZero or MqttCloseReason.ProtocolError
            or MqttCloseReason.FirstPacketNotConnect => MqttReasonCode.ProtocolError,
        _ => MqttReasonCode.MalformedPacket,
    };
}
