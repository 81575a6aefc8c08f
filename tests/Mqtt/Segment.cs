using System.Buffers;

namespace OrleansCare.Mqtt.Tests;

/// <summary>A buffer in several pieces, as sockets deliver it.</summary>
internal sealed class Segment : ReadOnlySequenceSegment<byte>
{
    public static ReadOnlySequence<byte> Of(params byte[][] parts)
    {
        var first = new Segment { Memory = parts[0] };
        Segment last = first;
        foreach (byte[] part in parts.Skip(1))
        {
            var next = new Segment { Memory = part, RunningIndex = last.RunningIndex + last.Memory.Length };
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
