using System.Buffers;

namespace OrleansCare.Edge.Outbox;

/// <param name="Sequence">1, 2, 3, ... within its class, never used twice.</param>
/// <param name="Payload">Lives until the batch is disposed.</param>
public readonly record struct OutboxItem(long Sequence, ReadOnlyMemory<byte> Payload);

public enum OutboxGapReason
{
    /// <summary>Given up to keep the size bound.</summary>
    Shed = 1,

    /// <summary>Lost to a damaged file.</summary>
    Damaged = 2,
}

/// <summary>Sequences that exist and will not be sent: the receiver counts them by reason, not as missing.</summary>
public readonly record struct OutboxGap(long From, long To, OutboxGapReason Reason);

/// <summary>Items of one class in sequence, without a gap inside.</summary>
public sealed class OutboxBatch : IDisposable
{
    private readonly List<OutboxItem> _items = [];
    private readonly byte[] _buffer;
    private readonly int _capacity;
    private int _used;

    internal OutboxBatch(OutboxClass itemClass, int capacity)
    {
        (Class, _capacity) = (itemClass, capacity);
        _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    }

    public OutboxClass Class { get; }

    /// <summary>What is absent directly before the first item.</summary>
    public OutboxGap? Gap { get; internal set; }

    /// <summary>Running hash of the class before the first item, behind the gap if there is one; 32 bytes. Each item makes it SHA-256(hash, payload).</summary>
    public ReadOnlyMemory<byte> ChainBefore { get; internal set; }

    public IReadOnlyList<OutboxItem> Items => _items;

    public int Bytes => _used;

    public void Dispose()
    {
        _items.Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    internal bool Fits(int bytes) => _used + bytes <= _capacity;

    internal void Add(long sequence, ReadOnlySpan<byte> payload)
    {
        payload.CopyTo(_buffer.AsSpan(_used));
        _items.Add(new OutboxItem(sequence, _buffer.AsMemory(_used, payload.Length)));
        _used += payload.Length;
    }
}
