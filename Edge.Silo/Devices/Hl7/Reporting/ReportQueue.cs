using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Contracts.Identity;
using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Devices.Hl7.Reporting;

/// <summary>
/// Which report goes out next. Those of one alarm in their order; among alarms the most urgent first, and one that is refused for now does not hold up the
/// others. A standing alarm with nothing to say is due for a <c>continue</c> after each period. Any thread.
/// </summary>
internal sealed class ReportQueue(ReportLog log, IOpaqueIdSource ids, TimeSpan continueEvery)
{
    public const int WaitingAtMost = 10_000;

    /// <summary>How long an alarm that is over is remembered: a replay of its Inputs after a restart must find its revisions known.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private const int ControlIdLength = 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<EffectId, Track> _tracks = [];
    private int _waiting;

    /// <summary>Reports not yet settled.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting;
            }
        }
    }

    /// <summary>Takes up what the last stop left; once, before anything is posted. Touches the disk.</summary>
    public void Recover(DateTimeOffset now)
    {
        lock (_gate)
        {
            var reports = new Dictionary<string, AlarmReport>();
            foreach (var (position, entry) in log.Read())
            {
                if (entry.Report is { } report)
                {
                    Add(report, position);
                    reports.Add(report.ControlId, report);
                }
                else if (reports.TryGetValue(entry.Settled!, out var settled) && Find(settled) is { } found)
                {
                    Settle(found.Track, found.Item, now);
                }
            }

            AllDue(now);
            Forget(now);
        }
    }

    /// <returns>How many reports were left out to keep the bound.</returns>
    public int Post(Alarm alarm, string bed, string mrn, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_tracks.TryGetValue(alarm.Id, out var known) && known.Latest.Alarm.Revision >= alarm.Revision)
            {
                return 0;
            }

            Keep(new AlarmReport(alarm, bed, mrn, NextControlId(), 0, now));
            return LeaveOut(now);
        }
    }

    /// <returns>What to send now; null: nothing before <paramref name="wakeAt"/>, if anything then.</returns>
    public AlarmReport? Next(DateTimeOffset now, out DateTimeOffset? wakeAt)
    {
        lock (_gate)
        {
            foreach (var due in _tracks.Values.Where(track => track.Waiting.Count == 0 && !track.Latest.IsLast && track.ContinueAt <= now).ToArray())
            {
                Keep(due.Latest with { ControlId = NextControlId(), Continued = due.Latest.Continued + 1, At = now });
            }

            var next = _tracks.Values.Where(track => track.Waiting.Count > 0 && track.RetryAt <= now)
                .OrderByDescending(track => track.Latest.Alarm.Priority).ThenBy(track => track.Waiting[0].Report.At).FirstOrDefault();
            wakeAt = next is not null ? now : _tracks.Values.Min(track => track.Waiting.Count > 0 ? track.RetryAt : track.Latest.IsLast ? (DateTimeOffset?)null : track.ContinueAt);
            return next?.Waiting[0].Report;
        }
    }

    /// <summary>It need not be sent any more.</summary>
    public void Settle(AlarmReport report, DateTimeOffset now)
    {
        log.Settle(report);
        lock (_gate)
        {
            if (Find(report) is { } found)
            {
                Settle(found.Track, found.Item, now);
            }

            Forget(now);
        }
    }

    /// <summary>It is to be sent again, later; alarms with something else to say go first.</summary>
    /// <returns>How often it was sent.</returns>
    public int Postpone(AlarmReport report, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (Find(report) is not { } found)
            {
                return 0;
            }

            var pause = FirstPause * Math.Pow(2, Math.Min(found.Track.Tries, 10));
            found.Track.RetryAt = now + (pause < LongestPause ? pause : LongestPause);
            return ++found.Track.Tries;
        }
    }

    /// <summary>The manager is back after an absence: every standing alarm is reported to it.</summary>
    public void Reconnected(DateTimeOffset now)
    {
        lock (_gate)
        {
            AllDue(now);
        }
    }

    /// <returns>The newest report of an alarm whose message had this control id; null when it is not remembered.</returns>
    public AlarmReport? Find(string controlId)
    {
        lock (_gate)
        {
            return _tracks.Values.FirstOrDefault(track => track.ControlIds.Contains(controlId))?.Latest;
        }
    }

    /// <summary>Gives back the log what is not needed any more. Touches the disk.</summary>
    public void Release()
    {
        LogPosition first;
        lock (_gate)
        {
            first = _tracks.Values.Select(track => track.First).Where(position => position > LogPosition.None).DefaultIfEmpty().Min();
        }

        if (first > LogPosition.None)
        {
            log.ReleaseBefore(first);
        }
    }

    private string NextControlId() => ids.Next()[..ControlIdLength];

    private void Keep(AlarmReport report) => Add(report, log.Add(report));

    private void Add(AlarmReport report, LogPosition position)
    {
        if (!_tracks.TryGetValue(report.Alarm.Id, out var track))
        {
            _tracks.Add(report.Alarm.Id, track = new Track(report));
        }

        track.Add(report, position);
        _waiting++;
    }

    private (Track Track, Item Item)? Find(AlarmReport report) =>
        _tracks.TryGetValue(report.Alarm.Id, out var track) && track.Waiting.Find(item => item.Report.ControlId == report.ControlId) is { Report: not null } item ? (track, item) : null;

    private void Settle(Track track, Item item, DateTimeOffset now)
    {
        track.Waiting.Remove(item);
        (track.Tries, track.RetryAt, track.ContinueAt) = (0, default, now + continueEvery);
        _waiting--;
    }

    private void AllDue(DateTimeOffset now)
    {
        foreach (var track in _tracks.Values)
        {
            track.ContinueAt = now;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (id, track) in _tracks)
        {
            if (track.Waiting.Count == 0 && track.Latest.IsLast && track.Latest.At < now - Remembered)
            {
                _tracks.Remove(id);
            }
        }
    }

    /// <summary>Every report tells the whole state: the first to go is one that a later report of the same alarm makes good.</summary>
    private int LeaveOut(DateTimeOffset now)
    {
        var left = 0;
        while (_waiting > WaitingAtMost)
        {
            var track = _tracks.Values.Where(track => track.Waiting.Count > 0).OrderByDescending(track => track.Waiting.Count > 1).ThenBy(track => track.Waiting[0].Report.At).First();
            log.Settle(track.Waiting[0].Report);
            track.Waiting.RemoveAt(0);
            _waiting--;
            left++;
        }

        if (left > 0)
        {
            Forget(now);
        }

        return left;
    }

    private readonly record struct Item(AlarmReport Report, LogPosition Position);

    private sealed class Track(AlarmReport first)
    {
        private const int ControlIdsAtMost = 16;

        private LogPosition _latest;

        public AlarmReport Latest { get; private set; } = first;

        public List<Item> Waiting { get; } = [];

        /// <summary>Of the newest messages: their PCD-05 status may still come.</summary>
        public Queue<string> ControlIds { get; } = new();

        public DateTimeOffset RetryAt { get; set; }

        public DateTimeOffset ContinueAt { get; set; }

        public int Tries { get; set; }

        /// <summary>The oldest record that is needed to be here again after a restart.</summary>
        public LogPosition First => Waiting.Count > 0 && Waiting[0].Position > LogPosition.None ? Waiting[0].Position : _latest;

        public void Add(AlarmReport report, LogPosition position)
        {
            (Latest, _latest) = (report, position);
            Waiting.Add(new Item(report, position));
            ControlIds.Enqueue(report.ControlId);
            if (ControlIds.Count > ControlIdsAtMost)
            {
                ControlIds.Dequeue();
            }
        }
    }
}
