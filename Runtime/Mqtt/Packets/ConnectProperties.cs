namespace OrleansCare.Mqtt.Packets;

/// <summary>5.0 section 3.1.2.11. The defaults are those of an absent property, and what 3.1.1 amounts to.</summary>
internal readonly record struct ConnectProperties()
{
    public const uint NeverExpires = uint.MaxValue;

    public static ConnectProperties None { get; } = new();

    /// <summary>0: the session ends with the connection; 0xFFFFFFFF: never.</summary>
    public uint SessionExpirySeconds { get; private init; }

    /// <summary>Deliveries of QoS 1 and 2 that the client takes before it has acknowledged the first.</summary>
    public ushort ReceiveMaximum { get; private init; } = ushort.MaxValue;

    /// <summary>Bytes, header included.</summary>
    public uint MaximumPacketSize { get; private init; } = uint.MaxValue;

    public ushort TopicAliasMaximum { get; private init; }

    public bool RequestResponseInformation { get; private init; }

    /// <summary>False: no reason strings and user properties but in CONNACK, PUBLISH and DISCONNECT (MQTT-3.1.2-29).</summary>
    public bool RequestProblemInformation { get; private init; } = true;

    public bool HasAuthenticationMethod { get; private init; }

    public static ConnectProperties Read(ref FieldReader fields)
    {
        var properties = new PropertyReader(fields.ReadPropertyBlock(), PropertySet.Connect);
        ConnectProperties read = None;
        bool data = false;
        while (properties.Next())
        {
            read = properties.Id switch
            {
                PropertyId.SessionExpiry => read with { SessionExpirySeconds = properties.Number },
                PropertyId.ReceiveMaximum => read with { ReceiveMaximum = (ushort)properties.Number },
                PropertyId.MaximumPacketSize => read with { MaximumPacketSize = properties.Number },
                PropertyId.TopicAliasMaximum => read with { TopicAliasMaximum = (ushort)properties.Number },
                PropertyId.RequestResponseInformation => read with { RequestResponseInformation = properties.Number == 1 },
                PropertyId.RequestProblemInformation => read with { RequestProblemInformation = properties.Number == 1 },
                PropertyId.AuthenticationMethod => read with { HasAuthenticationMethod = true },
                _ => read,
            };
            data |= properties.Id == PropertyId.AuthenticationData;
        }

        // Section 3.1.2.11.10
        if (data && !read.HasAuthenticationMethod)
        {
            properties.Fail(MqttCloseReason.ProtocolError);
        }

        fields.FailIf(properties.Fault);
        return read;
    }
}
