namespace OrleansCare.Mqtt.Server;

/// <summary>A PUBLISH whose fate the application decides. The decision is awaited once.</summary>
/// <param name="Barrier">Not null: no PUBLISH, but somebody who waits until those before it are carried out.</param>
internal readonly record struct PendingPublish(ushort PacketId, MqttQos Qos, ValueTask<PublishDecision> Decision, TaskCompletionSource? Barrier = null);
