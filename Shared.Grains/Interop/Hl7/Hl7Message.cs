using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using OrleansCare.Interop.Hl7.Text;

namespace OrleansCare.Interop.Hl7;

/// <summary>
/// One HL7 v2 message of any version over the bytes it came in (v2.9 chapter 2.5): segments are found once, fields when they are asked for. Nothing is
/// copied except a UTF-16 or UTF-32 message, which is turned into UTF-8 first. The bytes must not change while the message is used.
/// </summary>
public sealed class Hl7Message
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Hl7Delimiters _delimiters;
    private readonly SegmentPlace[] _segments;

    private Hl7Message(ReadOnlyMemory<byte> bytes, Hl7Delimiters delimiters, SegmentPlace[] segments)
    {
        _bytes = bytes;
        _delimiters = delimiters;
        _segments = segments;
    }

    public ref readonly Hl7Delimiters Delimiters => ref _delimiters;

    /// <summary>From MSH-18, or from the bytes where they say more than it.</summary>
    public Hl7CharacterSet CharacterSet { get; private init; } = Hl7CharacterSet.Ascii;

    public ReadOnlyMemory<byte> Bytes => _bytes;

    public int SegmentCount => _segments.Length;

    public Hl7Segment Header => this[0];

    /// <summary>MSH-9.1, e.g. ORU.</summary>
    public Hl7Value MessageCode => Header[9].Component(1);

    /// <summary>MSH-9.2, e.g. R01; empty in the oldest messages.</summary>
    public Hl7Value TriggerEvent => Header[9].Component(2);

    /// <summary>MSH-10.</summary>
    public Hl7Value ControlId => Header[10];

    /// <summary>MSH-12.1.</summary>
    public Hl7Value Version => Header[12].Component(1);

    /// <param name="index">From 0, the header.</param>
    public Hl7Segment this[int index]
    {
        get
        {
            var place = _segments[index];
            return new Hl7Segment(_bytes.Span[place.Start..], place.Length, index, in _delimiters);
        }
    }

    /// <summary>A component of the first repetition of a field of the first such segment; empty when any of them is absent.</summary>
    public Hl7Value this[ReadOnlySpan<byte> segment, int field, int component] => Find(segment)[field].Component(component);

    public Hl7Value this[ReadOnlySpan<byte> segment, int field] => Find(segment)[field];

    /// <param name="from">Index of the first segment to look at.</param>
    /// <returns>The first segment with this id, or an empty one.</returns>
    public Hl7Segment Find(ReadOnlySpan<byte> id, int from = 0)
    {
        for (var i = from; i < _segments.Length; i++)
        {
            var segment = this[i];
            if (segment.Is(id))
            {
                return segment;
            }
        }

        return default;
    }

    public Enumerator GetEnumerator() => new(this);

    /// <summary>
    /// Segments end in CR; LF and CRLF are taken too. Where CRs are there, a LF ends a segment only if another one begins behind it, and is text otherwise.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out Hl7Message? message, out Hl7Error error)
    {
        message = null;
        if (bytes.Length > Hl7Limits.MessageBytes)
        {
            error = Hl7Error.TooLarge;
            return false;
        }

        var unicode = UnicodeForm.Of(bytes.Span);
        bytes = Trim(unicode is null ? bytes : unicode.ToUtf8(bytes.Span));
        error = Check(bytes.Span, out var delimiters);
        if (error != Hl7Error.None)
        {
            return false;
        }

        if (Split(bytes.Span, delimiters.Field) is not { } segments)
        {
            error = Hl7Error.TooLarge;
            return false;
        }

        var parsed = new Hl7Message(bytes, delimiters, segments);
        message = new Hl7Message(bytes, delimiters, segments) { CharacterSet = Hl7CharacterSet.Of(parsed, unicode) };
        return true;
    }

    /// <summary>Line ends, frame characters and the byte order mark around a message are nobody's data; a blank at its end is a field's.</summary>
    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        var mark = span.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
        var first = span[mark..].IndexOfAnyExceptInRange((byte)0, (byte)' ');
        if (first < 0)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        var end = span.LastIndexOfAnyExceptInRange((byte)0, (byte)'\x1F') + 1;
        return bytes[(mark + first)..end];
    }

    private static Hl7Error Check(ReadOnlySpan<byte> bytes, out Hl7Delimiters delimiters)
    {
        delimiters = default;
        if (bytes.IsEmpty)
        {
            return Hl7Error.Empty;
        }

        if (!bytes.StartsWith("MSH"u8) || bytes.Length <= Hl7Segment.IdLength)
        {
            return Hl7Error.NoHeader;
        }

        var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        return Hl7Delimiters.TryRead(end < 0 ? bytes : bytes[..end], out delimiters) ? Hl7Error.None : Hl7Error.Delimiters;
    }

    private static SegmentPlace[]? Split(ReadOnlySpan<byte> bytes, byte fieldSeparator)
    {
        var places = ArrayPool<SegmentPlace>.Shared.Rent(64);
        var count = 0;
        var onlyLineFeeds = !bytes.Contains((byte)'\r');
        try
        {
            for (var start = 0; start < bytes.Length;)
            {
                var length = LengthOfSegment(bytes[start..], fieldSeparator, onlyLineFeeds);
                if (length > 0)
                {
                    if (count == Hl7Limits.Segments)
                    {
                        return null;
                    }

                    if (count == places.Length)
                    {
                        Grow(ref places);
                    }

                    places[count++] = new SegmentPlace(start, length);
                }

                start += length + 1;
            }

            return places[..count];
        }
        finally
        {
            ArrayPool<SegmentPlace>.Shared.Return(places);
        }
    }

    private static int LengthOfSegment(ReadOnlySpan<byte> rest, byte fieldSeparator, bool onlyLineFeeds)
    {
        var length = rest.IndexOfAny((byte)'\r', (byte)'\n');
        while (length > 0 && rest[length] == '\n' && !onlyLineFeeds && !EndsSegment(rest[(length + 1)..], fieldSeparator))
        {
            var next = rest[(length + 1)..].IndexOfAny((byte)'\r', (byte)'\n');
            length = next < 0 ? rest.Length : length + 1 + next;
            if (length == rest.Length)
            {
                return length;
            }
        }

        return length < 0 ? rest.Length : length;
    }

    private static bool EndsSegment(ReadOnlySpan<byte> behind, byte fieldSeparator) =>
        behind.IsEmpty
        || behind[0] is (byte)'\r' or (byte)'\n'
        || (behind.Length > Hl7Segment.IdLength && Hl7Segment.IsSegmentStart(behind[..(Hl7Segment.IdLength + 1)], fieldSeparator));

    private static void Grow(ref SegmentPlace[] places)
    {
        var larger = ArrayPool<SegmentPlace>.Shared.Rent(places.Length * 4);
        places.CopyTo(larger, 0);
        ArrayPool<SegmentPlace>.Shared.Return(places);
        places = larger;
    }

    /// <summary>Walks the segments in order.</summary>
    public struct Enumerator
    {
        private readonly Hl7Message _message;
        private int _index;

        internal Enumerator(Hl7Message message)
        {
            _message = message;
            _index = -1;
        }

        public readonly Hl7Segment Current => _message[_index];

        public bool MoveNext() => ++_index < _message._segments.Length;
    }

    private readonly record struct SegmentPlace(int Start, int Length);
}
