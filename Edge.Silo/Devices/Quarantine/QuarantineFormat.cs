using System.Buffers;
using System.Text;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>
/// Records of the quarantine's log, little-endian; strings with a 7-bit encoded length.
/// Rejects = number (4) | each: reason (4), count (4), element (string).
/// Item = 1 | received at (8, microseconds) | device (string) | source (1) | form (1) | rejects | payload.
/// Replay = 2 | entry (8) | at (8) | outcome (1) | accepted (4) | quarantined (4) | ignored (4) | remaining rejects, absent in older records.
/// </summary>
internal static class QuarantineFormat
{
    private const byte ItemKind = 1;
    private const byte ReplayKind = 2;

    public static byte[] Write(QuarantineItem item, in ReadOnlySequence<byte> payload)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(ItemKind);
        writer.Write(item.ReceivedAt.UnixMicroseconds);
        writer.Write(item.Device);
        writer.Write((byte)item.Source);
        writer.Write((byte)item.Form);
        Write(writer, item.Rejects);
        foreach (var part in payload)
        {
            writer.Write(part.Span);
        }

        return bytes.ToArray();
    }

    public static byte[] Write(long entry, in ReplayMark mark)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(ReplayKind);
        writer.Write(entry);
        writer.Write(mark.At.UnixMicroseconds);
        writer.Write((byte)mark.Outcome);
        writer.Write(mark.Accepted);
        writer.Write(mark.Quarantined);
        writer.Write(mark.Ignored);
        if (mark.Remaining is { } remaining)
        {
            Write(writer, remaining);
        }

        return bytes.ToArray();
    }

    /// <returns>The entry without its replays, or null: the record is a replay's mark.</returns>
    public static QuarantineEntry? ReadEntry(long position, ReadOnlySpan<byte> record, bool withPayload)
    {
        if (record is not [ItemKind, ..])
        {
            return null;
        }

        using var bytes = new MemoryStream(record.ToArray());
        using var reader = new BinaryReader(bytes, Encoding.UTF8);
        reader.ReadByte();
        var receivedAt = new SiloTime(reader.ReadInt64());
        var device = reader.ReadString();
        var source = (DeviceSource)reader.ReadByte();
        var form = (KeptPayload)reader.ReadByte();
        var rejects = ReadRejects(reader);
        var payload = record[(int)bytes.Position..];
        return new QuarantineEntry(position, new QuarantineItem(device, source, form, rejects, receivedAt), payload.Length, withPayload ? payload.ToArray() : default, []);
    }

    public static bool TryReadReplay(ReadOnlySpan<byte> record, out long entry, out ReplayMark mark)
    {
        (entry, mark) = (0, default);
        if (record is not [ReplayKind, ..])
        {
            return false;
        }

        using var bytes = new MemoryStream(record[1..].ToArray());
        using var reader = new BinaryReader(bytes);
        entry = reader.ReadInt64();
        mark = new ReplayMark(new SiloTime(reader.ReadInt64()), (IntakeOutcome)reader.ReadByte(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), null);
        mark = mark with { Remaining = bytes.Position < bytes.Length ? ReadRejects(reader) : mark.Quarantined == 0 ? [] : null };
        return true;
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<Reject> rejects)
    {
        writer.Write(rejects.Count);
        foreach (var reject in rejects)
        {
            writer.Write((int)reject.Reason);
            writer.Write(reject.Count);
            writer.Write(reject.Element);
        }
    }

    private static Reject[] ReadRejects(BinaryReader reader)
    {
        var rejects = new Reject[reader.ReadInt32()];
        for (var i = 0; i < rejects.Length; i++)
        {
            var reason = (RejectReason)reader.ReadInt32();
            var count = reader.ReadInt32();
            rejects[i] = new Reject(reason, reader.ReadString(), count);
        }

        return rejects;
    }
}
