namespace OrleansCare.Cloud.Fleet;

internal static class FleetEndpoints
{
    private const int LongestSeries = 24 * 60;

    public static void MapFleet(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/status", (IFleetStore store) => store.StatusAsync());
        endpoints.MapGet("/api/fleet", async (IFleetStore store) => new FleetView(await store.SitesAsync()));
        endpoints.MapGet("/api/fleet/series", async (IFleetStore store, int minutes = 60) => minutes is >= 1 and <= LongestSeries
            ? Results.Ok(await store.SeriesAsync(minutes))
            : Results.Text("minutes must be 1 to 1440.", statusCode: StatusCodes.Status400BadRequest));
    }
}
