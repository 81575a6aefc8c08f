using Microsoft.Extensions.Options;
using OrleansCare.Mqtt.Packets;

namespace OrleansCare.Mqtt.Server;

public sealed class MqttServerOptions
{
    /// <summary>Largest packet in bytes, its header included; a 5.0 client is told. Default 1 MiB, 1 to 268,435,460.</summary>
    public int MaxPacketLength { get; set; } = 1024 * 1024;

    /// <summary>Largest CONNECT in bytes: what a stranger may make the server buffer. Default 16 KiB.</summary>
    public int MaxConnectLength { get; set; } = 16 * 1024;

    /// <summary>
    /// Publishes of one connection that wait for the application before the server stops reading from it; a 5.0 client is told it as receive maximum.
    /// Also the deliveries to one client that may be unacknowledged. Default 256, 1 to 65,535.
    /// </summary>
    public int MaxInFlight { get; set; } = 256;

    /// <summary>
    /// Accepted connections; one more is told 0x89 (server busy), or 0x03 in 3.1.1. The sockets that have not come so far are Kestrel's to bound
    /// (MaxConcurrentConnections). Default 10,000, at least 1.
    /// </summary>
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>
    /// Topic names and filters, in bytes of UTF-8. A longer name ends the connection with 0x90 (topic name invalid), a longer filter is refused by 0x8F, or
    /// 0x80 in 3.1.1. Default 1,024, 1 to 65,535.
    /// </summary>
    public int MaxTopicLength { get; set; } = 1024;

    /// <summary>From the socket to CONNACK. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a peer may leave its answers in the socket. Default 30 s.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest keep-alive; a 5.0 client that asks for more, or for none, is told this one. Default zero: the client's choice. Whole seconds up to 65,535.</summary>
    public TimeSpan MaxKeepAlive { get; set; } = TimeSpan.Zero;

    /// <summary>Sessions that outlive their connection (CleanSession = 0, or a session expiry interval), in memory. Default 10,000.</summary>
    public int MaxStoredSessions { get; set; } = 10_000;

    /// <summary>How long at most; a session of 3.1.1 lives as long as this. Default 7 days, 0 to 45 days.</summary>
    public TimeSpan MaxSessionExpiry { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Filters of one session. Default 100.</summary>
    public int MaxSubscriptions { get; set; } = 100;

    /// <summary>Messages that wait to be sent to one client. Default 1,000.</summary>
    public int MaxQueuedMessages { get; set; } = 1000;

    /// <summary>Their topics, payloads and properties, and those of the deliveries that the client has not acknowledged. Default 16 MiB.</summary>
    public long MaxQueuedBytes { get; set; } = 16L << 20;

    /// <summary>Default 10,000.</summary>
    public int MaxRetainedMessages { get; set; } = 10_000;

    /// <summary>Their topics, payloads and properties. Default 64 MiB.</summary>
    public long MaxRetainedBytes { get; set; } = 64L << 20;

    /// <summary>Aliases that one 5.0 client may set, and that one is sent at most. Default 64, 0 to 65,535.</summary>
    public int TopicAliasMaximum { get; set; } = 64;

    // A timer of the runtime waits 49 days at most.
    private const int LongestTimerDays = 45;

    internal sealed class Validator : IValidateOptions<MqttServerOptions>
    {
        public ValidateOptionsResult Validate(string? name, MqttServerOptions options) => options switch
        {
            { MaxPacketLength: < 1 or > MqttFrame.MaxPacketLength } => Fail("MaxPacketLength must be 1 to 268,435,460 bytes."),
            { MaxConnectLength: < 1 or > MqttFrame.MaxPacketLength } => Fail("MaxConnectLength must be 1 to 268,435,460 bytes."),
            { MaxInFlight: < 1 or > ushort.MaxValue } => Fail("MaxInFlight must be 1 to 65,535."),
            { MaxConnections: < 1 } => Fail("MaxConnections must be at least 1."),
            { MaxTopicLength: < 1 or > ushort.MaxValue } => Fail("MaxTopicLength must be 1 to 65,535 bytes."),
            { MaxStoredSessions: < 0 } or { MaxSubscriptions: < 0 } => Fail("MaxStoredSessions and MaxSubscriptions must not be negative."),
            { MaxQueuedMessages: < 0 } or { MaxQueuedBytes: < 0 } => Fail("MaxQueuedMessages and MaxQueuedBytes must not be negative."),
            { MaxRetainedMessages: < 0 } or { MaxRetainedBytes: < 0 } => Fail("MaxRetainedMessages and MaxRetainedBytes must not be negative."),
            { TopicAliasMaximum: < 0 or > ushort.MaxValue } => Fail("TopicAliasMaximum must be 0 to 65,535."),
            _ when options.MaxKeepAlive < TimeSpan.Zero || options.MaxKeepAlive.TotalSeconds > ushort.MaxValue => Fail("MaxKeepAlive must be 0 to 65,535 s."),
            _ when options.MaxSessionExpiry < TimeSpan.Zero || options.MaxSessionExpiry.TotalDays > LongestTimerDays => Fail("MaxSessionExpiry must be 0 to 45 days."),
            _ when options.ConnectTimeout <= TimeSpan.Zero => Fail("ConnectTimeout must be positive."),
            _ when options.WriteTimeout <= TimeSpan.Zero => Fail("WriteTimeout must be positive."),
            _ => ValidateOptionsResult.Success,
        };

        private static ValidateOptionsResult Fail(string message) => ValidateOptionsResult.Fail("MQTT server: " + message);
    }
}
