using System.Buffers.Binary;
using System.Globalization;

namespace OrleansCare.Edge.Journal;

/// <summary>The bytes of a segment; drawn in README.md of this folder and held by a golden test. All numbers little-endian.</summary>
internal static class SegmentFormat
{
    public const int HeaderBytes = 64;
    public const int RecordHeaderBytes = 8;

    /// <summary>Cap before any buffer is made; no option may exceed it.</summary>
    public const int MaxStoredBytes = 16 << 20;

    public const string Extension = ".seg";
    public const string DamagedExtension = ".damaged";
    public const string UnfinishedExtension = ".tmp";

    private const uint Magic = 0x474C434F; // "OCLG"
    private const ushort Version = 1;
    private const ushort EncryptedFlag = 1;
    private const int CrcOffset = 28;
    private const int SaltOffset = 32;
    private const int NameDigits = 19;

    public static string FileName(LogPosition first) => first.Value.ToString("D" + NameDigits, CultureInfo.InvariantCulture) + Extension;

    public static bool TryParseFileName(string name, out LogPosition first)
    {
        var extension = Path.GetExtension(name);
        var known = extension is Extension or DamagedExtension;
        var parsed = long.TryParse(Path.GetFileNameWithoutExtension(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        first = new LogPosition(value);
        return known && parsed && value > 0;
    }

    /// <summary>header = magic version flags first created preamble-length crc salt; crc over all of it but itself, then the stored preamble.</summary>
    public static void WriteHeader(Span<byte> header, in SegmentHeader value, ReadOnlySpan<byte> storedPreamble)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], value.Encrypted ? EncryptedFlag : (ushort)0);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], value.First.Value);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], value.Created.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], storedPreamble.Length);
        value.Salt.Span.CopyTo(header[SaltOffset..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[CrcOffset..], Crc32C.Of(header[..CrcOffset], header[SaltOffset..HeaderBytes], storedPreamble));
    }

    /// <summary>Reads the fixed part; <see cref="HeaderIsWhole"/> tells whether it may be believed.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> header, out SegmentHeader value)
    {
        value = default;
        if (header.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic || BinaryPrimitives.ReadUInt16LittleEndian(header[4..]) != Version)
        {
            return false;
        }

        var preambleBytes = BinaryPrimitives.ReadInt32LittleEndian(header[24..]);
        var created = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
        if (preambleBytes < 0 || created < 0 || created > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return false;
        }

        value = new SegmentHeader(
            new LogPosition(BinaryPrimitives.ReadInt64LittleEndian(header[8..])),
            DateTimeOffset.FromUnixTimeMilliseconds(created),
            (BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) & EncryptedFlag) != 0,
            preambleBytes,
            header.Slice(SaltOffset, SegmentCipher.SaltBytes).ToArray());
        return true;
    }

    public static bool HeaderIsWhole(ReadOnlySpan<byte> header, ReadOnlySpan<byte> storedPreamble) =>
        BinaryPrimitives.ReadUInt32LittleEndian(header[CrcOffset..]) == Crc32C.Of(header[..CrcOffset], header[SaltOffset..HeaderBytes], storedPreamble);

    /// <summary>record = length crc stored; crc over length and stored, so that zeros are never a record.</summary>
    public static void FinishRecord(Span<byte> record)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record, record.Length - RecordHeaderBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Crc32C.Of(record[..4], record[RecordHeaderBytes..]));
    }

    public static int StoredLength(ReadOnlySpan<byte> recordHeader) => BinaryPrimitives.ReadInt32LittleEndian(recordHeader);

    public static bool RecordIsWhole(ReadOnlySpan<byte> record) =>
        BinaryPrimitives.ReadUInt32LittleEndian(record[4..]) == Crc32C.Of(record[..4], record[RecordHeaderBytes..]);
}

internal readonly record struct SegmentHeader(LogPosition First, DateTimeOffset Created, bool Encrypted, int PreambleBytes, ReadOnlyMemory<byte> Salt);
