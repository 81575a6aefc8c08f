using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OrleansCare.Edge.Journal;

/// <summary>Records between their append and the disk: pending = *(length payload). One is filled while the other is written.</summary>
internal sealed class PendingBatch(int capacity)
{
    private readonly byte[] _buffer = new byte[capacity];

    public LogPosition First { get; private set; }

    public int Count { get; private set; }

    public int Used { get; private set; }

    /// <summary>Made by the first who waits for a record of this batch.</summary>
    public TaskCompletionSource? Waiters { get; set; }

    public bool Fits(int payloadBytes) => Used + sizeof(int) + payloadBytes <= _buffer.Length;

    public void Begin(LogPosition first) => First = first;

    public void Add(ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(Used), payload.Length);
        payload.CopyTo(_buffer.AsSpan(Used + sizeof(int)));
        Used += sizeof(int) + payload.Length;
        Count++;
    }

    /// <summary>The record at an offset between <see cref="Written"/> and <see cref="Used"/>, and the offset after it.</summary>
    public ReadOnlySpan<byte> PayloadAt(int offset, out int after)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(offset));
        after = offset + sizeof(int) + length;
        return _buffer.AsSpan(offset + sizeof(int), length);
    }

    /// <summary>Offset of the first record that is not durable yet: a retry starts here.</summary>
    public int Written { get; set; }

    public void Reset()
    {
        CryptographicOperations.ZeroMemory(_buffer.AsSpan(0, Used));
        Used = 0;
        Count = 0;
        Written = 0;
        Waiters = null;
    }
}
