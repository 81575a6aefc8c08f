using System.Buffers;
using System.Buffers.Binary;

namespace OrleansCare.Clinical.Ecg;

/// <summary>One visit method per type writes and reads its state, so that the two directions cannot drift apart.</summary>
internal interface IStateCodec
{
    void Visit(ref double value);

    void Visit(ref float value);

    void Visit(ref long value);

    void Visit(ref int value);

    void Visit(ref bool value);

    void Visit(double[] values);

    void Visit(float[] values);
}

/// <summary>Little-endian, fixed width.</summary>
internal readonly struct StateWriter(IBufferWriter<byte> output) : IStateCodec
{
    public void Visit(ref double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    public void Visit(ref float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    public void Visit(ref long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    public void Visit(ref int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    public void Visit(ref bool value)
    {
        output.GetSpan(1)[0] = value ? (byte)1 : (byte)0;
        output.Advance(1);
    }

    public void Visit(double[] values)
    {
        foreach (ref var value in values.AsSpan())
        {
            Visit(ref value);
        }
    }

    public void Visit(float[] values)
    {
        foreach (ref var value in values.AsSpan())
        {
            Visit(ref value);
        }
    }
}

/// <summary>Reads what <see cref="StateWriter"/> wrote; <see cref="Broken"/> is set once the input is too short, and nothing is changed from there on.</summary>
internal ref struct StateReader(ReadOnlySpan<byte> input) : IStateCodec
{
    private ReadOnlySpan<byte> _rest = input;

    public bool Broken { get; private set; }

    public readonly bool AtEnd => _rest.IsEmpty;

    public void Visit(ref double value) => value = Take(8, out var bytes) ? BinaryPrimitives.ReadDoubleLittleEndian(bytes) : value;

    public void Visit(ref float value) => value = Take(4, out var bytes) ? BinaryPrimitives.ReadSingleLittleEndian(bytes) : value;

    public void Visit(ref long value) => value = Take(8, out var bytes) ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : value;

    public void Visit(ref int value) => value = Take(4, out var bytes) ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : value;

    public void Visit(ref bool value) => value = Take(1, out var bytes) ? bytes[0] != 0 : value;

    public void Visit(double[] values)
    {
        foreach (ref var value in values.AsSpan())
        {
            Visit(ref value);
        }
    }

    public void Visit(float[] values)
    {
        foreach (ref var value in values.AsSpan())
        {
            Visit(ref value);
        }
    }

    private bool Take(int count, out ReadOnlySpan<byte> bytes)
    {
        if (Broken || _rest.Length < count)
        {
            Broken = true;
            bytes = default;
            return false;
        }

        bytes = _rest[..count];
        _rest = _rest[count..];
        return true;
    }
}
