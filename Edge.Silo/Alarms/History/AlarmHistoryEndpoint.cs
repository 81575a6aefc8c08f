using OrleansCare.Contracts.History;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Patients;
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

    private static async Task<IResult> List([AsParameters] AlarmFilter filter, AlarmHistory history, StayNames names)
    {
        if (filter.Problem is { } problem)
        {
            return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }

        var list = filter.Apply(history);
        var stays = new Dictionary<string, StayName?>();
        foreach (var patient in list.Alarms.Select(alarm => alarm.Patient).Distinct())
        {
            stays.Add(patient, await names.OfAsync(patient));
        }

        return Results.Ok(list with { Alarms = [.. list.Alarms.Select(alarm => alarm with { Name = stays[alarm.Patient]?.Name, Discharged = stays[alarm.Patient]?.HasEnded ?? false })] });
    }

    private static IResult Burden(AlarmHistory history, TimeProvider time, int days = 7, int zoneMinutes = 0) =>
        days is < 1 or > BurdenCount.MostDays || zoneMinutes is < -840 or > 840
            ? Results.Problem($"days is 1 to {BurdenCount.MostDays}, zoneMinutes -840 to 840.", statusCode: StatusCodes.Status400BadRequest)
            : Results.Ok(BurdenCount.Of(history, time.GetUtcNow(), days, TimeSpan.FromMinutes(zoneMinutes)));

    private static async Task<IResult> Detail(string id, AlarmHistory history, StayNames names)
    {
        if (history.Find(Uri.UnescapeDataString(id), entry => entry) is not { } found)
        {
            return NoSuch("alarm");
        }

        return Results.Ok(new AlarmDetail(found.Summary(await names.OfAsync(found.Alarm.Patient)), [.. found.Changes]));
    }

    private static async Task<IResult> StripOf(string id, AlarmHistory history, StayNames names, CancellationToken cancellationToken)
    {
        try
        {
            var strip = await history.ReadStripAsync(Uri.UnescapeDataString(id), cancellationToken);
            return strip is null ? NoSuch("strip") : Results.Ok(StripView.Of(strip, await names.OfAsync(strip.Alarm.Patient)));
        }
        catch (LogFaultedException)
        {
            return Results.Problem("The disk refuses; the strip is not there yet.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult NoSuch(string what) => Results.Problem($"There is no such {what}, or not any more.", statusCode: StatusCodes.Status404NotFound);
}
