using System.Globalization;
using System.Text.Json;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Codes;

namespace OrleansCare.Interop.Fhir;

/// <summary>R4 data types as our Observations use them.</summary>
internal static class ObservationJson
{
    public static void WriteHead(Utf8JsonWriter writer, string identifier, Coding category, IEnumerable<Coding> code, string text, ObservationContext context)
    {
        writer.WriteStartArray("identifier"u8);
        writer.WriteStartObject();
        writer.WriteString("system"u8, CodeSystems.Effect);
        writer.WriteString("value"u8, identifier);
        writer.WriteEndObject();
        writer.WriteEndArray();
        WriteBed(writer, context);
        writer.WriteString("status"u8, "final"u8);
        writer.WriteStartArray("category"u8);
        WriteConceptValue(writer, [category], null);
        writer.WriteEndArray();
        WriteConcept(writer, "code", code, text);
        WriteSubject(writer, context);
        WriteDevice(writer, context);
    }

    public static void WriteConcept(Utf8JsonWriter writer, string name, IEnumerable<Coding> codings, string? text = null)
    {
        writer.WritePropertyName(name);
        WriteConceptValue(writer, codings, text);
    }

    public static void WritePeriod(Utf8JsonWriter writer, SiloTime start, SiloTime? end)
    {
        writer.WriteStartObject("effectivePeriod"u8);
        WriteTime(writer, "start", start);
        if (end is { } ended)
        {
            WriteTime(writer, "end", ended);
        }

        writer.WriteEndObject();
    }

    public static void WriteTime(Utf8JsonWriter writer, string name, SiloTime time) => writer.WriteString(name, FhirTime.Format(time.ToDateTimeOffset()));

    /// <param name="unit">UCUM code.</param>
    public static void WriteQuantity(Utf8JsonWriter writer, double value, string unit)
    {
        writer.WriteStartObject("valueQuantity"u8);
        writer.WriteNumber("value"u8, Math.Round(value, 3));
        writer.WriteString("unit"u8, unit);
        writer.WriteString("system"u8, CodeSystems.Ucum);
        writer.WriteString("code"u8, unit);
        writer.WriteEndObject();
    }

    public static void WriteQuantityComponent(Utf8JsonWriter writer, IEnumerable<Coding> code, double value, string? unit)
    {
        writer.WriteStartObject();
        WriteConcept(writer, "code", code);
        WriteQuantity(writer, value, unit ?? "1");
        writer.WriteEndObject();
    }

    public static void WriteCountComponent(Utf8JsonWriter writer, Coding code, int count)
    {
        writer.WriteStartObject();
        WriteConcept(writer, "code", [code]);
        writer.WriteNumber("valueInteger"u8, count);
        writer.WriteEndObject();
    }

    private static void WriteConceptValue(Utf8JsonWriter writer, IEnumerable<Coding> codings, string? text)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("coding"u8);
        foreach (var coding in codings)
        {
            writer.WriteStartObject();
            writer.WriteString("system"u8, coding.System);
            writer.WriteString("code"u8, coding.Code);
            writer.WriteString("display"u8, coding.Display);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (text is not null)
        {
            writer.WriteString("text"u8, text);
        }

        writer.WriteEndObject();
    }

    // R4 gives an Observation no location of its own; event-location is the core extension for it.
    private static void WriteBed(Utf8JsonWriter writer, ObservationContext context)
    {
        if (context.Bed is null)
        {
            return;
        }

        writer.WriteStartArray("extension"u8);
        writer.WriteStartObject();
        writer.WriteString("url"u8, "http://hl7.org/fhir/StructureDefinition/event-location"u8);
        writer.WriteStartObject("valueReference"u8);
        writer.WriteString("display"u8, context.Bed);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteSubject(Utf8JsonWriter writer, ObservationContext context)
    {
        writer.WriteStartObject("subject"u8);
        writer.WriteString("reference"u8, string.Create(CultureInfo.InvariantCulture, $"Patient/{context.Patient}"));
        if (context.Mrn is not null)
        {
            writer.WriteStartObject("identifier"u8);
            writer.WriteString("value"u8, context.Mrn);
            writer.WriteEndObject();
        }

        if (context.Name is not null)
        {
            writer.WriteString("display"u8, context.Name);
        }

        writer.WriteEndObject();
    }

    private static void WriteDevice(Utf8JsonWriter writer, ObservationContext context)
    {
        if (context.DeviceSerial is null)
        {
            return;
        }

        writer.WriteStartObject("device"u8);
        writer.WriteStartObject("identifier"u8);
        writer.WriteString("value"u8, context.DeviceSerial);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
