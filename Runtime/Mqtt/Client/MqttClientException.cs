namespace OrleansCare.Mqtt.Client;

/// <summary>The connection was refused or lost. What had no PUBACK may or may not have arrived: send it again on a new connection.</summary>
public sealed class MqttClientException : IOException
{
    internal MqttClientException(MqttCloseReason reason, MqttConnectReturnCode code = MqttConnectReturnCode.Accepted, Exception? cause = null)
        : base(code == MqttConnectReturnCode.Accepted ? $"The MQTT connection ended: {reason}." : $"The MQTT server refused the connection: {code}.", cause)
    {
        Reason = reason;
        ReturnCode = code;
    }

    public MqttCloseReason Reason { get; }

    /// <summary>What CONNACK said, if the reason is <see cref="MqttCloseReason.ConnectionRefused"/>.</summary>
    public MqttConnectReturnCode ReturnCode { get; }
}
