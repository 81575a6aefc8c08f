namespace OrleansCare.Contracts.Fleet;

/// <summary>The cloud's own counters over all sites: GET /api/status.</summary>
public sealed record CloudStatus(long Observations, long Received, long Duplicates, long Missing, long Shed, long Refused, IReadOnlyList<SiteStatus> Sites);

/// <param name="AlarmsLastHour">Begun in the last hour by the site's own reports: low, medium, high.</param>
public sealed record SiteStatus(
    string Edge, string Site, string Software, DateTimeOffset? LastHeard, bool Connected, int Beds, long Observations, long[] AlarmsLastHour,
    long Received, long Duplicates, long Missing, long Shed, long Refused);
