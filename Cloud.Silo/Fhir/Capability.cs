using System.Text.Json;

namespace OrleansCare.Cloud.Fhir;

/// <summary>GET /fhir/metadata.</summary>
internal static class Capability
{
    private static readonly (string Name, string Type)[] Parameters =
        [("_id", "token"), ("category", "token"), ("code", "token"), ("date", "date"), ("patient", "reference"), ("subject", "reference")];

    public static void Write(Utf8JsonWriter writer, string version, string date)
    {
        writer.WriteString("resourceType"u8, "CapabilityStatement"u8);
        writer.WriteString("status"u8, "active"u8);
        writer.WriteString("date"u8, date);
        writer.WriteString("kind"u8, "instance"u8);
        writer.WriteStartObject("software"u8);
        writer.WriteString("name"u8, "OrleansCare cloud"u8);
        writer.WriteString("version"u8, version);
        writer.WriteEndObject();
        writer.WriteStartObject("implementation"u8);
        writer.WriteString("description"u8, "De-identified Observations of all sites. For research and secondary display; not a cleared medical device."u8);
        writer.WriteEndObject();
        writer.WriteString("fhirVersion"u8, "4.0.1"u8);
        writer.WriteStartArray("format"u8);
        writer.WriteStringValue("application/fhir+json"u8);
        writer.WriteStringValue("json"u8);
        writer.WriteEndArray();
        writer.WriteStartArray("rest"u8);
        writer.WriteStartObject();
        writer.WriteString("mode"u8, "server"u8);
        writer.WriteStartArray("resource"u8);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "Observation"u8);
        writer.WriteStartArray("interaction"u8);
        foreach (var code in new[] { "read", "search-type" })
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, code);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("versioning"u8, "no-version"u8);
        writer.WriteStartArray("searchParam"u8);
        foreach (var (name, type) in Parameters)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, name);
            writer.WriteString("type"u8, type);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
