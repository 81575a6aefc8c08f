namespace OrleansCare.Mqtt.Packets;

/// <summary>Section 3.1.2.5: what the server publishes when the connection ends without DISCONNECT.</summary>
internal sealed record WillMessage(string Topic, byte[] Payload, MqttQos Qos, bool Retain);
