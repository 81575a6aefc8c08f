using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Vitals;

/// <summary>One-minute medians by true minutes (UTC), and the summaries that are news.</summary>
internal sealed class MinuteSummaries
{
    public const long MinuteMicroseconds = 60_000_000;

    private readonly MinuteWindow[] _windows = new MinuteWindow[VitalRules.TableLength];
    private long _minute = long.MinValue;

    public MinuteSummaries()
    {
        for (var i = 0; i < _windows.Length; i++)
        {
            _windows[i] = new MinuteWindow();
        }
    }

    public static long MinuteOf(SiloTime time) => time.UnixMicroseconds >= 0
        ? time.UnixMicroseconds / MinuteMicroseconds
        : ((time.UnixMicroseconds + 1) / MinuteMicroseconds) - 1;

    /// <param name="silence">How long the device may be silent.</param>
    public void Add(Vital vital, double value, string device, TimeSpan silence) => _windows[(int)vital].Add(value, device, silence);

    /// <summary>Closes the running minute once time has passed its end.</summary>
    /// <returns>Whether a minute was closed.</returns>
    public bool Advance(in Turn turn)
    {
        var minute = MinuteOf(turn.Now);
        if (minute <= _minute)
        {
            return false;
        }

        var closed = _minute != long.MinValue;
        if (closed)
        {
            Close(turn);
        }

        _minute = minute;
        return closed;
    }

    /// <summary>The vital's last one-minute median, while it stands for the patient.</summary>
    public double? MedianOf(Vital vital, SiloTime now)
    {
        ref readonly var window = ref _windows[(int)vital];
        return window.HasMedian && now - window.MedianEnd < VitalRules.MedianValidity(vital, TimeSpan.FromMicroseconds(window.MedianSilence)) ? window.Median : null;
    }

    /// <summary>Whether the vital had a median at all in this stay, however old.</summary>
    public bool EverKnew(Vital vital) => _windows[(int)vital].HasMedian;

    public void StepBack(SiloTime now)
    {
        _minute = Math.Min(_minute, MinuteOf(now));
        foreach (ref var window in _windows.AsSpan())
        {
            window.StepBack(now);
        }
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        fields.Visit(ref _minute);
        var rows = fields.VisitRows(_windows.Length, first: 12);
        foreach (ref var window in _windows.AsSpan(0, rows))
        {
            window.Visit(ref fields);
        }

        fields.VisitEnd();
    }

    private void Close(in Turn turn)
    {
        var start = new SiloTime(_minute * MinuteMicroseconds);
        var end = new SiloTime(start.UnixMicroseconds + MinuteMicroseconds);
        for (var i = 1; i < _windows.Length; i++)
        {
            ref var window = ref _windows[i];
            if (window.Count == 0)
            {
                continue;
            }

            window.Close(end);
            var vital = (Vital)i;
            if (!window.WasSent || Math.Abs(window.Median - window.Sent) >= VitalRules.DeadBand(vital) || end - window.SentEnd >= VitalRules.LongestSilence)
            {
                window.WasSent = true;
                window.Sent = window.Median;
                window.SentEnd = end;
                var id = new EffectId(turn.Episode, Rule.VitalSummaryBase + i, window.Device, 0, _minute);
                turn.Effects.Add(new VitalSummarized(id, vital, window.Device, start, end, window.Median, window.Minimum, window.Maximum, window.Count));
            }

            window.Restart();
        }
    }
}
