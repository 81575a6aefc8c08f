namespace OrleansCare.Mqtt;

/// <summary>The protocol level of CONNECT (MQTT 5.0 section 3.1.2.2).</summary>
public enum MqttVersion : byte
{
    V311 = 4,
    V500 = 5,
}
