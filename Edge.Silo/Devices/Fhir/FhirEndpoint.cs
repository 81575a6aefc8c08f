using System.Buffers;
using System.Globalization;
using Hl7.Fhir.Model;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Edge.Devices.Fhir;

/// <summary>
/// POST /fhir/Observation and POST /fhir (a Bundle of Observations and their Devices, batch or transaction) from devices and gateways, with user and
/// password as Basic: the device is <see cref="DeviceReferences"/>'s; Devices are read and not stored. 201 durable, 200 a repeat, 400 unreadable, 401, 422 nothing of it could be used, 503 the node
/// cannot keep it now. Whatever was refused is named in an OperationOutcome.
/// </summary>
internal static class FhirEndpoint
{
    private const string SecondsToRetry = "5";

    public static void MapFhirIntake(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/fhir/Observation", TakeObservation);
        endpoints.MapPost("/fhir", TakeBundle);
    }

    private static async Task<IResult> TakeObservation(HttpContext context, FhirIntake fhir, DeviceIntake intake, TimeProvider time)
    {
        var (refused, credentials, body, resource) = await ReadAsync(context, intake, time);
        if (refused is not null)
        {
            return refused;
        }

        if (resource is not Observation observation)
        {
            return FhirAnswers.Result(StatusCodes.Status400BadRequest, FhirAnswers.Outcome(OperationOutcome.IssueType.Invalid, "Observation", "POST /fhir/Observation takes an Observation."));
        }

        var posted = new Posted(observation, DeviceReferences.SerialsOf(observation), "Observation");
        var result = await TakeAsync(fhir, intake, posted, credentials, body, SiloTime.From(time.GetUtcNow()));
        return Answer(context, result.Status, result.Outcome);
    }

    private static async Task<IResult> TakeBundle(HttpContext context, FhirIntake fhir, DeviceIntake intake, TimeProvider time)
    {
        var (refused, credentials, body, resource) = await ReadAsync(context, intake, time);
        if (refused is not null)
        {
            return refused;
        }

        var now = SiloTime.From(time.GetUtcNow());
        if (resource is not Bundle { Type: Bundle.BundleType.Batch or Bundle.BundleType.Transaction } bundle || bundle.Entry.Any(entry => entry.Resource is not (Observation or Device)))
        {
            return FhirAnswers.Result(
                StatusCodes.Status400BadRequest, FhirAnswers.Outcome(OperationOutcome.IssueType.Invalid, "Bundle", "POST /fhir takes a batch or transaction of Observations and their Devices."));
        }

        var isTransaction = bundle.Type == Bundle.BundleType.Transaction;
        if (isTransaction && await FirstRefusalAsync(fhir, bundle, credentials, body, intake, now) is { } refusal)
        {
            return Answer(context, refusal.Status, refusal.Outcome);
        }

        var response = new Bundle { Type = isTransaction ? Bundle.BundleType.TransactionResponse : Bundle.BundleType.BatchResponse };
        for (var i = 0; i < bundle.Entry.Count; i++)
        {
            var (status, outcome) = PostedOf(bundle, i) is { } posted
                ? await TakeAsync(fhir, intake, posted, credentials, FhirAnswers.Bytes(posted.Observation), now)
                : (StatusCodes.Status200OK, FhirAnswers.ReadOnly());
            if (isTransaction && status == StatusCodes.Status503ServiceUnavailable)
            {
                return Answer(context, status, outcome);
            }

            response.Entry.Add(new Bundle.EntryComponent
            {
                Response = new Bundle.ResponseComponent { Status = status.ToString(CultureInfo.InvariantCulture), Outcome = outcome },
            });
        }

        return FhirAnswers.Result(StatusCodes.Status200OK, response);
    }

    /// <summary>A transaction is taken whole or not at all; what was sent is kept in quarantine then.</summary>
    private static async Task<(int Status, OperationOutcome Outcome)?> FirstRefusalAsync(
        FhirIntake fhir, Bundle bundle, Credentials credentials, byte[] body, DeviceIntake intake, SiloTime now)
    {
        for (var i = 0; i < bundle.Entry.Count; i++)
        {
            if (PostedOf(bundle, i) is not { } posted)
            {
                continue;
            }

            if (posted.Serials.Count == 0)
            {
                return await RefuseUnnamedAsync(intake, posted, body, now);
            }

            if (await fhir.DeviceOfAsync(posted.Serials, credentials) is not { } device)
            {
                return (StatusCodes.Status401Unauthorized, FhirAnswers.NotEnrolled());
            }

            var decoded = fhir.Read(device, posted.Observation, now, out _);
            if (decoded.Rejects.Count > 0 || !FhirIntake.HasValues(decoded))
            {
                var reject = decoded.Rejects.Count > 0 ? decoded.Rejects[0] : new Reject(RejectReason.RequiredFieldMissing, "Observation");
                var receipt = await intake.RefuseAsync(
                    device.Key, DeviceSource.Fhir, KeptPayload.Unknown, reject with { Count = Math.Max(1, bundle.Entry.Count) }, new ReadOnlySequence<byte>(body), now);
                return receipt.IsKept
                    ? (StatusCodes.Status422UnprocessableEntity, FhirAnswers.Outcome([reject]))
                    : (StatusCodes.Status503ServiceUnavailable, FhirAnswers.NotKept());
            }
        }

        return null;
    }

    private static async Task<(int Status, OperationOutcome Outcome)> TakeAsync(
        FhirIntake fhir, DeviceIntake intake, Posted posted, Credentials credentials, byte[] body, SiloTime now)
    {
        if (posted.Serials.Count == 0)
        {
            return await RefuseUnnamedAsync(intake, posted, body, now);
        }

        if (await fhir.DeviceOfAsync(posted.Serials, credentials) is not { } device)
        {
            return (StatusCodes.Status401Unauthorized, FhirAnswers.NotEnrolled());
        }

        var receipt = await fhir.TakeAsync(device, posted.Observation, body, now);
        var status = receipt.Outcome switch
        {
            IntakeOutcome.Accepted => StatusCodes.Status201Created,
            IntakeOutcome.Repeated => StatusCodes.Status200OK,
            IntakeOutcome.Quarantined => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status503ServiceUnavailable,
        };
        return (status, receipt.IsKept ? FhirAnswers.Outcome(receipt.Rejects) : FhirAnswers.NotKept());
    }

    /// <summary>It names no device, or one that cannot be found: nobody can say whose values these are.</summary>
    private static async Task<(int Status, OperationOutcome Outcome)> RefuseUnnamedAsync(DeviceIntake intake, Posted posted, byte[] body, SiloTime now)
    {
        var reject = posted.Observation.Device?.Reference is { Length: > 0 }
            ? new Reject(RejectReason.UnknownDevice, posted.Path + ".device.reference")
            : new Reject(RejectReason.DeviceUnnamed, posted.Path + ".device");
        var receipt = await intake.RefuseAsync("", DeviceSource.Fhir, KeptPayload.Unknown, reject, new ReadOnlySequence<byte>(body), now);
        return receipt.IsKept
            ? (StatusCodes.Status422UnprocessableEntity, FhirAnswers.Outcome(OperationOutcome.IssueType.NotFound, reject.Element, reject.Reason.ToString()))
            : (StatusCodes.Status503ServiceUnavailable, FhirAnswers.NotKept());
    }

    /// <returns>Null: the entry is a Device.</returns>
    private static Posted? PostedOf(Bundle bundle, int index) => bundle.Entry[index] is { Resource: Observation observation } entry
        ? new Posted(observation, DeviceReferences.SerialsOf(observation, bundle, entry.FullUrl), $"Bundle.entry[{index}].resource")
        : null;

    private static async Task<(IResult? Refused, Credentials Credentials, byte[] Body, Resource? Resource)> ReadAsync(HttpContext context, DeviceIntake intake, TimeProvider time)
    {
        if (DeviceLogin.ReadBasic(context.Request.Headers.Authorization) is not { } credentials)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"devices\"";
            return (FhirAnswers.Result(StatusCodes.Status401Unauthorized, FhirAnswers.NotEnrolled()), default, [], null);
        }

        if (await ReadBodyAsync(context.Request) is not { } body)
        {
            var tooLong = FhirAnswers.Outcome(OperationOutcome.IssueType.TooLong, "body", "At most 1 MiB.");
            return (FhirAnswers.Result(StatusCodes.Status413PayloadTooLarge, tooLong), credentials, [], null);
        }

        if (FhirAnswers.Parse(body, out var problems) is { } resource && problems is null)
        {
            return (null, credentials, body, resource);
        }

        var reject = new Reject(RejectReason.UndecodablePayload, "resource");
        var receipt = await intake.RefuseAsync("", DeviceSource.Fhir, KeptPayload.Unknown, reject, new ReadOnlySequence<byte>(body), SiloTime.From(time.GetUtcNow()));
        var answer = receipt.IsKept
            ? Answer(context, StatusCodes.Status400BadRequest, problems ?? FhirAnswers.Outcome([reject]))
            : Answer(context, StatusCodes.Status503ServiceUnavailable, FhirAnswers.NotKept());
        return (answer, credentials, body, null);
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(buffer)) > 0)
        {
            body.Write(buffer, 0, count);
            if (body.Length > PayloadLimits.Bytes)
            {
                return null;
            }
        }

        return body.ToArray();
    }

    private static IResult Answer(HttpContext context, int status, Resource outcome)
    {
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = SecondsToRetry;
        }

        return FhirAnswers.Result(status, outcome);
    }

    /// <param name="Serials">Of the device that it names; empty: none can be found.</param>
    /// <param name="Path">Where it stands in what was posted.</param>
    private readonly record struct Posted(Observation Observation, IReadOnlyList<string> Serials, string Path);
}
