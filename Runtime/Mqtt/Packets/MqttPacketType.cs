namespace OrleansCare.Mqtt.Packets;

/// <summary>MQTT 3.1.1 table 2.1, 5.0 table 2-1: the high four bits of the first byte.</summary>
internal enum MqttPacketType : byte
{
    Connect = 1,
    ConnAck = 2,
    Publish = 3,
    PubAck = 4,
    PubRec = 5,
    PubRel = 6,
    PubComp = 7,
    Subscribe = 8,
    SubAck = 9,
    Unsubscribe = 10,
    UnsubAck = 11,
    PingReq = 12,
    PingResp = 13,
    Disconnect = 14,

    /// <summary>5.0 only.</summary>
    Auth = 15,
}
