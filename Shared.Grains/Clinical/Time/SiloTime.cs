namespace OrleansCare.Clinical.Time;

/// <summary>When the silo saw something, by the silo's clock: microseconds since 1970-01-01T00:00Z.</summary>
public readonly record struct SiloTime(long UnixMicroseconds) : IComparable<SiloTime>
{
    public static SiloTime From(DateTimeOffset time) => new((time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(UnixMicroseconds * TimeSpan.TicksPerMicrosecond);

    public int CompareTo(SiloTime other) => UnixMicroseconds.CompareTo(other.UnixMicroseconds);

    public static SiloTime operator +(SiloTime time, TimeSpan span) => new(time.UnixMicroseconds + (span.Ticks / TimeSpan.TicksPerMicrosecond));

    public static TimeSpan operator -(SiloTime later, SiloTime earlier) =>
        TimeSpan.FromTicks((later.UnixMicroseconds - earlier.UnixMicroseconds) * TimeSpan.TicksPerMicrosecond);

    public static bool operator <(SiloTime left, SiloTime right) => left.UnixMicroseconds < right.UnixMicroseconds;

    public static bool operator >(SiloTime left, SiloTime right) => left.UnixMicroseconds > right.UnixMicroseconds;

    public static bool operator <=(SiloTime left, SiloTime right) => left.UnixMicroseconds <= right.UnixMicroseconds;

    public static bool operator >=(SiloTime left, SiloTime right) => left.UnixMicroseconds >= right.UnixMicroseconds;
}
