using System.Buffers;
using System.Text.Json;
using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Codes;
using OrleansCare.Interop.Devices;

namespace OrleansCare.BedSimulator.Publishing;

/// <summary>The two forms in which devices speak.</summary>
internal static class PayloadWriter
{
    public static ArraySegment<byte> WriteProtobuf(DevicePacket packet, ArrayBufferWriter<byte> scratch)
    {
        scratch.ResetWrittenCount();
        DevicePacketWriter.Write(packet, scratch);
        return Rent(scratch);
    }

    /// <param name="note">Written where a careless vendor would write such things.</param>
    public static ArraySegment<byte> WriteJson(DevicePacket packet, string note, ArrayBufferWriter<byte> scratch)
    {
        scratch.ResetWrittenCount();
        using var json = new Utf8JsonWriter(scratch);
        json.WriteStartObject();
        json.WriteNumber("sequence", packet.Sequence);
        if (packet.DeviceTime is { } time)
        {
            json.WriteString("time", DateTimeOffset.UnixEpoch.AddTicks(time.UnixMicroseconds * TimeSpan.TicksPerMicrosecond));
        }

        json.WriteString("note", note);
        json.WriteStartArray("numerics");
        foreach (var numeric in packet.Numerics)
        {
            json.WriteStartObject();
            json.WriteNumber("code", numeric.Code);
            json.WriteNumber("value", numeric.Value);
            json.WriteString("unit", UcumUnit.CodeOf(numeric.Unit));
            json.WriteString("comment", note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return Rent(scratch);
    }

    private static ArraySegment<byte> Rent(ArrayBufferWriter<byte> scratch)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(scratch.WrittenCount);
        scratch.WrittenSpan.CopyTo(buffer);
        return new ArraySegment<byte>(buffer, 0, scratch.WrittenCount);
    }
}
