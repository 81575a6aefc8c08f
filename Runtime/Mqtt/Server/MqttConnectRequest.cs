using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace OrleansCare.Mqtt.Server;

/// <summary>What CONNECT carries. The client id is not yet registered: whoever is accepted under it takes over an earlier connection.</summary>
public sealed class MqttConnectRequest
{
    public required MqttVersion Version { get; init; }

    public required string ClientId { get; init; }

    /// <summary>5.0: clean start.</summary>
    public required bool CleanSession { get; init; }

    public string? UserName { get; init; }

    /// <summary>Cleared as soon as the decision is there.</summary>
    public ReadOnlyMemory<byte> Password { get; init; }

    /// <summary>What the client showed in the TLS handshake; whoever accepts it must know it, the handshake proves no more than that the client holds its key.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Zero: the client asked for none.</summary>
    public TimeSpan KeepAlive { get; init; }

    public EndPoint? RemoteEndPoint { get; init; }
}
