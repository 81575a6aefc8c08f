using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansCare.Edge.Journal;
using OrleansCare.TestKit;

namespace OrleansCare.Edge.Tests.Journal;

internal static class LogFixture
{
    public static readonly JournalMetrics Metrics = new();

    public static SegmentLogOptions Options(string directory = "/log", long segmentBytes = 1024, long maxBytes = 1 << 20, int pendingBytes = 64 << 10, byte[]? key = null, WhenLogFull whenFull = WhenLogFull.Refuse) => new()
    {
        Name = "test",
        Directory = directory,
        SegmentBytes = segmentBytes,
        MaxBytes = maxBytes,
        PendingBytes = pendingBytes,
        MaxRecordBytes = Math.Min(pendingBytes / 2, 4096),
        NodeKey = key,
        WhenFull = whenFull,
    };

    public static SegmentLog Open(ILogFileSystem disk, SegmentLogOptions? options = null, TimeProvider? time = null) =>
        SegmentLog.Open(options ?? Options(), disk, time ?? new ManualTime(), Metrics, NullLogger.Instance);

    public static LogPosition Append(this SegmentLog log, string text)
    {
        Assert.Equal(AppendResult.Appended, log.TryAppend(Encoding.UTF8.GetBytes(text), out var position));
        return position;
    }

    public static async Task AppendDurably(this SegmentLog log, params IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            await log.WhenDurableAsync(log.Append(text)).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    public static List<(long Position, string Text)> ReadAll(this SegmentLog log, long from = 1)
    {
        using var reader = log.ReadFrom(new LogPosition(from));
        return reader.ReadRest();
    }

    public static List<(long Position, string Text)> ReadRest(this LogReader reader)
    {
        var all = new List<(long, string)>();
        while (reader.TryRead(out var record))
        {
            all.Add((record.Position.Value, Encoding.UTF8.GetString(record.Payload)));
        }

        return all;
    }

    public static IEnumerable<string> Texts(int count, int from = 1) => Enumerable.Range(from, count).Select(i => $"record {i} of this log");
}
