using System.Text.Json;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Interop.Codes;

namespace OrleansCare.Interop.Fhir;

/// <summary>
/// A minute of one vital sign: the median as value, minimum, maximum and count as components, over its effectivePeriod. It conforms to R4's vital-sign profile.
/// A pressure stands alone under its own code (8480-6, 8462-4, 8478-0) and claims no bp profile: bp forbids a value and needs both components, and the effects
/// come one vital at a time.
/// </summary>
internal static class VitalObservation
{
    public static readonly Coding VitalSigns = new(CodeSystems.ObservationCategory, "vital-signs", "Vital Signs");
    public static readonly Coding Minimum = new(CodeSystems.Statistic, "minimum", "Minimum");
    public static readonly Coding Maximum = new(CodeSystems.Statistic, "maximum", "Maximum");
    public static readonly Coding Count = new(CodeSystems.Statistic, "count", "Count");

    public static void Write(Utf8JsonWriter writer, VitalSummarized vital, ObservationContext context)
    {
        var code = VitalCodes.Of(vital.Vital);
        ObservationJson.WriteHead(writer, vital.Id.ToString(), VitalSigns, code.Codings, code.Display, context);
        ObservationJson.WritePeriod(writer, vital.Start, vital.End);
        ObservationJson.WriteQuantity(writer, vital.Median, code.UnitCode);
        writer.WriteStartArray("component"u8);
        ObservationJson.WriteQuantityComponent(writer, [Minimum], vital.Minimum, code.UnitCode);
        ObservationJson.WriteQuantityComponent(writer, [Maximum], vital.Maximum, code.UnitCode);
        ObservationJson.WriteCountComponent(writer, Count, vital.Count);
        writer.WriteEndArray();
    }
}
