using System.Text;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Hl7;
using OrleansCare.Interop.Hl7.Files;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Hl7.Receipts;

namespace OrleansCare.Cli.Hl7;

/// <summary>Files -> checked messages, one at a time. Whatever a file holds, it gives at least one entry.</summary>
internal sealed class MessageChecker(Hl7Interpreter interpreter, TimeProvider time)
{
    private const long FileBytesAtMost = 1L << 30;
    private const int TypeAtMost = 40;

    public IEnumerable<CheckedMessage> Check(string file)
    {
        if (Read(file) is not { } bytes)
        {
            yield return CheckedMessage.Refused(file, 1, RejectReason.FileUnreadable);
            yield break;
        }

        var number = 0;
        foreach (var piece in Hl7Splitter.Split(bytes))
        {
            yield return Check(file, ++number, piece);
        }

        if (number == 0)
        {
            yield return CheckedMessage.Refused(file, 1, RejectReason.NoMessage);
        }
    }

    private CheckedMessage Check(string file, int number, Hl7Piece piece)
    {
        switch (piece.Kind)
        {
            case Hl7PieceKind.BatchWrapper:
                return new CheckedMessage(file, number, Encoding.ASCII.GetString(piece.Bytes.Span[..Hl7Segment.IdLength]), Receipt.LeftAside(IgnoreReason.BatchWrapper), null, null);
            case Hl7PieceKind.Junk:
                return CheckedMessage.Refused(file, number, RejectReason.NotHl7, "AR");
            case Hl7PieceKind.Unfinished:
                return CheckedMessage.Refused(file, number, RejectReason.FrameIncomplete);
        }

        if (!Hl7Message.TryParse(piece.Bytes, out var message, out var error))
        {
            return CheckedMessage.Refused(file, number, ReasonOf(error), "AR");
        }

        var interpretation = interpreter.Interpret(message, SiloTime.From(time.GetUtcNow()));
        var due = interpretation.Acknowledgements;
        return new CheckedMessage(file, number, TypeOf(message), interpretation.Receipt, due.None ? null : due.ToString(), interpretation);
    }

    private static string? TypeOf(Hl7Message message)
    {
        var type = message.Header[9].Raw;
        return type.IsEmpty ? null : string.Concat(Encoding.ASCII.GetString(type[..Math.Min(type.Length, TypeAtMost)]).Where(c => !char.IsControl(c)));
    }

    private static RejectReason ReasonOf(Hl7Error error) => error switch
    {
        Hl7Error.Delimiters => RejectReason.DelimitersUnusable,
        Hl7Error.TooLarge => RejectReason.TooLarge,
        _ => RejectReason.NotHl7,
    };

    /// <summary>Null: it cannot be read, or is larger than 1 GiB.</summary>
    private static byte[]? Read(string file)
    {
        try
        {
            return new FileInfo(file).Length > FileBytesAtMost ? null : File.ReadAllBytes(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }
}
