using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Clinical.Vitals;

namespace OrleansCare.Edge.Trends;

/// <summary>
/// One stay's last day in minutes: median, lowest and highest value of each vital sign by true minute (UTC). Memory grows with the vital signs that
/// are measured, 17 kB each, and not with time; adding a packet allocates nothing.
/// </summary>
internal sealed class StayTrend
{
    public const int Minutes = 24 * 60;

    private const long MinuteMicroseconds = 60_000_000;

    private readonly Lock _gate = new();
    private readonly MinuteValues?[] _running = new MinuteValues?[VitalRules.TableLength];
    private readonly TrendPoint[]?[] _points = new TrendPoint[VitalRules.TableLength][];
    private readonly long[] _minuteOf = new long[Minutes];
    private readonly int[] _measured = new int[Minutes];
    private long _minute = long.MinValue;

    public void Add(DevicePacket packet)
    {
        lock (_gate)
        {
            for (var i = 0; i < packet.Numerics.Count; i++)
            {
                if (VitalRules.FromCode(packet.Numerics[i].Code) is { } vital)
                {
                    (_running[(int)vital] ??= new MinuteValues()).Add((float)packet.Numerics[i].Value);
                }
            }
        }
    }

    /// <summary>Closes the running minute once time has passed its end.</summary>
    /// <returns>The minute that was closed and in which something was measured, else null.</returns>
    public TrendMinute? Advance(SiloTime now)
    {
        var minute = now.UnixMicroseconds / MinuteMicroseconds;
        lock (_gate)
        {
            if (minute <= _minute)
            {
                return null;
            }

            var closed = _minute;
            _minute = minute;
            if (closed == long.MinValue)
            {
                return null;
            }

            var points = new List<(Vital, TrendPoint)>();
            for (var vital = 0; vital < _running.Length; vital++)
            {
                if (_running[vital]?.Close() is { } point)
                {
                    points.Add(((Vital)vital, point));
                }
            }

            var measured = new TrendMinute(closed, points);
            Put(measured);
            return points.Count > 0 ? measured : null;
        }
    }

    /// <summary>What was kept before a restart. It takes the place of what the replay made of the same minute, for that had only the minute's end.</summary>
    public void Restore(TrendMinute minute)
    {
        lock (_gate)
        {
            if (_minuteOf[minute.Minute % Minutes] <= minute.Minute)
            {
                Put(minute);
            }
        }
    }

    /// <summary>The figures of a vital sign in the minutes from <paramref name="first"/> (minutes since 1970) on; null where none were measured.</summary>
    public TrendPoint?[] Read(Vital vital, long first, int count)
    {
        var points = new TrendPoint?[count];
        lock (_gate)
        {
            for (var i = 0; i < count; i++)
            {
                var slot = (first + i) % Minutes;
                if (_minuteOf[slot] == first + i && (_measured[slot] & (1 << (int)vital)) != 0)
                {
                    points[i] = _points[(int)vital]![slot];
                }
            }
        }

        return points;
    }

    private void Put(TrendMinute minute)
    {
        var slot = minute.Minute % Minutes;
        _minuteOf[slot] = minute.Minute;
        _measured[slot] = 0;
        foreach (var (vital, point) in minute.Points)
        {
            (_points[(int)vital] ??= new TrendPoint[Minutes])[slot] = point;
            _measured[slot] |= 1 << (int)vital;
        }
    }
}

/// <param name="Minute">Minutes since 1970.</param>
internal sealed record TrendMinute(long Minute, IReadOnlyList<(Vital Vital, TrendPoint Point)> Points);
