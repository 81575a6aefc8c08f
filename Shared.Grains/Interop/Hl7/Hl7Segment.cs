namespace OrleansCare.Interop.Hl7;

/// <summary>One segment of a message. An absent one is empty: it has no id and no fields.</summary>
public readonly ref struct Hl7Segment
{
    public const int IdLength = 3;

    // What follows the segment in the message is within reach, so that fields are found in whole vectors up to the message's end.
    private readonly ReadOnlySpan<byte> _fromHere;
    private readonly int _length;
    private readonly ref readonly Hl7Delimiters _delimiters;

    internal Hl7Segment(ReadOnlySpan<byte> fromHere, int length, int index, ref readonly Hl7Delimiters delimiters)
    {
        _fromHere = fromHere;
        _length = length;
        _delimiters = ref delimiters;
        Index = index;
    }

    /// <summary>Position in the message, from 0 (the header).</summary>
    public int Index { get; }

    public ReadOnlySpan<byte> Raw => _fromHere[.._length];

    public bool IsEmpty => _length == 0;

    public ReadOnlySpan<byte> Id => _length < IdLength ? [] : _fromHere[..IdLength];

    /// <summary>A capital letter, two capitals or digits, then the field separator or nothing. Anything else is a broken line.</summary>
    public bool IsWellFormed => !IsEmpty && IsSegmentStart(_fromHere[.._length], _delimiters.Field);

    public bool IsHeader => Id.SequenceEqual("MSH"u8) || Id.SequenceEqual("FHS"u8) || Id.SequenceEqual("BHS"u8);

    /// <summary>Fields with their numbers, empty ones too; a header's first is the field separator itself.</summary>
    public Hl7Fields Fields => new(_fromHere, _length, IsHeader, in _delimiters);

    /// <param name="number">From 1, as the standard counts: MSH-1 is the field separator.</param>
    public Hl7Value this[int number]
    {
        get
        {
            var fields = Fields;
            while (fields.MoveNext())
            {
                if (fields.Number == number)
                {
                    return fields.Current;
                }
            }

            return new Hl7Value([], in _delimiters);
        }
    }

    public bool Is(ReadOnlySpan<byte> id) => Id.SequenceEqual(id);

    internal static bool IsSegmentStart(ReadOnlySpan<byte> line, byte fieldSeparator) =>
        line.Length >= IdLength
        && char.IsAsciiLetterUpper((char)line[0])
        && IsUpperOrDigit(line[1])
        && IsUpperOrDigit(line[2])
        && (line.Length == IdLength || line[IdLength] == fieldSeparator);

    private static bool IsUpperOrDigit(byte character) => char.IsAsciiLetterUpper((char)character) || char.IsAsciiDigit((char)character);
}
