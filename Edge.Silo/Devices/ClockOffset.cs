using OrleansCare.Clinical.Time;

namespace OrleansCare.Edge.Devices;

/// <summary>
/// How far a device's clock is behind the silo's: the smallest (received - device time) of the running and the previous minute, for that packet
/// was delayed least. It still contains the least delay, so it is an upper bound on the true offset.
/// </summary>
internal sealed class ClockOffset
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private SiloTime _windowEnd;
    private long? _previous;
    private long? _running;

    public long? Microseconds => (_previous, _running) switch
    {
        ({ } previous, { } running) => Math.Min(previous, running),
        _ => _running ?? _previous,
    };

    public void Measure(SiloTime received, DeviceTime device)
    {
        var offset = received.UnixMicroseconds - device.UnixMicroseconds;
        if (received >= _windowEnd)
        {
            _previous = _running;
            _running = null;
            _windowEnd = received + Window;
        }

        _running = _running is { } smallest ? Math.Min(smallest, offset) : offset;
    }
}
