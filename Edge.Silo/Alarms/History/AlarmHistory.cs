using Google.Protobuf;
using OrleansCare.Contracts.History;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Strips;

namespace OrleansCare.Edge.Alarms.History;

/// <summary>
/// Every alarm of this node with its transitions and its strip, on disk in two logs, by id in memory. An alarm, its transitions and its strip are given
/// up together, oldest first: when there are more than <paramref name="mostAlarms"/>, or when either log had to drop what it holds of them.
/// </summary>
/// <param name="log">HistoryRecord per record.</param>
/// <param name="strips">Strip per record.</param>
internal sealed class AlarmHistory(SegmentLog log, SegmentLog strips, int mostAlarms, HistoryMetrics metrics) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<AlarmEntry> _entries = [];
    private readonly Dictionary<string, AlarmEntry> _byId = [];
    private readonly Dictionary<string, List<Strip>> _interrupted = [];

    /// <summary>Reads what the last stop left. Touches the disk; once, before any stay is activated.</summary>
    public void Recover()
    {
        using var reader = log.ReadFrom(log.OldestKept);
        while (reader.TryRead(out var read))
        {
            var record = HistoryRecord.Parser.ParseFrom(read.Payload);
            if (record.Transition is { } transition)
            {
                Remember(transition, read.Position);
            }
            else if (record.Strip is { } strip && _byId.TryGetValue(strip.Alarm, out var entry))
            {
                entry.Add(strip);
            }
        }

        Trim();
        foreach (var entry in _entries.Where(entry => entry is { IsStripFinished: false } && entry.Strip > LogPosition.None))
        {
            if (ReadStrip(entry.Strip) is { } strip)
            {
                (_interrupted.TryGetValue(entry.Alarm.Patient, out var open) ? open : _interrupted[entry.Alarm.Patient] = []).Add(strip);
            }
        }
    }

    /// <summary>The strips of this stay that the last stop interrupted; once, when it is activated.</summary>
    public IReadOnlyList<Strip> TakeInterrupted(string patient)
    {
        lock (_gate)
        {
            return _interrupted.Remove(patient, out var strips) ? strips : [];
        }
    }

    /// <summary>Every stay of the ward has been brought back: the strips of all others stay as they are.</summary>
    public void EndRecovery()
    {
        foreach (var strip in _interrupted.Values.SelectMany(strips => strips))
        {
            strip.Incomplete = StripReasons.Stopped;
            Keep(strip, complete: true);
        }

        _interrupted.Clear();
    }

    /// <summary>Takes one revision; nothing happens when it is known (a restart derives the newest again).</summary>
    public void Record(Transition transition)
    {
        lock (_gate)
        {
            if (_byId.TryGetValue(transition.Alarm.Id, out var known) && known.Alarm.Revision >= transition.Alarm.Revision)
            {
                return;
            }

            log.TryAppend(new HistoryRecord { Transition = transition }.ToByteArray(), out var position);
            Remember(transition, position > LogPosition.None ? position : log.LastAppended);
        }
    }

    /// <summary>Keeps the alarm's strip; a later one takes the place of an earlier one.</summary>
    /// <param name="complete">No later one will come.</param>
    public void Keep(Strip strip, bool complete)
    {
        if (strips.TryAppend(strip.ToByteArray(), out var position) != AppendResult.Appended)
        {
            metrics.StripNotKept();
            return;
        }

        var kept = new StripKept { Alarm = strip.Alarm.Id, Position = position.Value, Complete = complete, Incomplete = strip.Incomplete };
        lock (_gate)
        {
            log.TryAppend(new HistoryRecord { Strip = kept }.ToByteArray(), out _);
            if (_byId.TryGetValue(kept.Alarm, out var entry))
            {
                entry.Add(kept);
            }
        }
    }


    /// <summary>The last detected first. Never waits for the disk, and nothing waits for whoever goes through it.</summary>
    public IEnumerable<AlarmEntry> Newest()
    {
        AlarmEntry[] entries;
        lock (_gate)
        {
            entries = [.. _entries];
        }

        return entries.Reverse();
    }

    public bool HasStrip(string id) => Find(id, entry => entry.Strip) > LogPosition.None;

    /// <returns>The default when there is no such alarm.</returns>
    public T? Find<T>(string id, Func<AlarmEntry, T> read)
    {
        lock (_gate)
        {
            return _byId.TryGetValue(id, out var entry) ? read(entry) : default;
        }
    }

    /// <summary>Waits for the strip to be on disk and reads it; null when the alarm has none. Touches the disk.</summary>
    public async Task<Strip?> ReadStripAsync(string id, CancellationToken cancellationToken)
    {
        var position = Find(id, entry => entry.Strip);
        if (position == LogPosition.None)
        {
            return null;
        }

        await strips.WhenDurableAsync(position, cancellationToken);
        return ReadStrip(position);
    }

    /// <summary>Gives up what is beyond the bounds, in memory and on disk. Touches the disk.</summary>
    public void Trim()
    {
        LogPosition first, firstStrip;
        lock (_gate)
        {
            var stripsFrom = strips.OldestKept;
            var gone = Math.Max(0, _entries.Count - mostAlarms);
            while (gone < _entries.Count && IsLost(_entries[gone], stripsFrom))
            {
                gone++;
            }

            foreach (var entry in _entries.Take(gone))
            {
                _byId.Remove(entry.Alarm.Id);
            }

            _entries.RemoveRange(0, gone);
            metrics.GivenUp(gone);
            first = _entries.Count > 0 ? _entries[0].First : LogPosition.None;
            firstStrip = _entries.Where(entry => entry.Strip > LogPosition.None).Select(entry => entry.Strip).DefaultIfEmpty().Min();
        }

        log.ReleaseBefore(first);
        strips.ReleaseBefore(firstStrip);
    }

    /// <summary>Completes when all that was taken so far is on disk.</summary>
    /// <exception cref="LogFaultedException">The disk refuses.</exception>
    public async Task WhenDurableAsync()
    {
        await strips.WhenDurableAsync(strips.LastAppended);
        await log.WhenDurableAsync(log.LastAppended);
    }

    public async ValueTask DisposeAsync()
    {
        await log.DisposeAsync();
        await strips.DisposeAsync();
    }

    private bool IsLost(AlarmEntry entry, LogPosition stripsFrom) =>
        entry.First < log.OldestKept || (entry.Strip > LogPosition.None && entry.Strip < stripsFrom);

    private Strip? ReadStrip(LogPosition position)
    {
        using var reader = strips.ReadFrom(position);
        return reader.TryRead(out var record) && record.Position == position ? Strip.Parser.ParseFrom(record.Payload) : null;
    }

    private void Remember(Transition transition, LogPosition position)
    {
        if (!_byId.TryGetValue(transition.Alarm.Id, out var entry))
        {
            entry = new AlarmEntry(position, transition);
            _byId.Add(transition.Alarm.Id, entry);
            _entries.Add(entry);
        }

        entry.Add(transition);
    }
}
