using System.Text.Json;
using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Alarms.Audit;

/// <summary>
/// The audit trail: append-only, encrypted like the Inputs, written in the turn of the Input it tells of and durable with the next sync. When it is full the
/// oldest are given up, counted by the log. A record is the entry as JSON.
/// </summary>
internal sealed class AuditLog(SegmentLog log) : IAsyncDisposable
{
    /// <returns>False: the log refuses. The Inputs log then refuses too and raises its alarm.</returns>
    public bool TryAdd(AuditEntry entry) => log.TryAppend(JsonSerializer.SerializeToUtf8Bytes(entry, AuditJson.Default.AuditEntry), out _) == AppendResult.Appended;

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
