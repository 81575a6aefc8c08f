using OrleansCare.Contracts.Fleet;

namespace OrleansCare.Cloud.Fleet;

/// <summary>What the sites say of themselves and what came from them; nothing of patients.</summary>
public interface IFleetStore
{
    Task<CloudStatus> StatusAsync();

    Task<IReadOnlyList<FleetSite>> SitesAsync();

    Task<FleetSeries> SeriesAsync(int minutes);
}

/// <summary>GET /api/fleet, one per site.</summary>
/// <param name="AlarmsPerBedHour">Alarms begun in the last hour per occupied bed; null when no bed is occupied.</param>
/// <param name="AlarmsLastHour">Low, medium, high.</param>
public sealed record FleetSite(
    string Edge, string Site, string Software, int Beds, double? AlarmsPerBedHour, long[] AlarmsLastHour, DateTimeOffset? LastHeard, bool Connected,
    long Observations, double SamplesPerSecond, int Stations);

public sealed record FleetView(IReadOnlyList<FleetSite> Sites);

/// <summary>GET /api/fleet/series.</summary>
/// <param name="Minutes">Start of each whole minute, oldest first; the running minute is not among them.</param>
public sealed record FleetSeries(IReadOnlyList<DateTimeOffset> Minutes, IReadOnlyList<SiteSeries> Sites);

/// <summary>One value per minute; null where nothing is known of it: no report covers it, and nothing was received in it.</summary>
/// <param name="Observations">Received in that minute by the cloud's clock.</param>
/// <param name="Alarms">Begun, of all priorities, in the site's reports that end in that minute.</param>
public sealed record SiteSeries(string Edge, string Site, long?[] Observations, long?[] Alarms);
