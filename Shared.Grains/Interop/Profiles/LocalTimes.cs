using NodaTime;
using NodaTime.TimeZones;

namespace OrleansCare.Interop.Profiles;

/// <summary>A device's local time in its zone: one that happened twice is the later one, one that never happened is moved forward by the gap.</summary>
internal static class LocalTimes
{
    private static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnForwardShifted);

    /// <param name="isAmbiguous">It happened twice, or never.</param>
    public static DateTimeOffset Resolve(LocalDateTime local, DateTimeZone zone, out bool isAmbiguous)
    {
        var mapping = zone.MapLocal(local);
        isAmbiguous = mapping.Count != 1;
        return Resolver(mapping).ToDateTimeOffset();
    }
}
