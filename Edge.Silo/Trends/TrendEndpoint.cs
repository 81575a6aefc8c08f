using OrleansCare.Clinical.Codes;
using OrleansCare.Contracts.History;

namespace OrleansCare.Edge.Trends;

/// <summary>GET /api/trends/{patient}?hours=24 (docs/http/history.md).</summary>
internal static class TrendEndpoint
{
    public static void MapTrends(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/trends/{patient}", Trend);

    private static IResult Trend(string patient, TrendStore trends, TimeProvider time, int hours = 24)
    {
        if (hours is < 1 or > 24)
        {
            return Results.Problem("hours is 1 to 24.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (trends.Find(patient) is not { } stay)
        {
            return Results.Problem("There is no such stay, or it has ended.", statusCode: StatusCodes.Status404NotFound);
        }

        var end = TrendKeeper.MinuteOf(time);
        var first = end - (hours * 60);
        return Results.Ok(new Trend(DateTimeOffset.FromUnixTimeSeconds(first * 60), 60, hours * 60, [.. Enum.GetValues<Vital>().Select(vital => Lines(stay, vital, first, hours * 60)).OfType<VitalTrend>()]));
    }

    private static VitalTrend? Lines(StayTrend stay, Vital vital, long first, int count)
    {
        var points = stay.Read(vital, first, count);
        return Array.TrueForAll(points, point => point is null)
            ? null
            : new VitalTrend(vital.ToString(), [.. points.Select(point => point?.Median)], [.. points.Select(point => point?.Low)], [.. points.Select(point => point?.High)]);
    }
}
