using System.Text;

namespace OrleansCare.Interop.Hl7.Text;

/// <summary>
/// What MSH-18 says of the bytes (table 0211). Sets whose second bytes can look like delimiters (BIG-5, GB 18030, ISO IR87, ...) are not read:
/// the message is refused by name rather than split at the wrong places.
/// </summary>
public sealed class Hl7CharacterSet
{
    public static readonly Hl7CharacterSet Ascii = new("ASCII", Encoding.Latin1);
    public static readonly Hl7CharacterSet Utf8 = new("UNICODE UTF-8", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    private static readonly Dictionary<string, Hl7CharacterSet> Known = MakeKnown();

    private readonly Encoding? _encoding;

    private Hl7CharacterSet(string name, Encoding? encoding, bool isAssumed = false)
    {
        Name = name;
        _encoding = encoding;
        IsAssumed = isAssumed;
    }

    /// <summary>As in table 0211; of an unsupported one nothing is known but that it is.</summary>
    public string Name { get; }

    public bool IsSupported => _encoding is not null;

    /// <summary>The bytes are not what MSH-18 says, or it says nothing and they are not ASCII.</summary>
    public bool IsAssumed { get; }

    public Encoding Encoding => _encoding ?? Encoding.Latin1;

    internal static Hl7CharacterSet Of(Hl7Message message, UnicodeForm? unicode)
    {
        if (unicode is not null)
        {
            return Utf8;
        }

        var declared = message.Header[18].Repetition(1).Raw;
        if (declared.IsEmpty || declared.SequenceEqual("ASCII"u8) || declared.StartsWith("ISO IR6"u8))
        {
            return Ascii7(message.Bytes.Span);
        }

        var name = Encoding.ASCII.GetString(declared[..Math.Min(declared.Length, 40)]).Trim().ToUpperInvariant();
        return Known.TryGetValue(name, out var known) ? known : new Hl7CharacterSet("unsupported", encoding: null);
    }

    private static Hl7CharacterSet Ascii7(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Ascii.IsValid(bytes))
        {
            return Ascii;
        }

        return System.Text.Unicode.Utf8.IsValid(bytes)
            ? new Hl7CharacterSet(Utf8.Name, Utf8.Encoding, isAssumed: true)
            : new Hl7CharacterSet("8859/1", Encoding.Latin1, isAssumed: true);
    }

    /// <summary>.NET has no 8859/10, 8859/12, 8859/14 and 8859/16; 8859/11 is Thai, which its page 874 contains.</summary>
    private static Dictionary<string, Hl7CharacterSet> MakeKnown()
    {
        var known = new Dictionary<string, Hl7CharacterSet>(StringComparer.Ordinal)
        {
            ["UNICODE UTF-8"] = Utf8,
            ["UTF-8"] = Utf8,
            ["UTF8"] = Utf8,
            ["UNICODE"] = new(Utf8.Name, Utf8.Encoding, isAssumed: true),
            ["UNICODE UTF-16"] = new(Utf8.Name, Utf8.Encoding, isAssumed: true),
            ["UNICODE UTF-32"] = new(Utf8.Name, Utf8.Encoding, isAssumed: true),
            ["8859/1"] = new("8859/1", Encoding.Latin1),
        };
        foreach (var part in (int[])[2, 3, 4, 5, 6, 7, 8, 9, 13, 15])
        {
            known[$"8859/{part}"] = new($"8859/{part}", Page(28590 + part));
        }

        known["8859/11"] = new("8859/11", Page(874));
        foreach (var part in (int[])[1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 15])
        {
            known[$"ISO 8859-{part}"] = known[$"ISO-8859-{part}"] = known[$"8859/{part}"];
        }

        return known;
    }

    private static Encoding Page(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;
}
