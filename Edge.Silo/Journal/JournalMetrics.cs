using System.Diagnostics.Metrics;

namespace OrleansCare.Edge.Journal;

/// <summary>Raw signals of all logs of a node, tagged with the log's name.</summary>
public sealed class JournalMetrics : IDisposable
{
    public const string MeterName = "OrleansCare.Edge.Journal";

    private const string LogTag = "log";
    private readonly Lock _gate = new();
    private readonly Meter _meter = new(MeterName);
    private readonly List<SegmentLog> _logs = [];
    private readonly Counter<long> _appendedRecords;
    private readonly Counter<long> _appendedBytes;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _damaged;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _cut;
    private readonly Counter<long> _faults;
    private readonly Histogram<double> _sync;

    public JournalMetrics()
    {
        _appendedRecords = _meter.CreateCounter<long>("journal.appended.records", "{record}", "Records made durable");
        _appendedBytes = _meter.CreateCounter<long>("journal.appended.bytes", "By", "Bytes made durable, framing included");
        _refused = _meter.CreateCounter<long>("journal.refused", "{record}", "Appends refused, by reason");
        _dropped = _meter.CreateCounter<long>("journal.dropped.records", "{record}", "Oldest records given up to keep the size bound");
        _damaged = _meter.CreateCounter<long>("journal.damaged.segments", "{segment}", "Segments in which a bad record was met");
        _lost = _meter.CreateCounter<long>("journal.lost.records", "{record}", "Durable records that can no longer be read");
        _cut = _meter.CreateCounter<long>("journal.cut.bytes", "By", "Torn tails cut when a log was opened");
        _faults = _meter.CreateCounter<long>("journal.faults", "{fault}", "Times the disk refused, by reason");
        _sync = _meter.CreateHistogram<double>("journal.sync.duration", "s", "Write and sync of one group of records");
        _meter.CreateObservableGauge("journal.bytes", () => Observe(log => log.Bytes), "By", "Size on disk");
        _meter.CreateObservableGauge("journal.segments", () => Observe(log => log.SegmentCount), "{segment}", "Files on disk");
        _meter.CreateObservableGauge("journal.pending.bytes", () => Observe(log => log.PendingBytes), "By", "Bytes waiting for the disk");
        _meter.CreateObservableGauge("journal.faulted", () => Observe(log => log.Fault is null ? 0 : 1), "{log}", "1 while the disk refuses");
    }

    public void Dispose() => _meter.Dispose();

    internal void Watch(SegmentLog log)
    {
        lock (_gate)
        {
            _logs.Add(log);
        }
    }

    internal void Forget(SegmentLog log)
    {
        lock (_gate)
        {
            _logs.Remove(log);
        }
    }

    internal void Synced(string log, long records, long bytes, TimeSpan took)
    {
        _appendedRecords.Add(records, Tag(log));
        _appendedBytes.Add(bytes, Tag(log));
        _sync.Record(took.TotalSeconds, Tag(log));
    }

    internal void Refused(string log, AppendResult reason) => _refused.Add(1, Tag(log), new("reason", NameOf(reason)));

    internal void Dropped(string log, long records) => _dropped.Add(records, Tag(log));

    internal void Damaged(string log, long lostRecords)
    {
        _damaged.Add(1, Tag(log));
        _lost.Add(lostRecords, Tag(log));
    }

    internal void Cut(string log, long bytes) => _cut.Add(bytes, Tag(log));

    internal void Faulted(string log, LogFaultReason reason) => _faults.Add(1, Tag(log), new("reason", reason == LogFaultReason.DiskFull ? "disk_full" : "device_error"));

    private static KeyValuePair<string, object?> Tag(string log) => new(LogTag, log);

    private static string NameOf(AppendResult reason) => reason switch
    {
        AppendResult.Behind => "behind",
        AppendResult.LogFull => "log_full",
        AppendResult.Faulted => "faulted",
        AppendResult.TooLarge => "too_large",
        _ => "closed",
    };

    private Measurement<long>[] Observe(Func<SegmentLog, long> value)
    {
        lock (_gate)
        {
            return [.. _logs.Select(log => new Measurement<long>(value(log), Tag(log.Name)))];
        }
    }
}
