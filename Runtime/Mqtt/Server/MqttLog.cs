using Microsoft.Extensions.Logging;

namespace OrleansCare.Mqtt.Server;

/// <summary>Events 4000 to 4199 and 1530 to 1599. Client ids, user names, topics and payloads identify devices and patients: none appears here.</summary>
internal static partial class MqttLog
{
    [LoggerMessage(4000, LogLevel.Debug, "MQTT connection {ConnectionId} closed: {Reason}")]
    public static partial void Closed(ILogger logger, string connectionId, MqttCloseReason reason);

    [LoggerMessage(4001, LogLevel.Warning, "MQTT connection {ConnectionId} broke the protocol: {Reason}")]
    public static partial void BrokeProtocol(ILogger logger, string connectionId, MqttCloseReason reason);

    [LoggerMessage(4002, LogLevel.Information, "MQTT connection {ConnectionId} was refused: {Code}")]
    public static partial void Refused(ILogger logger, string connectionId, MqttReasonCode code);

    // The exception's type and place tell the programmer enough; its message may quote what the device sent.
    [LoggerMessage(4003, LogLevel.Error, "MQTT connection {ConnectionId}: the application threw {Exception} in {Call} at {Place}")]
    public static partial void ApplicationFault(ILogger logger, string connectionId, string call, string exception, string? place);
}
