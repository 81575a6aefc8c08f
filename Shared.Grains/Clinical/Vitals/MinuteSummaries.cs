using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Devices;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Vitals;

/// <summary>One-minute medians by true minutes (UTC), and the summaries that are news.</summary>
internal sealed class MinuteSummaries
{
    public const long MinuteMicroseconds = 60_000_000;

    /// <summary>Room for the vital's number below the minute's in a name.</summary>
    private const int PastShift = 5;

    private readonly MinuteWindow[] _windows = new MinuteWindow[VitalRules.TableLength];
    private readonly PastMinute?[] _past = new PastMinute?[VitalRules.TableLength];
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

    /// <summary>
    /// A value of now counts in the running minute. One of before counts in its own, and, when it is still the patient's (a cuff's that came late),
    /// stands in scores from then on.
    /// </summary>
    public void Add(in Turn turn, Vital vital, double value, DevicePacket packet, in Arrival arrival, bool isCurrent)
    {
        ref var window = ref _windows[(int)vital];
        if (isCurrent && arrival.IsLive)
        {
            window.Add(value, packet.Device, arrival.Silence);
            return;
        }

        var minute = MinuteOf(arrival.MeasuredAt);
        if (isCurrent)
        {
            window.Stand(value, EndOf(minute), arrival.Silence);
        }

        var past = _past[(int)vital] ??= new PastMinute();
        if (past.Minute != minute || past.Window.Device != packet.Device)
        {
            TellPast(turn, (int)vital);
        }

        if (past.Window.Count == 0)
        {
            (past.Minute, past.Packet) = (minute, packet.Sequence);
        }

        past.Window.Add(value, packet.Device, arrival.Silence);
    }

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

        if (fields.VisitMore())
        {
            VisitPast(ref fields, fields.VisitRows(_past.Length, first: 12));
        }

        fields.VisitEnd();
    }

    private static SiloTime StartOf(long minute) => new(minute * MinuteMicroseconds);

    private static SiloTime EndOf(long minute) => StartOf(minute + 1);

    private void VisitPast<T>(ref T fields, int rows)
        where T : IRecordFields, allows ref struct
    {
        for (var i = 0; i < rows; i++)
        {
            var present = _past[i] is not null;
            fields.Visit(ref present);
            if (present)
            {
                (_past[i] ??= new PastMinute()).Visit(ref fields);
            }
        }
    }

    private void TellPast(in Turn turn, int vital)
    {
        if (_past[vital] is not { Window.Count: > 0 } past)
        {
            return;
        }

        ref var window = ref past.Window;
        var (start, end) = (StartOf(past.Minute), EndOf(past.Minute));
        window.Close(end);
        var id = new EffectId(turn.Episode, Rule.PastSummary, window.Device, past.Packet, (past.Minute << PastShift) | (long)vital);
        turn.Effects.Add(new VitalSummarized(id, (Vital)vital, window.Device, start, end, window.Median, window.Minimum, window.Maximum, window.Count) { IsPast = true });
        window.Restart();
    }

    private void Close(in Turn turn)
    {
        var (start, end) = (StartOf(_minute), EndOf(_minute));
        for (var i = 1; i < _windows.Length; i++)
        {
            TellPast(turn, i);
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
