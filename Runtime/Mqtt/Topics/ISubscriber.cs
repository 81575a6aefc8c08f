using OrleansCare.Mqtt.Server;

namespace OrleansCare.Mqtt.Topics;

/// <summary>Who subscribes: a client's session, connected or not.</summary>
internal interface ISubscriber
{
    string ClientId { get; }

    bool IsConnected { get; }

    /// <param name="qos">The lower of the publisher's and the subscription's.</param>
    /// <param name="retain">The RETAIN flag the client will see.</param>
    /// <param name="subscriptionIds">Not to be changed any more.</param>
    void Deliver(MqttMessage message, MqttQos qos, bool retain, uint[] subscriptionIds);
}
