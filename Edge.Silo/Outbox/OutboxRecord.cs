using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrleansCare.Edge.Outbox;

/// <summary>
/// An item in its log: record = version stream-length stream sequence ordinal chain payload. Chain is the running hash before this item and
/// stands directly before the payload, so that SHA-256 over the two together is the hash after it.
/// </summary>
internal static class OutboxRecord
{
    public const int ChainBytes = SHA256.HashSizeInBytes;
    public const int MaxStreamBytes = 200;
    public const int MaxHeadBytes = StreamOffset + MaxStreamBytes + sizeof(long) + sizeof(int) + ChainBytes;

    private const byte Version = 1;
    private const int StreamOffset = 2;

    public static int Write(Span<byte> record, in OutboxOrigin origin, ReadOnlySpan<byte> chain, ReadOnlySpan<byte> payload)
    {
        record[0] = Version;
        var streamBytes = Encoding.UTF8.GetBytes(origin.Stream, record[StreamOffset..]);
        record[1] = checked((byte)streamBytes);
        var rest = record[(StreamOffset + streamBytes)..];
        BinaryPrimitives.WriteInt64LittleEndian(rest, origin.Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(rest[sizeof(long)..], origin.Ordinal);
        rest = rest[(sizeof(long) + sizeof(int))..];
        chain.CopyTo(rest);
        payload.CopyTo(rest[ChainBytes..]);
        return record.Length - rest.Length + ChainBytes + payload.Length;
    }

    public static OutboxOrigin Origin(ReadOnlySpan<byte> record)
    {
        var rest = record[(StreamOffset + record[1])..];
        return new OutboxOrigin(
            Encoding.UTF8.GetString(record.Slice(StreamOffset, record[1])),
            BinaryPrimitives.ReadInt64LittleEndian(rest),
            BinaryPrimitives.ReadInt32LittleEndian(rest[sizeof(long)..]));
    }

    public static ReadOnlySpan<byte> Chain(ReadOnlySpan<byte> record) => ChainAndPayload(record)[..ChainBytes];

    public static ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> record) => ChainAndPayload(record)[ChainBytes..];

    public static byte[] ChainAfter(ReadOnlySpan<byte> record) => SHA256.HashData(ChainAndPayload(record));

    private static ReadOnlySpan<byte> ChainAndPayload(ReadOnlySpan<byte> record)
    {
        if (record[0] != Version)
        {
            throw new InvalidDataException($"Outbox record version {record[0]} is newer than this program.");
        }

        return record[(StreamOffset + record[1] + sizeof(long) + sizeof(int))..];
    }
}
