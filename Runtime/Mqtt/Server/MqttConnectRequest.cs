using System.Net;

namespace OrleansCare.Mqtt.Server;

/// <summary>What CONNECT carries. The client id is not yet registered: whoever is accepted under it takes over an earlier connection.</summary>
public sealed class MqttConnectRequest
{
    public required string ClientId { get; init; }

    public required bool CleanSession { get; init; }

    public string? UserName { get; init; }

    /// <summary>Cleared as soon as the decision is there.</summary>
    public ReadOnlyMemory<byte> Password { get; init; }

    /// <summary>Zero: the client asked for none.</summary>
    public TimeSpan KeepAlive { get; init; }

    public EndPoint? RemoteEndPoint { get; init; }
}
