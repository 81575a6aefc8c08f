using System.Buffers;
using System.Buffers.Binary;

namespace OrleansCare.Mqtt.Packets;

/// <summary>The packets of fixed or nearly fixed bytes.</summary>
internal static class AnswerPackets
{
    private const byte SubscriptionRefused = 0x80;

    /// <summary>Section 3.2: 20 02 | session present (bit 0) | return code.</summary>
    public static void WriteConnAck(IBufferWriter<byte> output, bool sessionPresent, MqttConnectReturnCode code) =>
        output.Write<byte>([0x20, 0x02, sessionPresent ? (byte)1 : (byte)0, (byte)code]);

    /// <summary>Section 3.4: 40 02 | packet id.</summary>
    public static void WritePubAck(IBufferWriter<byte> output, ushort packetId) =>
        output.Write<byte>([0x40, 0x02, (byte)(packetId >> 8), (byte)packetId]);

    /// <summary>Section 3.9: 90 | length | packet id | one return code per filter, here 0x80 (failure) for each.</summary>
    public static void WriteSubAckRefusal(IBufferWriter<byte> output, ushort packetId, int filters)
    {
        var fields = new FieldWriter(output, (byte)MqttPacketType.SubAck << 4, 2 + filters);
        fields.Write(packetId);
        for (int filter = 0; filter < filters; filter++)
        {
            fields.Write(SubscriptionRefused);
        }

        fields.Advance();
    }

    /// <summary>Section 3.11: B0 02 | packet id.</summary>
    public static void WriteUnsubAck(IBufferWriter<byte> output, ushort packetId) =>
        output.Write<byte>([0xB0, 0x02, (byte)(packetId >> 8), (byte)packetId]);

    /// <summary>Section 3.12.</summary>
    public static void WritePingReq(IBufferWriter<byte> output) => output.Write<byte>([0xC0, 0x00]);

    /// <summary>Section 3.13.</summary>
    public static void WritePingResp(IBufferWriter<byte> output) => output.Write<byte>([0xD0, 0x00]);

    /// <summary>Section 3.14.</summary>
    public static void WriteDisconnect(IBufferWriter<byte> output) => output.Write<byte>([0xE0, 0x00]);

    public static MqttCloseReason TryParseConnAck(MqttFrame frame, out bool sessionPresent, out MqttConnectReturnCode code)
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

    public static MqttCloseReason TryParsePubAck(MqttFrame frame, out ushort packetId)
    {
        Span<byte> body = stackalloc byte[2];
        packetId = 0;
        if (frame.Body.Length != 2)
        {
            return MqttCloseReason.MalformedPacket;
        }

        frame.Body.CopyTo(body);
        packetId = BinaryPrimitives.ReadUInt16BigEndian(body);
        return packetId == 0 ? MqttCloseReason.PacketIdZero : MqttCloseReason.None;
    }
}
