using System.Net.Security;

namespace OrleansCare.Grpc.Client;

public sealed record GrpcChannelOptions
{
    /// <summary>Server trust and client certificate; null takes the platform's defaults. Needs an https address.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>Bytes of one received message. Default 4 MiB.</summary>
    public int MaxMessageLength { get; init; } = GrpcLimits.DefaultMaxMessageLength;

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A connection with open calls that is quiet this long is pinged. Default 20 s.</summary>
    public TimeSpan KeepAliveDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A ping without answer for this long ends the connection and its calls. Default 10 s.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
