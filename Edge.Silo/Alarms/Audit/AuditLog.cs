using System.Text.Json;
using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Alarms.Audit;

/// <summary>
/// The audit trail: append-only, encrypted like the Inputs, written in the turn of the Input it tells of; whoever did it is answered when it is
/// durable. When it is full the oldest are given up. Refusals are counted by the log's own metrics. A record is the entry as JSON.
/// </summary>
internal sealed class AuditLog(SegmentLog log) : IAsyncDisposable
{
    private volatile bool _isTaking = true;

    /// <summary>Whether the last entry was taken and the disk does not refuse: otherwise every bed says that recording failed.</summary>
    public bool IsTaking => _isTaking && !IsRefused;

    /// <summary>The disk refuses.</summary>
    public bool IsRefused => log.Fault is not null;

    /// <returns>Where it stands; null: the log refuses.</returns>
    public LogPosition? Add(AuditEntry entry)
    {
        _isTaking = log.TryAppend(JsonSerializer.SerializeToUtf8Bytes(entry, AuditJson.Default.AuditEntry), out var position) == AppendResult.Appended;
        return _isTaking ? position : null;
    }

    /// <exception cref="LogFaultedException">The disk refuses: whoever waits must not count on it.</exception>
    public ValueTask WhenDurableAsync(LogPosition position) => log.WhenDurableAsync(position);

    /// <summary>Entries that pass, the newest of them up to <paramref name="most"/>, oldest first. Reads the disk: not in a grain's turn.</summary>
    public IReadOnlyList<AuditEntry> Read(Func<AuditEntry, bool> passes, int most)
    {
        var found = new Queue<AuditEntry>();
        using var reader = log.ReadFrom(new LogPosition(1));
        while (reader.TryRead(out var record))
        {
            if (JsonSerializer.Deserialize(record.Payload, AuditJson.Default.AuditEntry) is { } entry && passes(entry))
            {
                found.Enqueue(entry);
                if (found.Count > most)
                {
                    found.Dequeue();
                }
            }
        }

        return [.. found];
    }

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
