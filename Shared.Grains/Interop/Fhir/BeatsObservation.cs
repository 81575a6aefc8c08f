using System.Text.Json;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Interop.Codes;

namespace OrleansCare.Interop.Fhir;

/// <summary>Beats of one minute by EC57 class: counts as components, all of them as the value.</summary>
internal static class BeatsObservation
{
    public static readonly Coding Procedure = new(CodeSystems.ObservationCategory, "procedure", "Procedure");
    public static readonly Coding Beats = OfClass("beats");

    public static void Write(Utf8JsonWriter writer, BeatsSummarized beats, ObservationContext context)
    {
        ObservationJson.WriteHead(writer, beats.Id.ToString(), Procedure, [Beats], "Beats by class", context);
        ObservationJson.WritePeriod(writer, beats.Start, beats.End);
        writer.WriteNumber("valueInteger"u8, beats.Normal + beats.Supraventricular + beats.Ventricular + beats.Fusion + beats.Unsure);
        writer.WriteStartArray("component"u8);
        ObservationJson.WriteCountComponent(writer, OfClass("normal"), beats.Normal);
        ObservationJson.WriteCountComponent(writer, OfClass("supraventricular"), beats.Supraventricular);
        ObservationJson.WriteCountComponent(writer, OfClass("ventricular"), beats.Ventricular);
        ObservationJson.WriteCountComponent(writer, OfClass("fusion"), beats.Fusion);
        ObservationJson.WriteCountComponent(writer, OfClass("unsure"), beats.Unsure);
        writer.WriteEndArray();
    }

    private static Coding OfClass(string name) => new(CodeSystems.Beats, name, name);
}
