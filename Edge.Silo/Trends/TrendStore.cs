using System.Collections.Concurrent;
using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Trends;

/// <summary>The trends of all stays, in memory and in a log of their own, for a day. A discharge takes the stay's.</summary>
/// <param name="log">TrendRecord per record.</param>
internal sealed class TrendStore(SegmentLog log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, StayTrend> _stays = [];
    private readonly Lock _gate = new();
    private readonly Queue<(long Hour, LogPosition First)> _hours = new();
    private HashSet<string>? _endedWhileReading = [];

    public StayTrend Open(string episode) => _stays.GetOrAdd(episode, _ => new StayTrend());

    public StayTrend? Find(string episode) => _stays.GetValueOrDefault(episode);

    /// <summary>A refused record costs a minute of the trend after a restart; the log counts it.</summary>
    public void Keep(string episode, TrendMinute minute)
    {
        if (log.TryAppend(TrendRecord.Write(episode, minute), out var position) == AppendResult.Appended)
        {
            Note(minute.Minute, position);
        }
    }

    public void End(string episode, long minute)
    {
        lock (_gate)
        {
            _endedWhileReading?.Add(episode);
        }

        _stays.TryRemove(episode, out _);
        log.TryAppend(TrendRecord.Write(episode, new TrendMinute(minute, [])), out _);
    }

    /// <summary>Reads what the last stop left. Touches the disk; once, beside the work.</summary>
    public void Recover(long thisMinute)
    {
        using var reader = log.ReadFrom(log.OldestKept);
        var last = log.LastAppended;
        var read = new Dictionary<string, List<TrendMinute>>();
        while (reader.TryRead(out var record) && record.Position <= last)
        {
            var (episode, minute) = TrendRecord.Read(record.Payload);
            Note(minute.Minute, record.Position);
            if (minute.Points.Count == 0)
            {
                read.Remove(episode);
            }
            else if (minute.Minute > thisMinute - StayTrend.Minutes)
            {
                (read.TryGetValue(episode, out var minutes) ? minutes : read[episode] = []).Add(minute);
            }
        }

        lock (_gate)
        {
            foreach (var (episode, minutes) in read.Where(stay => !_endedWhileReading!.Contains(stay.Key)))
            {
                minutes.ForEach(Open(episode).Restore);
            }

            _endedWhileReading = null;
        }
    }

    /// <summary>Gives up the files that hold only minutes of more than a day ago. Touches the disk.</summary>
    public void Trim(long thisMinute)
    {
        var first = LogPosition.None;
        lock (_gate)
        {
            while (_hours.TryPeek(out var oldest) && (oldest.Hour + 1) * 60 <= thisMinute - StayTrend.Minutes)
            {
                _hours.Dequeue();
                first = _hours.TryPeek(out var next) ? next.First : log.LastAppended.Next;
            }
        }

        log.ReleaseBefore(first);
    }

    public ValueTask DisposeAsync() => log.DisposeAsync();

    private void Note(long minute, LogPosition position)
    {
        lock (_gate)
        {
            if (_hours.Count == 0 || _hours.Last().Hour < minute / 60)
            {
                _hours.Enqueue((minute / 60, position));
            }
        }
    }
}
