using System.Text;

namespace OrleansCare.Interop.Hl7.Text;

/// <summary>A message in UTF-16 or UTF-32, recognised by its byte order mark or by the zeros between M, S and H.</summary>
internal sealed class UnicodeForm
{
    private static readonly UnicodeForm Utf16Big = new(Encoding.BigEndianUnicode);
    private static readonly UnicodeForm Utf16Little = new(Encoding.Unicode);
    private static readonly UnicodeForm Utf32Big = new(new UTF32Encoding(bigEndian: true, byteOrderMark: false));
    private static readonly UnicodeForm Utf32Little = new(Encoding.UTF32);

    private readonly Encoding _encoding;

    private UnicodeForm(Encoding encoding) => _encoding = encoding;

    /// <summary>Null: one byte a character, as far as the header goes.</summary>
    public static UnicodeForm? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [(byte)'M', 0, 0, 0, (byte)'S', 0, 0, 0, ..] => Utf32Little,
        [0, 0, 0xFE, 0xFF, ..] or [0, 0, 0, (byte)'M', 0, 0, 0, (byte)'S', ..] => Utf32Big,
        [0xFF, 0xFE, ..] or [(byte)'M', 0, (byte)'S', 0, ..] => Utf16Little,
        [0xFE, 0xFF, ..] or [0, (byte)'M', 0, (byte)'S', ..] => Utf16Big,
        _ => null,
    };

    public byte[] ToUtf8(ReadOnlySpan<byte> bytes) => Encoding.Convert(_encoding, Encoding.UTF8, bytes.ToArray());
}
