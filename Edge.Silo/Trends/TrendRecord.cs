using System.Buffers.Binary;
using OrleansCare.Clinical.Codes;

namespace OrleansCare.Edge.Trends;

/// <summary>
/// A record of the log "trends", numbers little-endian:
/// record = episode (16 bytes, its hex key decoded) | minute (8 bytes, since 1970) | *point. No point: the stay has ended, nothing before counts.
/// point = vital (1 byte) | median | lowest | highest (4-byte floats, in the vital's own unit).
/// </summary>
internal static class TrendRecord
{
    private const int EpisodeBytes = 16;
    private const int HeadBytes = EpisodeBytes + sizeof(long);
    private const int PointBytes = 1 + (3 * sizeof(float));

    public static byte[] Write(string episode, TrendMinute minute)
    {
        var record = new byte[HeadBytes + (minute.Points.Count * PointBytes)];
        Convert.FromHexString(episode, record, out _, out _);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(EpisodeBytes), minute.Minute);
        var rest = record.AsSpan(HeadBytes);
        foreach (var (vital, point) in minute.Points)
        {
            rest[0] = (byte)vital;
            BinaryPrimitives.WriteSingleLittleEndian(rest[1..], point.Median);
            BinaryPrimitives.WriteSingleLittleEndian(rest[5..], point.Low);
            BinaryPrimitives.WriteSingleLittleEndian(rest[9..], point.High);
            rest = rest[PointBytes..];
        }

        return record;
    }

    public static (string Episode, TrendMinute Minute) Read(ReadOnlySpan<byte> record)
    {
        var points = new List<(Vital, TrendPoint)>();
        for (var rest = record[HeadBytes..]; rest.Length >= PointBytes; rest = rest[PointBytes..])
        {
            points.Add(((Vital)rest[0], new TrendPoint(
                BinaryPrimitives.ReadSingleLittleEndian(rest[1..]), BinaryPrimitives.ReadSingleLittleEndian(rest[5..]), BinaryPrimitives.ReadSingleLittleEndian(rest[9..]))));
        }

        return (Convert.ToHexStringLower(record[..EpisodeBytes]), new TrendMinute(BinaryPrimitives.ReadInt64LittleEndian(record[EpisodeBytes..]), points));
    }
}
