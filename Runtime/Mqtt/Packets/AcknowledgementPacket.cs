using System.Buffers;

namespace OrleansCare.Mqtt.Packets;

/// <summary>PUBACK (section 3.4), PUBREC (3.5), PUBREL (3.6) and PUBCOMP (3.7).</summary>
internal readonly record struct AcknowledgementPacket(ushort PacketId, MqttReasonCode Code)
{
    private const int IdLength = 2;

    // Of PUBREL alone; section 2.2.2 reserves the flags of the others as 0.
    private const int ReleaseFlags = 0x02;

    public bool IsFailure => Code >= MqttReasonCode.UnspecifiedError;

    /// <code>packet id (2) | [reason code (1, absent = 0x00) | [properties (absent = none)], 5.0]</code>
    public static MqttCloseReason TryParse(MqttFrame frame, MqttVersion version, out AcknowledgementPacket packet)
    {
        ReadOnlySequence<byte> body = frame.Body;
        var fields = new FieldReader(body.IsSingleSegment ? body.FirstSpan : body.ToArray());
        ushort packetId = fields.ReadUInt16();
        var code = MqttReasonCode.Success;
        if (version == MqttVersion.V500 && !fields.IsAtEnd)
        {
            code = (MqttReasonCode)fields.ReadByte();
            ReadProperties(ref fields, PropertySet.Acknowledgement);
            if (!IsAllowed(frame.Type, code))
            {
                fields.Fail(MqttCloseReason.ProtocolError);
            }
        }

        if (!fields.IsAtEnd)
        {
            fields.Fail(MqttCloseReason.MalformedPacket);
        }
        else if (packetId == 0)
        {
            fields.Fail(MqttCloseReason.PacketIdZero);
        }

        packet = new AcknowledgementPacket(packetId, code);
        return fields.Fault;
    }

    /// <param name="reason">Left out in 3.1.1 and where the client does not want it.</param>
    public static void Write(IBufferWriter<byte> output, MqttPacketType type, ushort packetId, MqttReasonCode code = MqttReasonCode.Success, string? reason = null)
    {
        int header = ((byte)type << 4) | (type == MqttPacketType.PubRel ? ReleaseFlags : 0);
        var fields = new FieldWriter(output, header, RemainingLength(code, reason));
        fields.Write(packetId);
        if (code != MqttReasonCode.Success || reason is not null)
        {
            fields.Write((byte)code);
        }

        if (reason is not null)
        {
            fields.WriteVariable(1 + FieldWriter.Length(reason));
            fields.Write(PropertyId.ReasonString, reason);
        }

        fields.Advance();
    }

    /// <summary>The whole packet in bytes.</summary>
    public static int Length(MqttReasonCode code, string? reason) => FieldWriter.PacketLength(RemainingLength(code, reason));

    /// <summary>The properties at the end of a packet, which may be left out with their length (sections 3.4.2.2.1, 3.14.2.2.1). They are checked and not used.</summary>
    public static void ReadProperties(ref FieldReader fields, ulong allowed)
    {
        if (fields.IsAtEnd)
        {
            return;
        }

        var properties = new PropertyReader(fields.ReadPropertyBlock(), allowed);
        while (properties.Next())
        {
        }

        fields.FailIf(properties.Fault);
    }

    private static int RemainingLength(MqttReasonCode code, string? reason)
    {
        if (reason is not null)
        {
            int property = 1 + FieldWriter.Length(reason);
            return IdLength + 1 + FieldWriter.VariableLength(property) + property;
        }

        return code == MqttReasonCode.Success ? IdLength : IdLength + 1;
    }

    /// <summary>Tables 3-4 to 3-7 (MQTT-3.4.2-1, 3.5.2-1, 3.6.2-1, 3.7.2-1).</summary>
    private static bool IsAllowed(MqttPacketType type, MqttReasonCode code) => type is MqttPacketType.PubRel or MqttPacketType.PubComp
        ? code is MqttReasonCode.Success or MqttReasonCode.PacketIdentifierNotFound
        : code is MqttReasonCode.Success or MqttReasonCode.NoMatchingSubscribers or MqttReasonCode.UnspecifiedError
            or MqttReasonCode.ImplementationSpecificError or MqttReasonCode.NotAuthorized or MqttReasonCode.TopicNameInvalid
            or MqttReasonCode.PacketIdentifierInUse or MqttReasonCode.QuotaExceeded or MqttReasonCode.PayloadFormatInvalid;
}
