using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.History;
using OrleansCare.Contracts.Station;
using OrleansCare.Edge.Alarms.History;

namespace OrleansCare.Edge.Strips;

/// <summary>
/// The strips of one stay that are being taken. Each is kept twice: at the alarm, what was there by then, and when its last second has passed.
/// A stop between the two loses no more than what came in between and was not sent again. Belongs to the stay's turns.
/// </summary>
internal sealed class StayStrips(StayWaves waves, AlarmHistory history, StripMetrics metrics)
{
    /// <summary>More alarms than this within half a minute have no strip of their own.</summary>
    public const int MostAtOnce = 16;

    private readonly List<(Strip Strip, bool Interrupted)> _open = [];

    /// <summary>Goes on with what the last stop interrupted.</summary>
    public void Resume(IEnumerable<Strip> interrupted) => _open.AddRange(interrupted.Select(strip => (strip, true)));

    public void Begin(Clinical.Alarms.Alarm alarm, Alarm frame, string bed, IReadOnlyList<LimitSetting> limits)
    {
        if (_open.Exists(open => open.Strip.Alarm.Id == frame.Id))
        {
            return;
        }

        if (_open.Count == MostAtOnce)
        {
            metrics.TooMany();
            return;
        }

        var window = StripWindow.Of(alarm);
        var strip = new Strip
        {
            Alarm = frame,
            Bed = bed,
            OriginUs = window.Origin.UnixMicroseconds,
            FirstUs = window.First.UnixMicroseconds,
            LastUs = window.Last.UnixMicroseconds,
        };
        foreach (var limit in limits)
        {
            var kept = new StripLimit { Vital = limit.Vital.ToString() };
            if (limit.Limits.Low is { } low)
            {
                kept.Low = low;
            }

            if (limit.Limits.High is { } high)
            {
                kept.High = high;
            }

            strip.Limits.Add(kept);
        }

        StripCutter.Cut(strip, waves);
        _open.Add((strip, Interrupted: false));
        history.Keep(strip, complete: false);
    }

    public void Tick(SiloTime now)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            var (strip, interrupted) = _open[i];
            if (new StripWindow(new SiloTime(strip.OriginUs)).HasPassed(now))
            {
                Finish(strip, interrupted, reason: "");
                _open.RemoveAt(i);
            }
        }
    }

    /// <summary>The patient is discharged: nothing more will come.</summary>
    public void End()
    {
        foreach (var (strip, interrupted) in _open)
        {
            Finish(strip, interrupted, StripReasons.Discharged);
        }

        _open.Clear();
    }

    private void Finish(Strip strip, bool interrupted, string reason)
    {
        StripCutter.Cut(strip, waves);
        strip.Incomplete = reason.Length > 0 ? reason
            : interrupted ? (StripCutter.HasGaps(strip) ? StripReasons.Restarted : "")
            : strip.Waves.Count == 0 ? StripReasons.NoWaves
            : waves.Since is { } since && since.UnixMicroseconds > strip.FirstUs ? StripReasons.BeganLater
            : "";
        history.Keep(strip, complete: true);
        metrics.Finished(strip.Incomplete.Length == 0);
    }
}

/// <summary>Why something of a strip is missing, as the screen says it.</summary>
internal static class StripReasons
{
    public const string Restarted = "The node was restarted while this strip was taken: samples are missing.";
    public const string Stopped = "The node stopped while this strip was taken, and the stay did not go on.";
    public const string Discharged = "The patient was discharged while this strip was taken.";
    public const string NoWaves = "No waves came at that time.";
    public const string BeganLater = "The node has no waves from before; it had just started, or the patient's devices had just been connected.";
}
