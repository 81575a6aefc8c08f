using NodaTime;
using NodaTime.TimeZones;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Interop.Profiles;

/// <summary>A device's local time in its zone: one that happened twice is the one nearer to when it came, one that never happened is moved forward by the gap.</summary>
internal static class LocalTimes
{
    private static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnForwardShifted);

    /// <param name="receivedAt">When the time came.</param>
    /// <param name="isAmbiguous">It happened twice, or never.</param>
    public static DateTimeOffset Resolve(LocalDateTime local, DateTimeZone zone, SiloTime receivedAt, out bool isAmbiguous)
    {
        var mapping = zone.MapLocal(local);
        isAmbiguous = mapping.Count != 1;
        return mapping.Count == 2
            ? Nearer(mapping.First().ToDateTimeOffset(), mapping.Last().ToDateTimeOffset(), receivedAt.ToDateTimeOffset())
            : Resolver(mapping).ToDateTimeOffset();
    }

    private static DateTimeOffset Nearer(DateTimeOffset first, DateTimeOffset last, DateTimeOffset to) =>
        (first - to).Duration() < (last - to).Duration() ? first : last;
}
