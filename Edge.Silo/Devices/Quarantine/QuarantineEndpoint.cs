using OrleansCare.Clinical.Packets;
using OrleansCare.Contracts.Devices;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>
/// GET /api/quarantine?device=&amp;reason=&amp;source=&amp;replayed=&amp;limit= (the newest, oldest first), GET /api/quarantine/{id} (with its payload),
/// POST /api/quarantine/{id}/replay. Identified: as long as there is no access control, loopback only.
/// </summary>
internal static class QuarantineEndpoint
{
    private const int UsualLimit = 100;

    public static void MapQuarantine(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/quarantine", List);
        endpoints.MapGet("/api/quarantine/{id:long}", Show);
        endpoints.MapPost("/api/quarantine/{id:long}/replay", Replay);
    }

    private static IResult List(QuarantineLog log, string? device, string? reason, string? source, bool? replayed, int? limit)
    {
        RejectReason? wantedReason = null;
        DeviceSource? wantedSource = null;
        if (reason is not null && !TryName(reason, out wantedReason))
        {
            return Problem($"reason is one of {string.Join(", ", Enum.GetNames<RejectReason>())}.");
        }

        if (source is not null && !TryName(source, out wantedSource))
        {
            return Problem($"source is one of {string.Join(", ", Enum.GetNames<DeviceSource>())}.");
        }

        var filter = new QuarantineFilter(null, device, wantedReason, wantedSource, replayed, Math.Clamp(limit ?? UsualLimit, 1, QuarantineFilter.LimitAtMost));
        return Results.Ok(log.Read(filter).Select(ReportOf));
    }

    private static IResult Show(QuarantineLog log, long id) => log.Read(QuarantineFilter.One(id)) is [var entry] ? Results.Ok(ReportOf(entry)) : Results.NotFound();

    private static async Task<IResult> Replay(QuarantineReplay replay, long id)
    {
        var result = await replay.ReplayAsync(id);
        return (result.Problem, result.Mark) switch
        {
            (ReplayProblem.NoSuchEntry, _) => Results.NotFound(),
            (ReplayProblem.NotReplayable, _) => Results.Problem(
                "Its form or its sender is not known: it can be looked at, not replayed.", statusCode: StatusCodes.Status409Conflict),
            (_, { } mark) => Results.Ok(ReportOf(mark)),
            _ => Results.Problem("The node could not note the replay; what it did is recognised when it is replayed again.", statusCode: StatusCodes.Status503ServiceUnavailable),
        };
    }

    private static bool TryName<T>(string name, out T? value)
        where T : struct, Enum
    {
        value = Enum.TryParse<T>(name, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;
        return value is not null;
    }

    private static IResult Problem(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    private static QuarantineReport ReportOf(QuarantineEntry entry) => new(
        entry.Id,
        entry.Item.ReceivedAt.ToDateTimeOffset(),
        entry.Item.Device,
        entry.Item.Source.ToString(),
        entry.Item.Form.ToString(),
        entry.PayloadBytes,
        ReportOf(entry.Item.Rejects),
        [.. entry.Replays.Select(ReportOf)],
        entry.Payload.IsEmpty ? null : entry.Payload.ToArray());

    private static ReplayReport ReportOf(ReplayMark mark) =>
        new(mark.At.ToDateTimeOffset(), mark.Outcome.ToString(), mark.Accepted, mark.Quarantined, mark.Ignored, ReportOf(mark.Remaining ?? []));

    private static RejectReport[] ReportOf(IReadOnlyList<Reject> rejects) =>
        [.. rejects.Select(reject => new RejectReport(reject.Reason.ToString(), reject.Element, reject.Count))];
}
