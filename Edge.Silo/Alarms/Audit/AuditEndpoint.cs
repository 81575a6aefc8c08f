namespace OrleansCare.Edge.Alarms.Audit;

/// <summary>GET /api/audit?patient=&amp;action=&amp;from=&amp;to=&amp;count=: who did what, when and why, oldest first; the newest 1,000 unless count says otherwise (10,000 at most).</summary>
internal static class AuditEndpoint
{
    private const int Usual = 1_000;
    private const int Most = 10_000;

    public static void MapAudit(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/audit", List);

    private static IResult List(AuditLog log, string? patient, string? action, DateTimeOffset? from, DateTimeOffset? to, int count = Usual)
    {
        AuditAction? wanted = Enum.TryParse<AuditAction>(action, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;
        if ((action is not null && wanted is null) || count is < 1 or > Most)
        {
            return Results.Problem($"action is one of {string.Join(", ", Enum.GetNames<AuditAction>())}; count is 1 to {Most}.", statusCode: StatusCodes.Status400BadRequest);
        }

        var entries = log.Read(
            entry => (patient is null || entry.Patient == patient) && (wanted is null || entry.Action == wanted) && !(entry.At < from) && !(entry.At > to), count);
        return Results.Json(entries, AuditJson.Default.IReadOnlyListAuditEntry);
    }
}
