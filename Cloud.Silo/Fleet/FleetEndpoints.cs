namespace OrleansCare.Cloud.Fleet;

internal static class FleetEndpoints
{
    private const int LongestSeries = 24 * 60;

    public static void MapFleet(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/status", (IFleetStore store) => store.Status());
        endpoints.MapGet("/api/fleet", (IFleetStore store) => new FleetView(store.Sites()));
        endpoints.MapGet("/api/fleet/series", (IFleetStore store, int minutes = 60) => minutes is >= 1 and <= LongestSeries
            ? Results.Ok(store.Series(minutes))
            : Results.Text("minutes must be 1 to 1440.", statusCode: StatusCodes.Status400BadRequest));
    }
}
