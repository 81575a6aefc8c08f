using OrleansCare.Mqtt.Server;

namespace OrleansCare.Mqtt.Sessions;

/// <summary>A message on its way to one client.</summary>
internal readonly record struct QueuedMessage(MqttMessage Message, MqttQos Qos, bool Retain, uint[] SubscriptionIds);
