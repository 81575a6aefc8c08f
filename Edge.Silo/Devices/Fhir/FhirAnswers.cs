using System.Text;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Edge.Devices.Fhir;

/// <summary>Resources in and out as JSON; what was refused as an OperationOutcome, which never quotes a value.</summary>
internal static class FhirAnswers
{
    private const string MediaType = "application/fhir+json";
    private static readonly FhirJsonDeserializer Json = new(new DeserializerSettings());

    /// <param name="problems">Null: it is a valid resource.</param>
    public static Resource? Parse(ReadOnlySpan<byte> body, out OperationOutcome? problems)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (Json.TryDeserializeResource(ref reader, out var resource, out var issues))
            {
                problems = null;
                return resource;
            }

            problems = new OperationOutcome();
            foreach (var issue in issues.OfType<ExtendedCodedException>().Take(20))
            {
                problems.Issue.Add(Issue(OperationOutcome.IssueType.Structure, issue.InstancePath ?? "resource", issue.ErrorCode));
            }

            return resource;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            problems = Outcome(OperationOutcome.IssueType.Structure, "resource", "It is no JSON.");
            return null;
        }
    }

    public static byte[] Bytes(Resource resource) => Encoding.UTF8.GetBytes(resource.ToJson());

    public static OperationOutcome Outcome(IReadOnlyList<Reject> rejects)
    {
        var outcome = new OperationOutcome();
        foreach (var reject in rejects)
        {
            outcome.Issue.Add(Issue(OperationOutcome.IssueType.Value, reject.Element, reject.Reason.ToString()));
        }

        return rejects.Count == 0 ? Information("durable") : outcome;
    }

    public static OperationOutcome ReadOnly() => Information("A Device is read for its serial number and not stored.");

    public static OperationOutcome Outcome(OperationOutcome.IssueType type, string where, string text) => new() { Issue = { Issue(type, where, text) } };

    public static OperationOutcome NotKept() => Outcome(OperationOutcome.IssueType.NoStore, "Observation", "It could not be stored: send it again.");

    public static OperationOutcome NotEnrolled() =>
        Outcome(OperationOutcome.IssueType.Login, "Observation.device.identifier", "The device that it names is not enrolled with this user and password.");

    public static IResult Result(int status, Resource resource) => Results.Text(resource.ToJson(), MediaType, Encoding.UTF8, status);

    private static OperationOutcome Information(string text) => new()
    {
        Issue =
        {
            new OperationOutcome.IssueComponent
            {
                Severity = OperationOutcome.IssueSeverity.Information,
                Code = OperationOutcome.IssueType.Informational,
                Diagnostics = text,
            },
        },
    };

    private static OperationOutcome.IssueComponent Issue(OperationOutcome.IssueType type, string where, string text) => new()
    {
        Severity = OperationOutcome.IssueSeverity.Error,
        Code = type,
        Diagnostics = text,
        Expression = [where],
    };
}
