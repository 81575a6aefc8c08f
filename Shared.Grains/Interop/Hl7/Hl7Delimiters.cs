namespace OrleansCare.Interop.Hl7;

/// <summary>
/// The characters that MSH-1 and MSH-2 define (v2.9 section 2.5.4). One that MSH-2 leaves out is 0 and never found; the truncation character exists since v2.7.
/// </summary>
public readonly record struct Hl7Delimiters(byte Field, byte Component, byte Repetition, byte Escape, byte Subcomponent, byte Truncation = 0)
{
    private const int EncodingCharactersAtMost = 5;

    public static readonly Hl7Delimiters Usual = new((byte)'|', (byte)'^', (byte)'~', (byte)'\\', (byte)'&');

    /// <param name="header">A segment whose second field holds the encoding characters: MSH, FHS or BHS.</param>
    public static bool TryRead(ReadOnlySpan<byte> header, out Hl7Delimiters delimiters)
    {
        delimiters = default;
        if (header.Length < 5)
        {
            return false;
        }

        var field = header[3];
        var characters = header[4..];
        var end = characters.IndexOf(field);
        characters = end < 0 ? characters : characters[..end];
        if (characters.IsEmpty || characters.Length > EncodingCharactersAtMost || !AreApart(field, characters))
        {
            return false;
        }

        delimiters = new Hl7Delimiters(field, At(characters, 0), At(characters, 1), At(characters, 2), At(characters, 3), At(characters, 4));
        return true;
    }

    /// <summary>MSH-2 as it is written.</summary>
    public int WriteEncodingCharacters(Span<byte> destination)
    {
        var count = 0;
        foreach (var character in (ReadOnlySpan<byte>)[Component, Repetition, Escape, Subcomponent, Truncation])
        {
            if (character != 0)
            {
                destination[count++] = character;
            }
        }

        return count;
    }

    private static byte At(ReadOnlySpan<byte> characters, int index) => index < characters.Length ? characters[index] : (byte)0;

    private static bool AreApart(byte field, ReadOnlySpan<byte> characters)
    {
        for (var i = 0; i < characters.Length; i++)
        {
            if (!CanDelimit(characters[i]) || characters[i] == field || characters[(i + 1)..].Contains(characters[i]))
            {
                return false;
            }
        }

        return CanDelimit(field);
    }

    private static bool CanDelimit(byte character) => character is > 0x20 and < 0x7F && !char.IsAsciiLetterOrDigit((char)character);
}
