namespace OrleansCare.Mqtt.Server;

/// <summary>An accepted connection, as the application sees it.</summary>
public sealed class MqttSession
{
    private readonly MqttConnection _connection;

    internal MqttSession(MqttConnection connection, MqttVersion version, string clientId, string? userName, object? state)
    {
        _connection = connection;
        Version = version;
        ClientId = clientId;
        UserName = userName;
        State = state;
    }

    public MqttVersion Version { get; }

    /// <summary>Often a device serial: identity, not for logs.</summary>
    public string ClientId { get; }

    public string? UserName { get; }

    /// <summary>What <see cref="MqttConnectDecision.Accept"/> was given.</summary>
    public object? State { get; }

    /// <summary>Opaque, for logs.</summary>
    public string ConnectionId => _connection.Id;

    /// <summary>Ends the connection with <see cref="MqttCloseReason.ClosedByApplication"/>; a second call does nothing.</summary>
    public void Close() => _connection.Close(MqttCloseReason.ClosedByApplication);
}
