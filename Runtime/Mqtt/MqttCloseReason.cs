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

    /// <summary>The application withheld a PUBACK; 3.1.1 knows no negative one.</summary>
    Withheld = 8,
    ClosedByApplication = 9,

    /// <summary>The application threw.</summary>
    ApplicationFault = 10,

    /// <summary>The peer did not take its answers for <see cref="Server.MqttServerOptions.WriteTimeout"/>.</summary>
    WriteStalled = 11,

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

    /// <summary>QoS 2, which this server does not offer yet.</summary>
    QosNotOffered = 27,

    /// <summary>Not "MQTT" level 4; answered by CONNACK 0x01.</summary>
    UnsupportedProtocol = 28,
    FirstPacketNotConnect = 29,
    SecondConnect = 30,

    /// <summary>A packet that only the other side may send, or that answers nothing.</summary>
    UnexpectedPacket = 31,

    /// <summary>Packet id 0 where one is required (MQTT-2.3.1-1).</summary>
    PacketIdZero = 32,
}
