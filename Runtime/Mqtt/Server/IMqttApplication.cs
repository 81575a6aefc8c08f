namespace OrleansCare.Mqtt.Server;

/// <summary>What the server does with what devices send. Called from many connections at once, in order within one connection.</summary>
public interface IMqttApplication
{
    /// <param name="request">The password it carries is cleared when the answer is there.</param>
    /// <param name="cancellationToken">Ends with <see cref="MqttServerOptions.ConnectTimeout"/> or when the server stops; a client that hangs up meanwhile is noticed afterwards.</param>
    ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// The payload is valid only until this call returns its task, not until the task completes: decode or copy first, then wait.
    /// Calls of one connection follow each other without waiting for earlier tasks; PUBACKs go out in the order of the calls.
    /// A task runs to its end even if the connection is gone: what was received is not lost for a cut cable.
    /// </summary>
    ValueTask<PublishDecision> PublishAsync(MqttSession session, in MqttPublish publish);

    /// <summary>Once per accepted session, after the last of its publishes has completed.</summary>
    void Disconnected(MqttSession session, MqttCloseReason reason);
}
