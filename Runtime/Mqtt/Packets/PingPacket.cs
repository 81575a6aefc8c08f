using System.Buffers;

namespace OrleansCare.Mqtt.Packets;

internal static class PingPacket
{
    /// <summary>Section 3.12, PINGREQ.</summary>
    public static void WriteRequest(IBufferWriter<byte> output) => output.Write<byte>([0xC0, 0x00]);

    /// <summary>Section 3.13, PINGRESP.</summary>
    public static void WriteResponse(IBufferWriter<byte> output) => output.Write<byte>([0xD0, 0x00]);
}
