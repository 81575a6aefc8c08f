namespace OrleansCare.Mqtt.Server;

/// <summary>What the server does with what devices send. Called from many connections at once, in order within one connection.</summary>
public interface IMqttApplication
{
    /// <param name="request">The password it carries is cleared when the answer is there.</param>
    /// <param name="cancellationToken">Ends with <see cref="MqttServerOptions.ConnectTimeout"/> or when the server stops; a client that hangs up meanwhile is noticed afterwards.</param>
    ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// The payload is valid only until this call returns its task, not until the task completes: decode or copy first, then wait.
    /// Calls of one connection follow each other without waiting for earlier tasks; acknowledgements go out in the order of the calls.
    /// A task runs to its end even if the connection is gone: what was received is not lost for a cut cable.
    /// Nobody else gets the message unless the decision says so. A will comes like a publish, a delayed one also after <see cref="Disconnected"/>.
    /// </summary>
    ValueTask<PublishDecision> PublishAsync(MqttSession session, in MqttPublish publish);

    /// <summary>Whether a client may see the topics a filter stands for. Asked at SUBSCRIBE, and again for stored subscriptions when the client returns.</summary>
    /// <param name="filter">With its wildcards, without <c>$share/name/</c>.</param>
    /// <param name="qos">What the client asks for.</param>
    /// <returns>The highest QoS to grant (0x00 to 0x02; it never gets more than it asked for) or why not (0x80, 0x83, 0x87, 0x8F, 0x97). Default: 0x87, not authorized.</returns>
    MqttReasonCode Subscribe(MqttSession session, string filter, MqttQos qos) => MqttReasonCode.NotAuthorized;

    /// <summary>Once per accepted session, after the last of its publishes has completed.</summary>
    void Disconnected(MqttSession session, MqttCloseReason reason);
}
