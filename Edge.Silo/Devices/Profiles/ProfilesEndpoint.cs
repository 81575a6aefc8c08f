using OrleansCare.Contracts.Devices;

namespace OrleansCare.Edge.Devices.Profiles;

/// <summary>
/// GET /api/profiles: the device profiles in use, and which only observe. POST /api/profiles/{name}/confirm and /withdraw with a
/// <see cref="ProfileDecisionRequest"/>: an engineer has looked at an assumed one. As long as there is no access control, loopback only.
/// </summary>
internal static class ProfilesEndpoint
{
    private const int ByAtMost = 200;

    public static void MapProfiles(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/profiles", (ProfileDesk desk) => desk.ReportAsync());
        endpoints.MapPost("/api/profiles/{name}/confirm", (ProfileDesk desk, string name, ProfileDecisionRequest request) => DecideAsync(desk, name, true, request));
        endpoints.MapPost("/api/profiles/{name}/withdraw", (ProfileDesk desk, string name, ProfileDecisionRequest request) => DecideAsync(desk, name, false, request));
    }

    private static async Task<IResult> DecideAsync(ProfileDesk desk, string name, bool confirmed, ProfileDecisionRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.By) || request.By.Length > ByAtMost || request.Reason?.Length > ByAtMost)
        {
            return Results.Problem($"by says who decides, at most {ByAtMost} characters, and so does reason say why.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await desk.DecideAsync(name, confirmed, request.Fingerprint, request.By.Trim(), request.Reason?.Trim() ?? "") is { } problem
            ? Results.Problem(problem, statusCode: StatusCodes.Status409Conflict)
            : Results.Ok((await desk.ReportAsync()).Single(profile => profile.Name == name));
    }
}
