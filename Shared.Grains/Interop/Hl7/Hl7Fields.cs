using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OrleansCare.Interop.Hl7;

/// <summary>Walks the fields of a segment, 32 bytes at a glance: one bit per field separator.</summary>
public ref struct Hl7Fields
{
    private const int FirstField = Hl7Segment.IdLength + 1;
    private const uint BehindId = uint.MaxValue << FirstField;

    private readonly ReadOnlySpan<byte> _fromHere;
    private readonly ref readonly Hl7Delimiters _delimiters;
    private readonly int _length;
    private readonly bool _isHeader;

    private uint _separators;
    private int _block;
    private int _start;
    private int _end = Hl7Segment.IdLength;

    /// <param name="fromHere">The segment and what follows it in the message.</param>
    internal Hl7Fields(ReadOnlySpan<byte> fromHere, int length, bool isHeader, ref readonly Hl7Delimiters delimiters)
    {
        _fromHere = fromHere;
        _length = length;
        _isHeader = isHeader;
        _delimiters = ref delimiters;
        _separators = length > Hl7Segment.IdLength ? Separators(0) & BehindId : 0;
    }

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    public readonly Hl7Value Current => new(_fromHere[_start.._end], in _delimiters);

    public readonly Hl7Fields GetEnumerator() => this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        if (_end >= _length)
        {
            return false;
        }

        Number++;
        if (_isHeader && Number <= 2)
        {
            return MoveInHeader();
        }

        _start = _end + 1;
        _end = NextSeparator();
        return true;
    }

    /// <summary>A header's first field is its separator, so that the second begins right behind it.</summary>
    private bool MoveInHeader()
    {
        _start = Number == 1 ? Hl7Segment.IdLength : FirstField;
        _end = Number == 1 ? FirstField : NextSeparator();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NextSeparator()
    {
        while (_separators == 0)
        {
            _block += Vector256<byte>.Count;
            if (_block >= _length)
            {
                return _length;
            }

            _separators = Separators(_block);
        }

        var at = _block + BitOperations.TrailingZeroCount(_separators);
        _separators &= _separators - 1;
        return Math.Min(at, _length);
    }

    private readonly uint Separators(int block)
    {
        if (block + Vector256<byte>.Count <= _fromHere.Length)
        {
            var bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(_fromHere), (nuint)block);
            return Vector256.Equals(bytes, Vector256.Create(_delimiters.Field)).ExtractMostSignificantBits();
        }

        return SeparatorsAtTheEnd(_fromHere[block..], _delimiters.Field);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint SeparatorsAtTheEnd(ReadOnlySpan<byte> rest, byte separator)
    {
        var separators = 0u;
        for (var i = 0; i < rest.Length; i++)
        {
            separators |= rest[i] == separator ? 1u << i : 0;
        }

        return separators;
    }
}
