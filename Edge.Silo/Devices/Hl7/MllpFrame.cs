using System.Buffers;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>
/// Minimal Lower Layer Protocol (HL7 v2.9 Implementation Guide, appendix C):
/// block = 0x0B message 0x1C 0x0D. Bytes between blocks are not part of any message; a second 0x0B begins the message anew.
/// </summary>
internal static class MllpFrame
{
    public const byte Start = 0x0B;
    public const byte End = 0x1C;
    public const byte Return = 0x0D;

    /// <summary>Takes what is whole off the buffer.</summary>
    /// <param name="message">Between the marks; valid until the buffer is advanced.</param>
    /// <param name="junk">Bytes skipped that belong to no block.</param>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> message, out long junk)
    {
        message = default;
        if (buffer.PositionOf(Start) is not { } start)
        {
            junk = buffer.Length;
            buffer = buffer.Slice(buffer.End);
            return false;
        }

        junk = buffer.Slice(0, start).Length;
        buffer = buffer.Slice(start);
        var reader = new SequenceReader<byte>(buffer);
        reader.Advance(1);
        var begin = reader.Position;
        while (reader.TryAdvanceToAny([Start, End], advancePastDelimiter: false))
        {
            reader.TryPeek(out var mark);
            if (mark == Start)
            {
                junk += buffer.Slice(0, reader.Position).Length;
                buffer = buffer.Slice(reader.Position);
                reader = new SequenceReader<byte>(buffer);
                reader.Advance(1);
                begin = reader.Position;
                continue;
            }

            var end = reader.Position;
            reader.Advance(1);
            if (!reader.TryRead(out var last))
            {
                return false;
            }

            if (last == Return)
            {
                message = buffer.Slice(begin, end);
                buffer = buffer.Slice(reader.Position);
                return true;
            }

            reader.Rewind(1);
        }

        return false;
    }

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> message)
    {
        output.Write([Start]);
        output.Write(message);
        output.Write([End, Return]);
    }
}
