using System.Buffers;

namespace OrleansCare.Mqtt.Packets;

/// <summary>Section 3.14, DISCONNECT.</summary>
internal readonly record struct DisconnectPacket(MqttReasonCode Code, uint? SessionExpirySeconds)
{
    /// <code>[reason code (1, absent = 0x00) | [properties (absent = none)], 5.0]</code>
    public static MqttCloseReason TryParse(MqttFrame frame, MqttVersion version, out DisconnectPacket packet)
    {
        packet = default;
        ReadOnlySequence<byte> body = frame.Body;
        if (body.IsEmpty)
        {
            return MqttCloseReason.None;
        }

        if (version != MqttVersion.V500)
        {
            return MqttCloseReason.MalformedPacket;
        }

        var fields = new FieldReader(body.IsSingleSegment ? body.FirstSpan : body.ToArray());
        var code = (MqttReasonCode)fields.ReadByte();
        uint? expiry = null;
        if (!fields.IsAtEnd)
        {
            expiry = ReadProperties(ref fields);
        }

        if (!fields.IsAtEnd)
        {
            fields.Fail(MqttCloseReason.MalformedPacket);
        }
        else if (!MayClientSay(code))
        {
            fields.Fail(MqttCloseReason.ProtocolError);
        }

        packet = new DisconnectPacket(code, expiry);
        return fields.Fault;
    }

    /// <summary>3.1.1, and 5.0 with reason 0x00.</summary>
    public static void Write(IBufferWriter<byte> output) => output.Write<byte>([0xE0, 0x00]);

    /// <summary>5.0: E0 | length | reason code | properties.</summary>
    public static void Write(IBufferWriter<byte> output, MqttReasonCode code, string? reason)
    {
        int property = reason is null ? 0 : 1 + FieldWriter.Length(reason);
        var fields = new FieldWriter(output, (byte)MqttPacketType.Disconnect << 4, RemainingLength(property));
        fields.Write((byte)code);
        if (reason is not null)
        {
            fields.WriteVariable(property);
            fields.Write(PropertyId.ReasonString, reason);
        }

        fields.Advance();
    }

    /// <summary>The whole packet in bytes.</summary>
    public static int Length(string reason) => FieldWriter.PacketLength(RemainingLength(1 + FieldWriter.Length(reason)));

    private static int RemainingLength(int property) => property == 0 ? 1 : 1 + FieldWriter.VariableLength(property) + property;

    private static uint? ReadProperties(ref FieldReader fields)
    {
        uint? expiry = null;
        var properties = new PropertyReader(fields.ReadPropertyBlock(), PropertySet.Disconnect);
        while (properties.Next())
        {
            switch (properties.Id)
            {
                case PropertyId.SessionExpiry:
                    expiry = properties.Number;
                    break;
                case PropertyId.ServerReference:
                    // Section 3.14.2.2.5: only a server sends it.
                    properties.Fail(MqttCloseReason.ProtocolError);
                    break;
            }
        }

        fields.FailIf(properties.Fault);
        return expiry;
    }

    /// <summary>Table 3-10, the rows a client may send (MQTT-3.14.2-1).</summary>
    private static bool MayClientSay(MqttReasonCode code) => code is MqttReasonCode.Success or MqttReasonCode.DisconnectWithWill
        or MqttReasonCode.UnspecifiedError or MqttReasonCode.MalformedPacket or MqttReasonCode.ProtocolError or MqttReasonCode.ImplementationSpecificError
        or MqttReasonCode.TopicNameInvalid or MqttReasonCode.ReceiveMaximumExceeded or MqttReasonCode.TopicAliasInvalid or MqttReasonCode.PacketTooLarge
        or MqttReasonCode.MessageRateTooHigh or MqttReasonCode.QuotaExceeded or MqttReasonCode.AdministrativeAction or MqttReasonCode.PayloadFormatInvalid;
}
