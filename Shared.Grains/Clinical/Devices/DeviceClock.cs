using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Devices;

/// <summary>
/// How far a device's clock is behind the silo's: the smallest (received - device time) of the running and the previous minute, for that packet was
/// delayed least. It still contains the least delay, so it is an upper bound. A packet that is later than that by more than a minute was either kept back,
/// or the clock was set back: it was set when the device's time runs on beside the silo's (three packets, ten seconds), while what was kept back comes in
/// a heap. A clock set forward is believed at the second packet that says so, for one may be wild.
/// </summary>
public sealed class DeviceClock
{
    /// <summary>Less is a delay of the network, or drift. Chosen here, to be confirmed by site.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private const long Window = 60_000_000;
    private const long LongestAgo = 100L * 366 * 86_400 * 1_000_000;
    private const int RunPackets = 3;
    private const long RunLasts = 10_000_000;
    private const long RunSpread = 2_000_000;

    /// <summary>Of the run's length: what is sent again faster than 1.25 times its pace never passes for a clock.</summary>
    private const int RunSlip = 5;

    private const long AheadSpread = 30_000_000;

    private long _windowEnd = long.MinValue;
    private long? _previous;
    private long? _running;
    private long? _ahead;
    private long _run;
    private long _runSince;
    private int _runPackets;

    /// <summary>Microseconds; null before the first packet that had a time.</summary>
    public long? Offset => (_previous, _running) switch
    {
        ({ } previous, { } running) => Math.Min(previous, running),
        _ => _running ?? _previous,
    };

    /// <summary>When this was by the silo's clock: not after it came. Without an offset it is when it came.</summary>
    public SiloTime Correct(DeviceTime? device, SiloTime received) =>
        device is { } time && IsNear(time, received) && Offset is { } offset && time.UnixMicroseconds + offset < received.UnixMicroseconds
            ? new SiloTime(time.UnixMicroseconds + offset)
            : received;

    /// <param name="received">When the packet came; one that waited since does not measure the clock.</param>
    public void Measure(SiloTime received, DeviceTime device)
    {
        if (!IsNear(device, received))
        {
            return;
        }

        var delay = received.UnixMicroseconds - device.UnixMicroseconds;
        if (Offset is not { } offset)
        {
            Restart(received, delay);
        }
        else if (delay > offset + (long)Tolerance.TotalMicroseconds)
        {
            Late(received, delay);
        }
        else if (delay < offset - (long)Tolerance.TotalMicroseconds)
        {
            Ahead(received, delay);
        }
        else
        {
            _runPackets = 0;
            Track(received, delay);
        }
    }

    /// <summary>The silo's clock was set back: nothing that was measured holds.</summary>
    internal void Forget()
    {
        (_windowEnd, _previous, _running, _ahead) = (long.MinValue, null, null, null);
        _runPackets = 0;
    }

    internal void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        fields.Visit(ref _windowEnd);
        VisitOptional(ref fields, ref _previous);
        VisitOptional(ref fields, ref _running);
        VisitOptional(ref fields, ref _ahead);
        fields.Visit(ref _run);
        fields.Visit(ref _runSince);
        fields.Visit(ref _runPackets);
        fields.VisitEnd();
    }

    private static void VisitOptional<T>(ref T fields, ref long? value)
        where T : IRecordFields, allows ref struct
    {
        var (present, number) = (value.HasValue, value ?? 0);
        fields.Visit(ref present);
        fields.Visit(ref number);
        value = present ? number : null;
    }

    /// <summary>Times of which a difference is no sense are none.</summary>
    private static bool IsNear(DeviceTime device, SiloTime received) =>
        device.UnixMicroseconds is > -LongestAgo and < LongestAgo && received.UnixMicroseconds is > -LongestAgo and < LongestAgo;

    private void Track(SiloTime received, long delay)
    {
        if (received.UnixMicroseconds >= _windowEnd)
        {
            _previous = _running;
            _running = null;
            _windowEnd = received.UnixMicroseconds + Window;
        }

        _running = _running is { } smallest ? Math.Min(smallest, delay) : delay;
    }

    private void Restart(SiloTime received, long delay)
    {
        Forget();
        Track(received, delay);
    }

    private void Late(SiloTime received, long delay)
    {
        var lasts = received.UnixMicroseconds - _runSince;
        if (_runPackets == 0 || lasts < 0 || Math.Abs(delay - _run) > Math.Max(RunSpread, lasts / RunSlip))
        {
            (_run, _runSince, _runPackets) = (delay, received.UnixMicroseconds, 1);
        }
        else if (++_runPackets >= RunPackets && lasts >= RunLasts)
        {
            Restart(received, delay);
        }
    }

    private void Ahead(SiloTime received, long delay)
    {
        if (_ahead is { } before && Math.Abs(delay - before) <= AheadSpread)
        {
            Restart(received, delay);
            return;
        }

        _ahead = delay;
    }
}
