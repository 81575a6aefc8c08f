using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Records;

/// <summary>Little-endian, fixed width; a string is its UTF-8 length as uint16 and its bytes; a double is its bits, so that NaN survives.
/// Added fields of a type stand behind a 1 each time some were added, its end is a 0.</summary>
internal readonly struct RecordWriter(IBufferWriter<byte> output) : IRecordFields
{
    public bool IsReading => false;

    public void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    public void Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    public void Double(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    /// <exception cref="ArgumentException">Longer than 65,535 bytes of UTF-8.</exception>
    public void String(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        if (length > ushort.MaxValue)
        {
            throw new ArgumentException($"A text of {length} bytes does not fit a record; at most {ushort.MaxValue}.", nameof(value));
        }

        var span = output.GetSpan(2 + length);
        BinaryPrimitives.WriteUInt16LittleEndian(span, (ushort)length);
        Encoding.UTF8.GetBytes(value, span[2..]);
        output.Advance(2 + length);
    }

    /// <summary>Raw int16, little-endian.</summary>
    public void Samples(ReadOnlySpan<short> samples)
    {
        Int32(samples.Length);
        if (BitConverter.IsLittleEndian)
        {
            output.Write(MemoryMarshal.AsBytes(samples));
            return;
        }

        foreach (var sample in samples)
        {
            BinaryPrimitives.WriteInt16LittleEndian(output.GetSpan(2), sample);
            output.Advance(2);
        }
    }

    public void Visit(ref bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Visit(ref int value) => Int32(value);

    public void Visit(ref long value) => Int64(value);

    public void Visit(ref double value) => Double(value);

    public void Visit(ref string value) => String(value);

    public void Visit(ref SiloTime value) => Int64(value.UnixMicroseconds);

    public void Visit(ref byte[] value)
    {
        Int32(value.Length);
        output.Write(value);
    }

    public void VisitEnum<TEnum>(ref TEnum value)
        where TEnum : struct, Enum => Int32(Unsafe.As<TEnum, int>(ref value));

    public int VisitCount(int count, int most)
    {
        Int32(count);
        return count;
    }

    public int VisitRows(int rows, int first) => VisitCount(rows, rows);

    public bool VisitMore(int since = RecordReader.Marked)
    {
        Byte(1);
        return true;
    }

    public void VisitEnd() => Byte(0);
}
