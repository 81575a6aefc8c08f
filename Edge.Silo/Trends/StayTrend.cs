using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
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

    /// <param name="without">These of its vital signs are not of now; they come with <see cref="AddPast"/>.</param>
    public void Add(DevicePacket packet, VitalSet without)
    {
        lock (_gate)
        {
            for (var i = 0; i < packet.Numerics.Count; i++)
            {
                if (VitalRules.FromCode(packet.Numerics[i].Code) is { } vital && !without.Contains(vital))
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

    /// <summary>
    /// Values that came when their minute was over take their place in it: extremes widen, and the median is theirs where there was none.
    /// </summary>
    /// <returns>The whole minute as it is now; null when it is older than the trend, or runs still.</returns>
    public TrendMinute? AddPast(VitalSummarized past)
    {
        var minute = past.Start.UnixMicroseconds / MinuteMicroseconds;
        var point = new TrendPoint((float)past.Median, (float)past.Minimum, (float)past.Maximum);
        lock (_gate)
        {
            if (minute <= _minute - Minutes || minute < 0)
            {
                return null;
            }

            if (minute >= _minute)
            {
                var running = _running[(int)past.Vital] ??= new MinuteValues();
                running.Add(point.Low);
                running.Add(point.High);
                return null;
            }

            var merged = MinuteAt(minute);
            merged[past.Vital] = merged.TryGetValue(past.Vital, out var known) ? known.With(point) : point;
            var kept = new TrendMinute(minute, [.. merged.Select(vital => (vital.Key, vital.Value))]);
            Put(kept);
            return kept;
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

    private SortedDictionary<Vital, TrendPoint> MinuteAt(long minute)
    {
        var (slot, points) = (minute % Minutes, new SortedDictionary<Vital, TrendPoint>());
        for (var vital = 1; vital < _points.Length && _minuteOf[slot] == minute; vital++)
        {
            if ((_measured[slot] & (1 << vital)) != 0)
            {
                points[(Vital)vital] = _points[vital]![slot];
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
