using System.Buffers.Binary;
using System.Text.Unicode;

namespace OrleansCare.Interop.Devices;

/// <summary>
/// Protocol Buffers encoding (protobuf.dev/programming-guides/encoding): message = (tag value)*, tag = varint(field &lt;&lt; 3 | wire type).
/// Once something is broken, <see cref="Failed"/> stays set and nothing more is read.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> rest)
{
    private const int MostVarintBytes = 10;
    private const int DeepestGroup = 100;

    private ReadOnlySpan<byte> _rest = rest;

    public bool Failed { get; private set; }

    /// <summary>False at the end of the message and on failure.</summary>
    public bool TryReadTag(out int field, out WireType type)
    {
        field = 0;
        type = default;
        if (Failed || _rest.IsEmpty)
        {
            return false;
        }

        var tag = (uint)ReadVarint();
        field = (int)(tag >> 3);
        type = (WireType)(tag & 7);
        if (field == 0)
        {
            Failed = true;
        }

        return !Failed;
    }

    public ulong ReadVarint()
    {
        ulong value = 0;
        var most = Math.Min(MostVarintBytes, _rest.Length);
        for (var i = 0; i < most; i++)
        {
            var b = _rest[i];
            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        Failed = true;
        return 0;
    }

    public long ReadZigZag()
    {
        var value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public double ReadDouble() => BinaryPrimitives.TryReadDoubleLittleEndian(Take(sizeof(double)), out var value) ? value : 0;

    public ReadOnlySpan<byte> ReadBytes()
    {
        // Lengths are int32 on the wire's other side too: a length beyond it is negative there and an error.
        var length = (int)(uint)ReadVarint();
        return Failed ? default : Take(length);
    }

    /// <summary>A proto3 string: its bytes must be UTF-8, as the generated parser has it.</summary>
    public ReadOnlySpan<byte> ReadText()
    {
        var text = ReadBytes();
        Failed |= !Utf8.IsValid(text);
        return text;
    }

    public void Skip(int field, WireType type)
    {
        switch (type)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireType.LengthDelimited:
                ReadBytes();
                break;
            case WireType.StartGroup:
                SkipGroup(field);
                break;
            case WireType.Fixed32:
                Take(sizeof(uint));
                break;
            default:
                Failed = true;
                break;
        }
    }

    private void SkipGroup(int field)
    {
        Span<int> open = stackalloc int[DeepestGroup];
        open[0] = field;
        var depth = 1;
        while (depth > 0)
        {
            if (!TryReadTag(out var inner, out var type))
            {
                Failed = true;
                return;
            }

            if (type == WireType.EndGroup)
            {
                if (open[--depth] != inner)
                {
                    Failed = true;
                    return;
                }
            }
            else if (type == WireType.StartGroup)
            {
                if (depth == DeepestGroup)
                {
                    Failed = true;
                    return;
                }

                open[depth++] = inner;
            }
            else
            {
                Skip(inner, type);
            }
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (Failed || length < 0 || length > _rest.Length)
        {
            Failed = true;
            return default;
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}

internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    LengthDelimited = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}
