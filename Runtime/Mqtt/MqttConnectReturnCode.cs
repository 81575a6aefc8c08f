namespace OrleansCare.Mqtt;

/// <summary>MQTT 3.1.1 table 3.1, second byte of CONNACK.</summary>
public enum MqttConnectReturnCode : byte
{
    Accepted = 0x00,
    UnacceptableProtocolVersion = 0x01,
    IdentifierRejected = 0x02,
    ServerUnavailable = 0x03,
    BadUserNameOrPassword = 0x04,
    NotAuthorized = 0x05,
}
