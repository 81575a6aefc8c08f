using System.Buffers;

namespace OrleansCare.Mqtt.Packets;

/// <summary>Section 3.2, CONNACK. What is null or 0 is not sent.</summary>
internal sealed record ConnAckPacket
{
    public bool SessionPresent { get; init; }

    public MqttReasonCode Code { get; init; }

    public uint? SessionExpirySeconds { get; init; }

    /// <summary>Publishes of QoS 1 and 2 that the server takes before it has acknowledged the first.</summary>
    public ushort ReceiveMaximum { get; init; }

    /// <summary>Bytes, header included.</summary>
    public uint MaximumPacketSize { get; init; }

    public string? AssignedClientId { get; init; }

    public ushort TopicAliasMaximum { get; init; }

    public string? Reason { get; init; }

    public ushort ServerKeepAliveSeconds { get; init; }

    public string? ResponseInformation { get; init; }

    /// <summary>The whole packet in bytes, as 5.0.</summary>
    public int Length => FieldWriter.PacketLength(RemainingLength);

    private int RemainingLength => 2 + FieldWriter.VariableLength(PropertyLength) + PropertyLength;

    private int PropertyLength => (SessionExpirySeconds is null ? 0 : 5) + (ReceiveMaximum == 0 ? 0 : 3) + (MaximumPacketSize == 0 ? 0 : 5) + LengthOf(AssignedClientId)
        + (TopicAliasMaximum == 0 ? 0 : 3) + LengthOf(Reason) + (ServerKeepAliveSeconds == 0 ? 0 : 3) + LengthOf(ResponseInformation);

    /// <summary>3.1.1: 20 02 | session present (bit 0) | return code.</summary>
    public static void Write(IBufferWriter<byte> output, bool sessionPresent, MqttConnectReturnCode code) =>
        output.Write<byte>([0x20, 0x02, sessionPresent ? (byte)1 : (byte)0, (byte)code]);

    /// <summary>3.1.1 knows five refusals only.</summary>
    public static MqttConnectReturnCode ReturnCodeOf(MqttReasonCode code) => code switch
    {
        MqttReasonCode.Success => MqttConnectReturnCode.Accepted,
        MqttReasonCode.UnsupportedProtocolVersion => MqttConnectReturnCode.UnacceptableProtocolVersion,
        MqttReasonCode.ClientIdentifierNotValid => MqttConnectReturnCode.IdentifierRejected,
        MqttReasonCode.BadUserNameOrPassword => MqttConnectReturnCode.BadUserNameOrPassword,
        MqttReasonCode.NotAuthorized or MqttReasonCode.Banned => MqttConnectReturnCode.NotAuthorized,
        _ => MqttConnectReturnCode.ServerUnavailable,
    };

    public static MqttCloseReason TryParse(MqttFrame frame, out bool sessionPresent, out MqttConnectReturnCode code)
    {
        Span<byte> body = stackalloc byte[2];
        sessionPresent = false;
        code = default;
        if (frame.Type != MqttPacketType.ConnAck)
        {
            return MqttCloseReason.UnexpectedPacket;
        }

        if (frame.Body.Length != 2)
        {
            return MqttCloseReason.MalformedPacket;
        }

        frame.Body.CopyTo(body);
        sessionPresent = body[0] == 1;
        code = (MqttConnectReturnCode)body[1];
        return body[0] <= 1 && code <= MqttConnectReturnCode.NotAuthorized ? MqttCloseReason.None : MqttCloseReason.MalformedPacket;
    }

    /// <summary>As 5.0.</summary>
    /// <code>20 | length | session present (bit 0) | reason code (1) | properties</code>
    public void WriteTo(IBufferWriter<byte> output)
    {
        var fields = new FieldWriter(output, (byte)MqttPacketType.ConnAck << 4, RemainingLength);
        fields.Write(SessionPresent ? (byte)1 : (byte)0);
        fields.Write((byte)Code);
        fields.WriteVariable(PropertyLength);
        if (SessionExpirySeconds is { } expiry)
        {
            fields.Write(PropertyId.SessionExpiry, expiry);
        }

        Write(ref fields, PropertyId.ReceiveMaximum, ReceiveMaximum);
        if (MaximumPacketSize != 0)
        {
            fields.Write(PropertyId.MaximumPacketSize, MaximumPacketSize);
        }

        Write(ref fields, PropertyId.AssignedClientId, AssignedClientId);
        Write(ref fields, PropertyId.TopicAliasMaximum, TopicAliasMaximum);
        Write(ref fields, PropertyId.ReasonString, Reason);
        Write(ref fields, PropertyId.ServerKeepAlive, ServerKeepAliveSeconds);
        Write(ref fields, PropertyId.ResponseInformation, ResponseInformation);
        fields.Advance();
    }

    private static int LengthOf(string? value) => value is null ? 0 : 1 + FieldWriter.Length(value);

    private static void Write(ref FieldWriter fields, PropertyId id, ushort value)
    {
        if (value != 0)
        {
            fields.Write(id, value);
        }
    }

    private static void Write(ref FieldWriter fields, PropertyId id, string? value)
    {
        if (value is not null)
        {
            fields.Write(id, value);
        }
    }
}
