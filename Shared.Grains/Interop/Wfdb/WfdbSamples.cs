using System.Buffers.Binary;

namespace OrleansCare.Interop.Wfdb;

/// <summary>Single samples out of the bytes of a signal file, signal(5) of the WFDB Applications Guide.</summary>
public static class WfdbSamples
{
    /// <summary>Format 212's and 16's marks for "no sample"; read as <see cref="Missing"/>.</summary>
    private const int Missing212 = -2048;

    private const int Missing16 = short.MinValue;

    public const int Missing = int.MinValue;

    public static long Count(int format, long bytes) => format switch
    {
        16 => bytes / 2,
        212 => (bytes / 3 * 2) + (bytes % 3 == 2 ? 1 : 0),
        _ => throw new WfdbFormatException($"Signal format {format} is not read, only 16 and 212."),
    };

    /// <summary>The sample at an index (over all signals of the file, interleaved); outside the file it is <see cref="Missing"/>.</summary>
    public static int At(int format, ReadOnlySpan<byte> samples, long index)
    {
        if (index < 0 || index >= Count(format, samples.Length))
        {
            return Missing;
        }

        return format == 16 ? At16(samples, (int)(index * 2)) : At212(samples, (int)(index / 2 * 3), second: (index & 1) != 0);
    }

    private static int At16(ReadOnlySpan<byte> samples, int at)
    {
        var value = BinaryPrimitives.ReadInt16LittleEndian(samples[at..]);
        return value == Missing16 ? Missing : value;
    }

    //  byte 0: low 8 bits of the first | byte 1: low nibble = high 4 bits of the first, high nibble = of the second | byte 2: low 8 bits of the second
    private static int At212(ReadOnlySpan<byte> samples, int at, bool second)
    {
        var bits = second ? samples[at + 2] | ((samples[at + 1] & 0xF0) << 4) : samples[at] | ((samples[at + 1] & 0x0F) << 8);
        var value = (bits << 20) >> 20;
        return value == Missing212 ? Missing : value;
    }
}
