using System.Text.Json;

namespace OrleansCare.Cloud.Fhir;

/// <summary>A page as an R4 searchset Bundle. The self link holds what was used, the next link everything to go on.</summary>
internal static class SearchBundle
{
    /// <param name="address">Of the FHIR base, e.g. http://host:7080/fhir.</param>
    public static void Write(Utf8JsonWriter writer, string address, ObservationSearch search, SearchPage page)
    {
        var self = Link(address, search.Used);
        writer.WriteString("resourceType"u8, "Bundle"u8);
        writer.WriteString("type"u8, "searchset"u8);
        writer.WriteNumber("total"u8, page.Total);
        writer.WriteStartArray("link"u8);
        WriteLink(writer, "self", search.After is { } here ? Link(address, search.Used.Append((SearchParser.CursorName, here.ToString()))) : self);
        if (page.Next is { } next)
        {
            WriteLink(writer, "next", Link(address, search.Used.Append((SearchParser.CursorName, next.ToString()))));
        }

        writer.WriteEndArray();
        if (page.Entries.Count == 0 && search.Ignored.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("entry"u8);
        foreach (var (id, body) in page.Entries)
        {
            writer.WriteStartObject();
            writer.WriteString("fullUrl"u8, $"{address}/Observation/{id}");
            writer.WritePropertyName("resource"u8);
            writer.WriteRawValue(body, skipInputValidation: true);
            WriteMode(writer, "match");
            writer.WriteEndObject();
        }

        WriteIgnored(writer, search);
        writer.WriteEndArray();
    }

    // R4 search 3.1.1.3: a server may tell what it did not use by an outcome in the bundle.
    private static void WriteIgnored(Utf8JsonWriter writer, ObservationSearch search)
    {
        if (search.Ignored.Count == 0)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteStartObject("resource"u8);
        writer.WriteString("resourceType"u8, "OperationOutcome"u8);
        writer.WriteStartArray("issue"u8);
        foreach (var name in search.Ignored)
        {
            FhirJson.WriteIssue(writer, "warning", "not-supported", $"The parameter {name} was ignored.");
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        WriteMode(writer, "outcome");
        writer.WriteEndObject();
    }

    private static void WriteMode(Utf8JsonWriter writer, string mode)
    {
        writer.WriteStartObject("search"u8);
        writer.WriteString("mode"u8, mode);
        writer.WriteEndObject();
    }

    private static void WriteLink(Utf8JsonWriter writer, string relation, string url)
    {
        writer.WriteStartObject();
        writer.WriteString("relation"u8, relation);
        writer.WriteString("url"u8, url);
        writer.WriteEndObject();
    }

    private static string Link(string address, IEnumerable<(string Name, string Value)> parameters)
    {
        var query = string.Join('&', parameters.Select(parameter => $"{Uri.EscapeDataString(parameter.Name)}={Uri.EscapeDataString(parameter.Value)}"));
        return query.Length == 0 ? $"{address}/Observation" : $"{address}/Observation?{query}";
    }
}
