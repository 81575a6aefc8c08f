namespace OrleansCare.Mqtt.Server;

/// <summary>Why a subscriber, or one who comes later, does not get a message. The numbers leave the process in metrics: they are never reused.</summary>
internal enum DropCause
{
    /// <summary>The session's queue is at <see cref="MqttServerOptions.MaxQueuedMessages"/> or <see cref="MqttServerOptions.MaxQueuedBytes"/>.</summary>
    QueueFull = 0,

    /// <summary>Its message expiry interval has passed (MQTT-3.3.2-5).</summary>
    Expired = 1,

    /// <summary>Above the client's maximum packet size (MQTT-3.1.2-24).</summary>
    TooLarge = 2,

    /// <summary>QoS 0 for a session that is not connected.</summary>
    Away = 3,

    /// <summary>The session ended with it in its queue or unacknowledged.</summary>
    SessionEnded = 4,

    /// <summary>The retained messages are at <see cref="MqttServerOptions.MaxRetainedMessages"/> or <see cref="MqttServerOptions.MaxRetainedBytes"/>.</summary>
    RetainedFull = 5,
}
