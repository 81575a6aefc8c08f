using System.Buffers;
using OrleansCare.Interop.Hl7.Text;

namespace OrleansCare.Interop.Hl7.Files;

/// <summary>
/// A file -> its messages: bare ones one after the other, in MLLP frames (0x0B ... 0x1C 0x0D), in batches (FHS BHS ... BTS FTS), in any mixture.
/// A message begins at MSH at the start of a line or frame. Every byte that is no white space belongs to exactly one piece.
/// </summary>
public static class Hl7Splitter
{
    private const byte FrameStart = 0x0B;
    private const byte FrameEnd = 0x1C;

    private static readonly SearchValues<byte> Boundaries = SearchValues.Create([(byte)'\r', (byte)'\n', FrameStart, FrameEnd]);

    public static IEnumerable<Hl7Piece> Split(ReadOnlyMemory<byte> file)
    {
        if (UnicodeForm.Of(file.Span) is { } unicode)
        {
            file = unicode.ToUtf8(file.Span);
        }

        var inFrame = false;
        for (var at = SkipBlank(file.Span, 0, ref inFrame); at < file.Length; at = SkipBlank(file.Span, at, ref inFrame))
        {
            var kind = KindAt(file.Span[at..]);
            var end = EndOf(file.Span, at, kind);
            if (kind == Hl7PieceKind.Message && inFrame && (end == file.Length || file.Span[end] != FrameEnd))
            {
                kind = Hl7PieceKind.Unfinished;
            }

            yield return new Hl7Piece(kind, file[at..end]);
            at = end;
        }
    }

    private static int SkipBlank(ReadOnlySpan<byte> file, int at, ref bool inFrame)
    {
        if (at == 0 && file.StartsWith("\uFEFF"u8))
        {
            at = "\uFEFF"u8.Length;
        }

        for (; at < file.Length && file[at] <= (byte)' '; at++)
        {
            inFrame = file[at] == FrameStart || (inFrame && file[at] != FrameEnd);
        }

        return at;
    }

    private static Hl7PieceKind KindAt(ReadOnlySpan<byte> rest) =>
        Begins(rest, "MSH"u8) ? Hl7PieceKind.Message
        : Begins(rest, "FHS"u8) || Begins(rest, "BHS"u8) || Begins(rest, "BTS"u8) || Begins(rest, "FTS"u8) ? Hl7PieceKind.BatchWrapper
        : Hl7PieceKind.Junk;

    private static int EndOf(ReadOnlySpan<byte> file, int at, Hl7PieceKind kind)
    {
        for (at++; at < file.Length; at++)
        {
            var next = file[at..].IndexOfAny(Boundaries);
            if (next < 0)
            {
                return file.Length;
            }

            at += next;
            var isFrame = file[at] is FrameStart or FrameEnd;
            if ((isFrame && kind != Hl7PieceKind.Junk) || kind == Hl7PieceKind.BatchWrapper || KindAt(file[(at + 1)..]) != Hl7PieceKind.Junk)
            {
                return at;
            }
        }

        return file.Length;
    }

    private static bool Begins(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> id) =>
        rest.StartsWith(id) && (rest.Length == id.Length || !char.IsAsciiLetterOrDigit((char)rest[id.Length]));
}
