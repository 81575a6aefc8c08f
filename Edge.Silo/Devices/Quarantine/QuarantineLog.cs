using System.Buffers;
using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>What could not enter the core, kept whole with the reasons, encrypted like the Inputs. When the log is full the oldest are given up, counted.</summary>
internal sealed class QuarantineLog(SegmentLog log) : IAsyncDisposable
{
    /// <summary>Longest record: the longest payload that any source lets in, and its reasons.</summary>
    public const int RecordBytes = 3 << 20;

    /// <param name="payload">Copied before the call returns.</param>
    /// <returns>False when the log would not keep it: then nobody may be told that it was received.</returns>
    public ValueTask<bool> AddAsync(QuarantineItem item, in ReadOnlySequence<byte> payload) => AppendAsync(QuarantineFormat.Write(item, payload));

    /// <summary>Notes that the entry went the ordinary way again. It stays.</summary>
    public ValueTask<bool> MarkAsync(long entry, in ReplayMark mark) => AppendAsync(QuarantineFormat.Write(entry, mark));

    /// <summary>Entries that pass the filter, the oldest first. Reads the disk: not in a grain's turn.</summary>
    public IReadOnlyList<QuarantineEntry> Read(QuarantineFilter filter)
    {
        var found = new Dictionary<long, QuarantineEntry>();
        using var reader = log.ReadFrom(new LogPosition(filter.Id ?? 1));
        while (reader.TryRead(out var record))
        {
            if (QuarantineFormat.TryReadReplay(record.Payload, out var id, out var mark))
            {
                if (found.TryGetValue(id, out var replayed))
                {
                    found[id] = replayed with { Replays = [.. replayed.Replays, mark] };
                }
            }
            else if (QuarantineFormat.ReadEntry(record.Position.Value, record.Payload, withPayload: filter.Id is not null) is { } entry && filter.Passes(entry))
            {
                found.Add(entry.Id, entry);
                filter.Trim(found);
            }
        }

        return [.. found.Values.Where(filter.PassesReplays).OrderBy(entry => entry.Id)];
    }

    public ValueTask DisposeAsync() => log.DisposeAsync();

    private ValueTask<bool> AppendAsync(byte[] record) =>
        log.TryAppend(record, out var position) == AppendResult.Appended ? DurableAsync(position) : ValueTask.FromResult(false);

    private async ValueTask<bool> DurableAsync(LogPosition position)
    {
        try
        {
            await log.WhenDurableAsync(position);
            return true;
        }
        catch (LogFaultedException)
        {
            return false;
        }
    }
}
