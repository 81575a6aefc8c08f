using System.Text.Json;

namespace OrleansCare.Cloud.Fhir;

/// <summary>Answers as application/fhir+json.</summary>
internal static class FhirJson
{
    public const string MediaType = "application/fhir+json; charset=utf-8";

    public static IResult Resource(byte[] body) => Results.Bytes(body, MediaType);

    /// <param name="code">R4 issue-type: invalid, not-found, not-supported, exception, ...</param>
    public static IResult Outcome(int status, string code, string diagnostics) => Write(status, writer =>
    {
        writer.WriteString("resourceType"u8, "OperationOutcome"u8);
        writer.WriteStartArray("issue"u8);
        WriteIssue(writer, "error", code, diagnostics);
        writer.WriteEndArray();
    });

    public static void WriteIssue(Utf8JsonWriter writer, string severity, string code, string diagnostics)
    {
        writer.WriteStartObject();
        writer.WriteString("severity"u8, severity);
        writer.WriteString("code"u8, code);
        writer.WriteString("diagnostics"u8, diagnostics);
        writer.WriteEndObject();
    }

    public static IResult Write(int status, Action<Utf8JsonWriter> body) => new JsonResult(status, body);

    private sealed class JsonResult(int status, Action<Utf8JsonWriter> body) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = MediaType;
            var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter);
            await using (writer)
            {
                writer.WriteStartObject();
                body(writer);
                writer.WriteEndObject();
            }
        }
    }
}
