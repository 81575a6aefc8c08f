using System.Buffers.Binary;
using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Outbox;

/// <summary>How far the receiver has acknowledged a class. cursor = magic crc acknowledged chain; replaced as a whole by rename.</summary>
internal sealed class OutboxCursor(ILogFileSystem files, string directory)
{
    private const uint Magic = 0x5255434F; // "OCUR"
    private const int CrcOffset = 4;
    private const int SequenceOffset = 8;
    private const int ChainOffset = 16;
    private const int FileBytes = ChainOffset + OutboxRecord.ChainBytes;

    private readonly string _path = Path.Combine(directory, "cursor");

    public long Acknowledged { get; private set; }

    /// <summary>Empty when unknown.</summary>
    public byte[] Chain { get; private set; } = new byte[OutboxRecord.ChainBytes];

    /// <summary>False when the file is there and not to be believed: everything kept is offered again, receivers recognise repeats.</summary>
    public bool TryLoad()
    {
        files.CreateDirectory(directory);
        if (!files.List(directory).Contains(_path))
        {
            return true;
        }

        using var file = files.Open(_path);
        var bytes = new byte[FileBytes];
        if (file.Length != FileBytes || file.Read(bytes, 0) != FileBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(CrcOffset)) != Crc32C.Of(bytes.AsSpan(SequenceOffset)))
        {
            return false;
        }

        Acknowledged = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(SequenceOffset));
        Chain = IsUnknown(bytes.AsSpan(ChainOffset)) && Acknowledged > 0 ? [] : bytes[ChainOffset..];
        return true;
    }

    public void Store(long acknowledged, byte[] chain)
    {
        var bytes = new byte[FileBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(SequenceOffset), acknowledged);
        chain.CopyTo(bytes, ChainOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(CrcOffset), Crc32C.Of(bytes.AsSpan(SequenceOffset)));
        var unfinished = _path + SegmentFormat.UnfinishedExtension;
        using (var file = files.Create(unfinished))
        {
            file.Write(bytes, 0);
            file.Sync();
        }

        files.Rename(unfinished, _path);
        files.SyncDirectory(directory);
        (Acknowledged, Chain) = (acknowledged, chain);
    }

    private static bool IsUnknown(ReadOnlySpan<byte> chain) => !chain.ContainsAnyExcept((byte)0);
}
