using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Records;

/// <summary>Reads what <see cref="RecordWriter"/> wrote; every length is checked against what is left before anything is allocated.</summary>
/// <param name="version">Of the snapshot.</param>
internal ref struct RecordReader(ReadOnlySpan<byte> input, int version = RecordReader.Marked) : IRecordFields
{
    /// <summary>From this version of snapshots on every type says where its fields end; before, it ends where that version's fields do.</summary>
    public const int Marked = 5;

    private readonly int _version = version;
    private ReadOnlySpan<byte> _rest = input;

    public readonly bool IsReading => true;

    public readonly int Remaining => _rest.Length;

    public byte Byte() => Take(1, "a byte")[0];

    public bool Bool() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new DamagedRecordException($"{other} is neither true nor false."),
    };

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4, "an int32"));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8, "an int64"));

    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    public string String()
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(Take(2, "a text length"));
        return length == 0 ? "" : Encoding.UTF8.GetString(Take(length, "a text"));
    }

    public TEnum Enumeration<TEnum>()
        where TEnum : struct, Enum
    {
        var number = Int32();
        var value = Unsafe.As<int, TEnum>(ref number);
        return Enum.IsDefined(value) ? value : throw new DamagedRecordException($"{number} is no {typeof(TEnum).Name}.");
    }

    /// <summary>A count of items of at least <paramref name="itemSize"/> bytes each.</summary>
    public int Count(int itemSize)
    {
        var count = Int32();
        return count >= 0 && count <= _rest.Length / itemSize
            ? count
            : throw new DamagedRecordException($"{count} items of {itemSize} bytes or more are announced, {_rest.Length} bytes are left.");
    }

    public short[] Samples()
    {
        var samples = new short[Count(2)];
        var bytes = Take(samples.Length * 2, "samples");
        if (BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(samples.AsSpan()));
            return samples;
        }

        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]);
        }

        return samples;
    }

    public readonly void ExpectEnd()
    {
        if (!_rest.IsEmpty)
        {
            throw new DamagedRecordException($"{_rest.Length} bytes follow the end of the record.");
        }
    }

    public void Visit(ref bool value) => value = Bool();

    public void Visit(ref int value) => value = Int32();

    public void Visit(ref long value) => value = Int64();

    public void Visit(ref double value) => value = Double();

    public void Visit(ref string value) => value = String();

    public void Visit(ref SiloTime value) => value = new SiloTime(Int64());

    public void Visit(ref byte[] value) => value = Take(Count(1), "bytes").ToArray();

    public void VisitEnum<TEnum>(ref TEnum value)
        where TEnum : struct, Enum => value = Enumeration<TEnum>();

    public int VisitCount(int count, int most)
    {
        var read = Count(1);
        return read <= most ? read : throw new DamagedRecordException($"{read} items where at most {most} can be.");
    }

    public int VisitRows(int rows, int first) => _version >= Marked ? VisitCount(0, rows) : first;

    public bool VisitMore(int since = Marked) =>
        _version < Marked ? _version >= since : !_rest.IsEmpty && _rest[0] != 0 && Bool();

    public void VisitEnd()
    {
        if (_version >= Marked && Bool())
        {
            throw new DamagedRecordException("Fields follow that this build does not know: a newer one wrote them.");
        }
    }

    private ReadOnlySpan<byte> Take(int count, string what)
    {
        if (_rest.Length < count)
        {
            throw new DamagedRecordException($"The record ends within {what}: {count} bytes needed, {_rest.Length} left.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
