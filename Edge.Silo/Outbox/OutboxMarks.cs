using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace OrleansCare.Edge.Outbox;

/// <summary>
/// The last origin of each stream of one class: as taken (decides what is a repeat) and as durable (what a new segment's preamble may claim).
/// preamble = version chain count *(stream-length stream sequence ordinal)
/// </summary>
internal sealed class OutboxMarks(int maxStreams)
{
    private const byte Version = 1;
    private readonly Dictionary<string, Mark> _marks = [];
    private long _touches;

    public int Count => _marks.Count;

    /// <summary>Streams forgotten because there were too many.</summary>
    public long Evicted { get; private set; }

    public bool IsRepeat(in OutboxOrigin origin) =>
        _marks.TryGetValue(origin.Stream, out var mark) && (origin.Sequence, origin.Ordinal).CompareTo((mark.TakenSequence, mark.TakenOrdinal)) <= 0;

    public void Take(in OutboxOrigin origin)
    {
        if (_marks.Count >= maxStreams && !_marks.ContainsKey(origin.Stream))
        {
            ForgetLongestSilent();
        }

        ref var mark = ref CollectionsMarshal.GetValueRefOrAddDefault(_marks, origin.Stream, out _);
        (mark.TakenSequence, mark.TakenOrdinal, mark.Touched) = (origin.Sequence, origin.Ordinal, ++_touches);
    }

    public void Prove(in OutboxOrigin origin)
    {
        ref var mark = ref CollectionsMarshal.GetValueRefOrNullRef(_marks, origin.Stream);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref mark))
        {
            (mark.DurableSequence, mark.DurableOrdinal, mark.IsDurable) = (origin.Sequence, origin.Ordinal, true);
        }
    }

    public void Forget(string stream) => _marks.Remove(stream);

    public byte[] WritePreamble(ReadOnlySpan<byte> chain)
    {
        using var bytes = new MemoryStream();
        Span<byte> number = stackalloc byte[sizeof(long)];
        bytes.WriteByte(Version);
        bytes.Write(chain);
        BinaryPrimitives.WriteInt32LittleEndian(number, _marks.Values.Count(m => m.IsDurable));
        bytes.Write(number[..sizeof(int)]);
        foreach (var (stream, mark) in _marks.Where(pair => pair.Value.IsDurable))
        {
            var name = Encoding.UTF8.GetBytes(stream);
            bytes.WriteByte((byte)name.Length);
            bytes.Write(name);
            BinaryPrimitives.WriteInt64LittleEndian(number, mark.DurableSequence);
            bytes.Write(number);
            BinaryPrimitives.WriteInt32LittleEndian(number, mark.DurableOrdinal);
            bytes.Write(number[..sizeof(int)]);
        }

        return bytes.ToArray();
    }

    /// <returns>The chain at the preamble.</returns>
    public byte[] ReadPreamble(ReadOnlySpan<byte> preamble)
    {
        if (preamble[0] != Version)
        {
            throw new InvalidDataException($"Outbox preamble version {preamble[0]} is newer than this program.");
        }

        var chain = preamble.Slice(1, OutboxRecord.ChainBytes).ToArray();
        var rest = preamble[(1 + OutboxRecord.ChainBytes)..];
        var count = BinaryPrimitives.ReadInt32LittleEndian(rest);
        rest = rest[sizeof(int)..];
        for (var i = 0; i < count; i++)
        {
            var stream = Encoding.UTF8.GetString(rest.Slice(1, rest[0]));
            rest = rest[(1 + rest[0])..];
            var origin = new OutboxOrigin(stream, BinaryPrimitives.ReadInt64LittleEndian(rest), BinaryPrimitives.ReadInt32LittleEndian(rest[sizeof(long)..]));
            rest = rest[(sizeof(long) + sizeof(int))..];
            Take(origin);
            Prove(origin);
        }

        return chain;
    }

    private void ForgetLongestSilent()
    {
        // A quarter at once, so that the search is paid rarely.
        foreach (var (stream, _) in _marks.OrderBy(pair => pair.Value.Touched).Take(Math.Max(1, maxStreams / 4)).ToList())
        {
            _marks.Remove(stream);
            Evicted++;
        }
    }

    private struct Mark
    {
        public long TakenSequence;
        public int TakenOrdinal;
        public long DurableSequence;
        public int DurableOrdinal;
        public bool IsDurable;
        public long Touched;
    }
}
