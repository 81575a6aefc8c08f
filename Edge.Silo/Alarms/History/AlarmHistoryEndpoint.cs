using OrleansCare.Contracts.History;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Station;
using OrleansCare.Edge.Strips;

namespace OrleansCare.Edge.Alarms.History;

/// <summary>GET /api/alarms, /api/alarms/burden, /api/alarms/{id} and /api/alarms/{id}/strip (docs/http/history.md).</summary>
internal static class AlarmHistoryEndpoint
{
    public static void MapAlarmHistory(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/alarms", List);
        endpoints.MapGet("/api/alarms/burden", Burden);
        endpoints.MapGet("/api/alarms/{id}", Detail);
        endpoints.MapGet("/api/alarms/{id}/strip", StripOf);
    }

    private static IResult List([AsParameters] AlarmFilter filter, AlarmHistory history, StationHub hub) =>
        filter.Problem is { } problem
            ? Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest)
            : Results.Ok(filter.Apply(history, hub.NameOf));

    private static IResult Burden(AlarmHistory history, TimeProvider time, int days = 7, int zoneMinutes = 0) =>
        days is < 1 or > BurdenCount.MostDays || zoneMinutes is < -840 or > 840
            ? Results.Problem($"days is 1 to {BurdenCount.MostDays}, zoneMinutes -840 to 840.", statusCode: StatusCodes.Status400BadRequest)
            : Results.Ok(BurdenCount.Of(history, time.GetUtcNow(), days, TimeSpan.FromMinutes(zoneMinutes)));

    private static IResult Detail(string id, AlarmHistory history, StationHub hub)
    {
        var detail = history.Find(Uri.UnescapeDataString(id), entry => new AlarmDetail(entry.Summary(hub.NameOf(entry.Alarm.Patient)), [.. entry.Changes]));
        return detail is null ? NoSuch("alarm") : Results.Ok(detail);
    }

    private static async Task<IResult> StripOf(string id, AlarmHistory history, StationHub hub, CancellationToken cancellationToken)
    {
        try
        {
            var strip = await history.ReadStripAsync(Uri.UnescapeDataString(id), cancellationToken);
            return strip is null ? NoSuch("strip") : Results.Ok(StripView.Of(strip, hub.NameOf(strip.Alarm.Patient)));
        }
        catch (LogFaultedException)
        {
            return Results.Problem("The disk refuses; the strip is not there yet.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult NoSuch(string what) => Results.Problem($"There is no such {what}, or not any more.", statusCode: StatusCodes.Status404NotFound);
}
