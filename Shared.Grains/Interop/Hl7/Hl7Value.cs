using OrleansCare.Interop.Hl7.Text;

namespace OrleansCare.Interop.Hl7;

/// <summary>
/// A field, repetition, component or subcomponent as it stands in the message: bytes, not yet unescaped, nothing copied.
/// Absent parts are empty values, so that reading <c>field.Component(4).Subcomponent(2)</c> needs no checks.
/// </summary>
public readonly ref struct Hl7Value
{
    private readonly ref readonly Hl7Delimiters _delimiters;

    internal Hl7Value(ReadOnlySpan<byte> raw, ref readonly Hl7Delimiters delimiters)
    {
        Raw = raw;
        _delimiters = ref delimiters;
    }

    public ReadOnlySpan<byte> Raw { get; }

    /// <summary>Nothing was said: whatever is known stays. Not the same as <see cref="IsNull"/>.</summary>
    public bool IsEmpty => Raw.IsEmpty;

    /// <summary><c>""</c>: the sender wants what is known to be deleted (v2.9 section 2.5.3.1).</summary>
    public bool IsNull => Raw is [(byte)'"', (byte)'"'];

    public bool HasContent => !IsEmpty && !IsNull;

    /// <summary>Of a field. Splitting an empty field gives one empty repetition.</summary>
    public Hl7Parts Repetitions => new(Raw, Raw.IsEmpty ? (byte)0 : _delimiters.Repetition, in _delimiters);

    /// <summary>Of a field's first repetition, or of a repetition.</summary>
    public Hl7Parts Components => new(Repetition(1).Raw, Raw.IsEmpty ? (byte)0 : _delimiters.Component, in _delimiters);

    /// <param name="number">From 1.</param>
    public Hl7Value Repetition(int number) => Raw.IsEmpty ? this : Part(Raw, _delimiters.Repetition, number);

    /// <param name="number">From 1; of the first repetition.</param>
    public Hl7Value Component(int number) => Raw.IsEmpty ? this : Part(Repetition(1).Raw, _delimiters.Component, number);

    /// <param name="number">From 1; of the first component.</param>
    public Hl7Value Subcomponent(int number) => Raw.IsEmpty ? this : Part(Component(1).Raw, _delimiters.Subcomponent, number);

    public bool Is(ReadOnlySpan<byte> text) => Raw.SequenceEqual(text);

    /// <summary>Unescaped, in the message's character set.</summary>
    public string ToText(Hl7CharacterSet characterSet) => Raw.IsEmpty ? "" : Hl7Text.Decode(Raw, in _delimiters, characterSet);

    private Hl7Value Part(ReadOnlySpan<byte> raw, byte delimiter, int number)
    {
        if (delimiter == 0)
        {
            return new Hl7Value(number == 1 ? raw : [], in _delimiters);
        }

        for (; number > 1; number--)
        {
            var at = raw.IndexOf(delimiter);
            if (at < 0)
            {
                return new Hl7Value([], in _delimiters);
            }

            raw = raw[(at + 1)..];
        }

        var end = raw.IndexOf(delimiter);
        return new Hl7Value(end < 0 ? raw : raw[..end], in _delimiters);
    }
}
