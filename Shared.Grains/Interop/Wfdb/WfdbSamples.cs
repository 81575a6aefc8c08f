using System.Buffers.Binary;

namespace OrleansCare.Interop.Wfdb;

/// <summary>Single samples out of the bytes of a signal file, signal(5) of the WFDB Applications Guide.</summary>
public static class WfdbSamples
{
    /// <summary>The formats that are read.</summary>
    public const string Formats = "16, 24, 32, 61, 80, 160 and 212";

    /// <summary>"No sample": every format's lowest value.</summary>
    public const int Missing = int.MinValue;

    public static bool Reads(int format) => format == 212 || BytesOf(format) > 0;

    public static long Count(int format, long bytes) => format switch
    {
        212 => (bytes / 3 * 2) + (bytes % 3 == 2 ? 1 : 0),
        _ when BytesOf(format) is > 0 and var each => bytes / each,
        _ => throw new WfdbFormatException($"Signal format {format} is not read, only {Formats}."),
    };

    /// <summary>The sample at an index (over all signals of the file, interleaved); outside the file it is <see cref="Missing"/>.</summary>
    public static int At(int format, ReadOnlySpan<byte> samples, long index)
    {
        if (index < 0 || index >= Count(format, samples.Length))
        {
            return Missing;
        }

        if (format == 212)
        {
            return At212(samples, (int)(index / 2 * 3), second: (index & 1) != 0);
        }

        var at = samples[(int)(index * BytesOf(format))..];
        var (value, lowest) = format switch
        {
            24 => (at[0] | (at[1] << 8) | ((sbyte)at[2] << 16), -(1 << 23)),
            32 => (BinaryPrimitives.ReadInt32LittleEndian(at), Missing),
            61 => (BinaryPrimitives.ReadInt16BigEndian(at), short.MinValue),
            80 => (at[0] - 128, sbyte.MinValue),
            160 => (BinaryPrimitives.ReadUInt16LittleEndian(at) - 32768, short.MinValue),
            _ => (BinaryPrimitives.ReadInt16LittleEndian(at), short.MinValue),
        };
        return value == lowest ? Missing : value;
    }

    private static int BytesOf(int format) => format switch
    {
        80 => 1,
        16 or 61 or 160 => 2,
        24 => 3,
        32 => 4,
        _ => 0,
    };

    //  byte 0: low 8 bits of the first | byte 1: low nibble = high 4 bits of the first, high nibble = of the second | byte 2: low 8 bits of the second
    private static int At212(ReadOnlySpan<byte> samples, int at, bool second)
    {
        var bits = second ? samples[at + 2] | ((samples[at + 1] & 0xF0) << 4) : samples[at] | ((samples[at + 1] & 0x0F) << 8);
        var value = (bits << 20) >> 20;
        return value == -2048 ? Missing : value;
    }
}
