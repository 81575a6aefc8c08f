using System.Buffers;

namespace OrleansCare.Mqtt.Packets;

/// <summary>SUBACK (section 3.9) and UNSUBACK (3.11).</summary>
internal static class SubAckPacket
{
    // The one refusal of 3.1.1.
    private const byte Failure = 0x80;

    /// <code>
    /// 90 | length | packet id (2) | [properties, 5.0] | one code per filter, in the order of the SUBSCRIBE
    /// B0 | length | packet id (2) | [properties and one code per filter, 5.0]
    /// </code>
    public static void Write(IBufferWriter<byte> output, MqttPacketType type, MqttVersion version, ushort packetId, ReadOnlySpan<MqttReasonCode> codes)
    {
        bool hasCodes = HasCodes(type, version);
        var fields = new FieldWriter(output, (byte)type << 4, RemainingLength(type, version, codes.Length));
        fields.Write(packetId);
        if (version == MqttVersion.V500)
        {
            fields.WriteVariable(0);
        }

        foreach (MqttReasonCode code in hasCodes ? codes : [])
        {
            fields.Write(version == MqttVersion.V500 || code < MqttReasonCode.UnspecifiedError ? (byte)code : Failure);
        }

        fields.Advance();
    }

    /// <summary>The whole packet in bytes.</summary>
    public static int Length(MqttPacketType type, MqttVersion version, int filters) => FieldWriter.PacketLength(RemainingLength(type, version, filters));

    private static int RemainingLength(MqttPacketType type, MqttVersion version, int filters) =>
        2 + (version == MqttVersion.V500 ? 1 : 0) + (HasCodes(type, version) ? filters : 0);

    private static bool HasCodes(MqttPacketType type, MqttVersion version) => version == MqttVersion.V500 || type == MqttPacketType.SubAck;
}
