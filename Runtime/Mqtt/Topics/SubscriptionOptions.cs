namespace OrleansCare.Mqtt.Topics;

/// <summary>What retained messages a SUBSCRIBE brings (5.0 section 3.8.3.1).</summary>
internal enum RetainHandling : byte
{
    Send = 0,
    SendIfNew = 1,
    DoNotSend = 2,
}

/// <summary>How a subscription is served (5.0 section 3.8.3.1).</summary>
internal readonly record struct SubscriptionOptions(MqttQos Qos)
{
    private const int NoLocalFlag = 0x04;
    private const int RetainAsPublishedFlag = 0x08;
    private const int RetainHandlingShift = 4;
    private const int Reserved = 0xC0;
    private const int QosBits = 0x03;

    /// <summary>Not what this client id published itself.</summary>
    public bool NoLocal { get; init; }

    public bool RetainAsPublished { get; init; }

    public RetainHandling RetainHandling { get; init; }

    /// <summary>1 to 268,435,455; 0: none.</summary>
    public uint SubscriptionId { get; init; }

    public static MqttCloseReason TryParse(byte options, MqttVersion version, out SubscriptionOptions parsed)
    {
        var qos = (MqttQos)(options & QosBits);
        var handling = (RetainHandling)((options >> RetainHandlingShift) & QosBits);
        parsed = new SubscriptionOptions(qos)
        {
            NoLocal = (options & NoLocalFlag) != 0,
            RetainAsPublished = (options & RetainAsPublishedFlag) != 0,
            RetainHandling = handling,
        };

        // 3.1.1 MQTT-3.8.3-4; 5.0 MQTT-3.8.3-5.
        int reserved = version == MqttVersion.V500 ? Reserved : ~QosBits;
        if ((options & reserved) != 0)
        {
            return MqttCloseReason.MalformedPacket;
        }

        if (qos > MqttQos.ExactlyOnce)
        {
            return version == MqttVersion.V500 ? MqttCloseReason.ProtocolError : MqttCloseReason.InvalidQos;
        }

        return handling > RetainHandling.DoNotSend ? MqttCloseReason.ProtocolError : MqttCloseReason.None;
    }
}
