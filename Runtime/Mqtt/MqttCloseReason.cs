namespace OrleansCare.Mqtt;

/// <summary>Why a connection ended. The numbers leave the process in metrics and logs: they are never reused.</summary>
public enum MqttCloseReason
{
    None = 0,

    /// <summary>The client sent DISCONNECT.</summary>
    ClientDisconnected = 1,

    /// <summary>The network ended the connection without DISCONNECT.</summary>
    ConnectionLost = 2,
    ServerStopping = 3,

    /// <summary>Another connection presented the same client id (MQTT-3.1.4-2).</summary>
    TakenOver = 4,

    /// <summary>Nothing was received for 1.5 times the keep-alive (MQTT-3.1.2-24).</summary>
    KeepAliveExpired = 5,

    /// <summary>No CONNECT was accepted within <see cref="Server.MqttServerOptions.ConnectTimeout"/>.</summary>
    ConnectTimedOut = 6,

    /// <summary>The application answered CONNECT with anything but acceptance.</summary>
    ConnectionRefused = 7,

    /// <summary>The application withheld a PUBACK or PUBREC; 3.1.1 knows no negative one.</summary>
    Withheld = 8,
    ClosedByApplication = 9,

    /// <summary>The application threw.</summary>
    ApplicationFault = 10,

    /// <summary>The peer did not take its answers for <see cref="Server.MqttServerOptions.WriteTimeout"/>.</summary>
    WriteStalled = 11,

    /// <summary>DISCONNECT with another reason than 0x00: the client wants its will published.</summary>
    ClientDisconnectedWithWill = 12,

    /// <summary><see cref="Server.MqttServerOptions.MaxConnections"/> clients are connected; told by CONNACK 0x89, or 0x03 in 3.1.1.</summary>
    TooManyConnections = 13,

    /// <summary>Reserved packet type or flags (section 2.2).</summary>
    MalformedHeader = 20,

    /// <summary>More than four bytes of remaining length (section 2.2.3).</summary>
    MalformedLength = 21,

    /// <summary>The remaining length is above the limit; nothing of it was buffered.</summary>
    PacketTooLarge = 22,

    /// <summary>Fields and remaining length disagree.</summary>
    MalformedPacket = 23,

    /// <summary>Ill-formed UTF-8 or U+0000 (section 1.5.3).</summary>
    InvalidUtf8 = 24,

    /// <summary>Empty, or with a wildcard (MQTT-3.3.2-2, MQTT-4.7.3-1).</summary>
    InvalidTopic = 25,

    /// <summary>Both QoS bits are set (MQTT-3.3.1-4).</summary>
    InvalidQos = 26,

    /// <summary>QoS 2, which earlier versions of this server did not offer.</summary>
    QosNotOffered = 27,

    /// <summary>Neither level 4 nor 5 of "MQTT"; answered by CONNACK 0x01, or 0x84 to a later level.</summary>
    UnsupportedProtocol = 28,
    FirstPacketNotConnect = 29,
    SecondConnect = 30,

    /// <summary>A packet that only the other side may send, or that answers nothing.</summary>
    UnexpectedPacket = 31,

    /// <summary>Packet id 0 where one is required (MQTT-2.3.1-1).</summary>
    PacketIdZero = 32,

    /// <summary>A well-formed packet that 5.0 forbids, e.g. a property twice (section 4.13).</summary>
    ProtocolError = 33,

    /// <summary>More unacknowledged publishes than CONNACK allowed (MQTT-3.3.4-9).</summary>
    ReceiveMaximumExceeded = 34,

    /// <summary>0, or above the maximum that CONNACK allowed (MQTT-3.3.2-8, -9).</summary>
    TopicAliasInvalid = 35,

    /// <summary>A topic filter whose wildcards or share name break section 4.7 or 4.8.</summary>
    InvalidFilter = 36,

    /// <summary>A topic name above <see cref="Server.MqttServerOptions.MaxTopicLength"/>.</summary>
    TopicTooLong = 37,
}
