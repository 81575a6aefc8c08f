using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace OrleansCare.Interop.Hl7.Writing;

/// <summary>
/// Writes messages, escaped. One goes to a place (<see cref="Field"/>, <see cref="Component"/>, ...) and writes; delimiters come before the next thing
/// that is written, so that nothing trails. Places only grow within a segment.
/// <code>
/// var writer = new Hl7Writer(buffer, Hl7Delimiters.Usual);
/// writer.Segment("OBX"u8).Field(3).Number(147842).Component(2).Text("MDC_ECG_HEART_RATE").Field(5).Number(72);
/// writer.End();
/// </code>
/// </summary>
public sealed class Hl7Writer
{
    private const byte SegmentEnd = (byte)'\r';
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly IBufferWriter<byte> _output;
    private readonly Encoding _encoding;
    private Hl7Delimiters _delimiters;
    private Place _written;
    private Place _place;
    private bool _isOpen;

    /// <param name="encoding">Of text; UTF-8 unless given. It must agree with the MSH-18 that is written.</param>
    public Hl7Writer(IBufferWriter<byte> output, Hl7Delimiters delimiters, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        _delimiters = delimiters;
        _encoding = encoding ?? Utf8;
    }

    /// <summary>Ends the one before. MSH, FHS and BHS get their first two fields; go on with field 3.</summary>
    public Hl7Writer Segment(ReadOnlySpan<byte> id)
    {
        if (id.Length != Hl7Segment.IdLength)
        {
            throw new ArgumentException("A segment's id has three characters.", nameof(id));
        }

        End();
        _output.Write(id);
        (_written, _place, _isOpen) = (Place.Start, Place.Start, true);
        if (id.SequenceEqual("MSH"u8) || id.SequenceEqual("FHS"u8) || id.SequenceEqual("BHS"u8))
        {
            Span<byte> characters = stackalloc byte[5];
            _output.Write([_delimiters.Field]);
            _output.Write(characters[.._delimiters.WriteEncodingCharacters(characters)]);
            _written = _place = Place.Start with { Field = 2 };
        }

        return this;
    }

    /// <summary>Ends the segment; nothing happens when none is open.</summary>
    public void End()
    {
        if (_isOpen)
        {
            _output.Write([SegmentEnd]);
            _isOpen = false;
        }
    }

    public Hl7Writer Field(int number) => GoTo(new Place(number, 1, 1, 1));

    public Hl7Writer Repetition(int number) => GoTo(_place with { Repetition = number, Component = 1, Subcomponent = 1 });

    public Hl7Writer Component(int number) => GoTo(_place with { Component = number, Subcomponent = 1 });

    public Hl7Writer Subcomponent(int number) => GoTo(_place with { Subcomponent = number });

    public Hl7Writer Text(string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            Text(_encoding.GetBytes(text));
        }

        return this;
    }

    /// <param name="text">In the writer's encoding, not escaped.</param>
    public Hl7Writer Text(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            Arrive();
            Hl7Escape.Write(text, in _delimiters, _output);
        }

        return this;
    }

    public Hl7Writer Number(long value)
    {
        Arrive();
        Utf8Formatter.TryFormat(value, _output.GetSpan(20), out var length);
        _output.Advance(length);
        return this;
    }

    /// <summary>The shortest digits that read back as the same number, never with an exponent (v2.9 section 2.A.47, NM).</summary>
    public Hl7Writer Number(double value) => double.IsFinite(value)
        ? Text(Plain(value))
        : throw new ArgumentOutOfRangeException(nameof(value), value, "HL7 has no infinities.");

    /// <summary>Bytes of a message with the same delimiters and character set, taken over with their escapes.</summary>
    public Hl7Writer Raw(ReadOnlySpan<byte> raw)
    {
        if (!raw.IsEmpty)
        {
            Arrive();
            _output.Write(raw);
        }

        return this;
    }

    /// <summary><c>""</c>.</summary>
    public Hl7Writer Null() => Raw("\"\""u8);

    public Hl7Writer Time(DateTimeOffset time) => Text(time.ToString("yyyyMMddHHmmss.fff", CultureInfo.InvariantCulture) + Offset(time.Offset));

    private static string Offset(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", CultureInfo.InvariantCulture);

    private static string Plain(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? value.ToString("0.#############################", CultureInfo.InvariantCulture) : text;
    }

    private Hl7Writer GoTo(Place place)
    {
        if (!_isOpen)
        {
            throw new InvalidOperationException("Begin a segment first.");
        }

        if (place.CompareTo(_written) < 0)
        {
            throw new InvalidOperationException("Fields are written from left to right.");
        }

        _place = place;
        return this;
    }

    private void Arrive()
    {
        Repeat(_delimiters.Field, _place.Field - _written.Field);
        var here = _place.Field > _written.Field ? new Place(_place.Field, 1, 1, 1) : _written;
        Repeat(_delimiters.Repetition, _place.Repetition - here.Repetition);
        here = _place.Repetition > here.Repetition ? here with { Component = 1, Subcomponent = 1 } : here;
        Repeat(_delimiters.Component, _place.Component - here.Component);
        here = _place.Component > here.Component ? here with { Subcomponent = 1 } : here;
        Repeat(_delimiters.Subcomponent, _place.Subcomponent - here.Subcomponent);
        _written = _place;
    }

    private void Repeat(byte delimiter, int count)
    {
        if (count > 0 && delimiter == 0)
        {
            throw new InvalidOperationException("The message's delimiters have none for this place.");
        }

        for (; count > 0; count--)
        {
            _output.Write([delimiter]);
        }
    }

    private readonly record struct Place(int Field, int Repetition, int Component, int Subcomponent) : IComparable<Place>
    {
        public static readonly Place Start = new(0, 1, 1, 1);

        public int CompareTo(Place other) =>
            (Field, Repetition, Component, Subcomponent).CompareTo((other.Field, other.Repetition, other.Component, other.Subcomponent));
    }
}
