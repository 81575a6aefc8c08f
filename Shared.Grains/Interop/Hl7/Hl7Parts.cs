namespace OrleansCare.Interop.Hl7;

/// <summary>Walks the repetitions or components of a value.</summary>
public ref struct Hl7Parts
{
    private readonly byte _delimiter;
    private readonly ref readonly Hl7Delimiters _delimiters;
    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _current;
    private bool _ended;

    internal Hl7Parts(ReadOnlySpan<byte> raw, byte delimiter, ref readonly Hl7Delimiters delimiters)
    {
        _rest = raw;
        _delimiter = delimiter;
        _delimiters = ref delimiters;
    }

    public readonly Hl7Value Current => new(_current, in _delimiters);

    public readonly Hl7Parts GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_ended)
        {
            return false;
        }

        var at = _delimiter == 0 ? -1 : _rest.IndexOf(_delimiter);
        _ended = at < 0;
        _current = _ended ? _rest : _rest[..at];
        _rest = _ended ? [] : _rest[(at + 1)..];
        return true;
    }
}
