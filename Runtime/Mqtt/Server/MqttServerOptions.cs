using Microsoft.Extensions.Options;
using OrleansCare.Mqtt.Packets;

namespace OrleansCare.Mqtt.Server;

public sealed class MqttServerOptions
{
    /// <summary>Largest remaining length in bytes. Default 1 MiB, 1 to 268,435,455.</summary>
    public int MaxPacketLength { get; set; } = 1024 * 1024;

    /// <summary>Largest CONNECT in bytes: what a stranger may make the server buffer. Default 16 KiB.</summary>
    public int MaxConnectLength { get; set; } = 16 * 1024;

    /// <summary>Publishes of one connection that wait for the application before the server stops reading from it. Default 256, 1 to 65,535.</summary>
    public int MaxInFlight { get; set; } = 256;

    /// <summary>From the socket to CONNACK. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a peer may leave its answers in the socket. Default 30 s.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Sessions (CleanSession = 0) remembered for "session present", in memory. Default 10,000.</summary>
    public int MaxStoredSessions { get; set; } = 10_000;

    internal sealed class Validator : IValidateOptions<MqttServerOptions>
    {
        public ValidateOptionsResult Validate(string? name, MqttServerOptions options) => options switch
        {
            { MaxPacketLength: < 1 or > MqttFrame.MaxRemainingLength } => Fail("MaxPacketLength must be 1 to 268,435,455 bytes."),
            { MaxConnectLength: < 1 or > MqttFrame.MaxRemainingLength } => Fail("MaxConnectLength must be 1 to 268,435,455 bytes."),
            { MaxInFlight: < 1 or > ushort.MaxValue } => Fail("MaxInFlight must be 1 to 65,535."),
            { MaxStoredSessions: < 0 } => Fail("MaxStoredSessions must not be negative."),
            _ when options.ConnectTimeout <= TimeSpan.Zero => Fail("ConnectTimeout must be positive."),
            _ when options.WriteTimeout <= TimeSpan.Zero => Fail("WriteTimeout must be positive."),
            _ => ValidateOptionsResult.Success,
        };

        private static ValidateOptionsResult Fail(string message) => ValidateOptionsResult.Fail("MQTT server: " + message);
    }
}
