namespace OrleansCare.Mqtt.Server;

/// <summary>A PUBLISH whose fate the application decides. The decision is awaited once.</summary>
internal readonly record struct PendingPublish(ushort PacketId, MqttQos Qos, ValueTask<PublishDecision> Decision);
