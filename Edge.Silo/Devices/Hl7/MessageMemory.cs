using System.Buffers.Binary;
using System.Security.Cryptography;
using OrleansCare.Edge.Journal;
using OrleansCare.Interop.Hl7;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>
/// The newest messages by sender and control id (MSH-3, MSH-4, MSH-10) with a hash of their content and what was replied; older ones are given up,
/// counted. A log of its own brings them back after a restart; nobody waits for it: a message whose line a crash cut off is processed again, and what of it
/// had entered is known by its deliveries (<see cref="RecentDeliveries"/>).
/// </summary>
internal sealed class MessageMemory : IAsyncDisposable
{
    public const int MessagesAtMost = 65_536;

    private const int HashBytes = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, (UInt128 Content, IReadOnlyList<byte[]> Replies)> _messages = [];
    private readonly Queue<UInt128> _order = new();
    private readonly SegmentLog _log;
    private readonly Hl7Metrics _metrics;

    /// <summary>Reads the log: at the start, not in a grain's turn.</summary>
    public MessageMemory(SegmentLog log, Hl7Metrics metrics)
    {
        (_log, _metrics) = (log, metrics);
        using var reader = log.ReadFrom(log.OldestKept);
        while (reader.TryRead(out var record))
        {
            var (key, content, replies) = Read(record.Payload);
            Remember(key, content, replies);
        }
    }

    public static UInt128 KeyOf(Hl7Message message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in (ReadOnlySpan<int>)[3, 4, 10])
        {
            hash.AppendData(message.Header[field].Raw);
            hash.AppendData([0]);
        }

        return Shorten(hash.GetHashAndReset());
    }

    public static UInt128 ContentOf(Hl7Message message) => Shorten(SHA256.HashData(message.Bytes.Span));

    /// <returns>Null: not seen. Else whether it is the same message again, and what was replied then.</returns>
    public (bool IsSame, IReadOnlyList<byte[]> Replies)? Find(UInt128 key, UInt128 content)
    {
        lock (_gate)
        {
            return _messages.TryGetValue(key, out var known) ? (known.Content == content, known.Replies) : null;
        }
    }

    public void Add(UInt128 key, UInt128 content, IReadOnlyList<byte[]> replies)
    {
        if (_log.TryAppend(Write(key, content, replies), out _) != AppendResult.Appended)
        {
            _metrics.Forgot("unlogged");
        }

        if (Remember(key, content, replies))
        {
            _metrics.Forgot("bound");
        }
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    /// <returns>Whether an older one was given up for it.</returns>
    private bool Remember(UInt128 key, UInt128 content, IReadOnlyList<byte[]> replies)
    {
        lock (_gate)
        {
            if (!_messages.TryAdd(key, (content, replies)))
            {
                return false;
            }

            _order.Enqueue(key);
            return _order.Count > MessagesAtMost && _messages.Remove(_order.Dequeue());
        }
    }

    /// <summary>Record = key (16 bytes LE) | content (16 bytes LE) | *(length of a reply (4 bytes LE) | reply).</summary>
    private static byte[] Write(UInt128 key, UInt128 content, IReadOnlyList<byte[]> replies)
    {
        var record = new byte[(2 * HashBytes) + replies.Sum(reply => sizeof(int) + reply.Length)];
        BinaryPrimitives.WriteUInt128LittleEndian(record, key);
        BinaryPrimitives.WriteUInt128LittleEndian(record.AsSpan(HashBytes), content);
        var at = record.AsSpan(2 * HashBytes);
        foreach (var reply in replies)
        {
            BinaryPrimitives.WriteInt32LittleEndian(at, reply.Length);
            reply.CopyTo(at[sizeof(int)..]);
            at = at[(sizeof(int) + reply.Length)..];
        }

        return record;
    }

    private static (UInt128 Key, UInt128 Content, IReadOnlyList<byte[]> Replies) Read(ReadOnlySpan<byte> record)
    {
        var replies = new List<byte[]>();
        for (var at = record[(2 * HashBytes)..]; !at.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(at);
            replies.Add(at.Slice(sizeof(int), length).ToArray());
            at = at[(sizeof(int) + length)..];
        }

        return (BinaryPrimitives.ReadUInt128LittleEndian(record), BinaryPrimitives.ReadUInt128LittleEndian(record[HashBytes..]), replies);
    }

    private static UInt128 Shorten(byte[] hash) => new(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash, 8));
}
