using System.Net.Security;

namespace OrleansCare.Mqtt.Client;

public sealed record MqttClientOptions
{
    public required string Host { get; init; }

    /// <summary>1883 by custom, 8883 with TLS.</summary>
    public required int Port { get; init; }

    /// <summary>Empty lets the server choose one; that needs a clean session.</summary>
    public string ClientId { get; init; } = string.Empty;

    public string? UserName { get; init; }

    public string? Password { get; init; }

    public bool CleanSession { get; init; } = true;

    /// <summary>0 to 65,535 s; zero switches it off. Default 30 s.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From the first SYN to CONNACK. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>QoS 1 publishes that wait for PUBACK before PublishAsync waits. Default 256.</summary>
    public int MaxInFlight { get; init; } = 256;

    /// <summary>Null: plain TCP.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
