using System.Globalization;
using System.Text.Json;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Interop.Codes;

namespace OrleansCare.Interop.Fhir;

/// <summary>
/// One revision of an alarm. effectivePeriod begins at the onset and ends when the condition has ended; issued is when this revision was made. The code is always
/// the alarm's kind in our own system, and the MDC event where one is known; the vital stands in the code of the value component.
/// </summary>
internal static class AlarmObservation
{
    public static readonly Coding Category = new(CodeSystems.Category, "alarm", "Alarm");
    public static readonly Coding Detected = new(CodeSystems.AlarmComponent, "detected", "Detected at");
    public static readonly Coding Value = new(CodeSystems.AlarmComponent, "value", "Value that raised it");
    public static readonly Coding Limit = new(CodeSystems.AlarmComponent, "limit", "Limit");

    public static void Write(Utf8JsonWriter writer, Alarm alarm, ObservationContext context)
    {
        var kind = new Coding(CodeSystems.AlarmKind, alarm.Kind.ToString(), alarm.Kind.ToString());
        Coding[] code = AlarmCodes.EventOf(alarm.Kind) is { } mdc ? [kind, mdc] : [kind];
        var identifier = string.Create(CultureInfo.InvariantCulture, $"{alarm.Id}/{alarm.Revision}");
        ObservationJson.WriteHead(writer, identifier, Category, code, kind.Display, context);
        ObservationJson.WritePeriod(writer, alarm.Onset, alarm.Condition == ConditionState.Inactive ? alarm.ChangedAt : null);
        ObservationJson.WriteTime(writer, "issued", alarm.ChangedAt);

        writer.WriteStartArray("component"u8);
        WriteAnswer(writer, AlarmCodes.Phase, AlarmCodes.ValueOf(alarm.Phase));
        WriteAnswer(writer, AlarmCodes.State, AlarmCodes.ValueOf(alarm.Condition));
        WriteAnswer(writer, AlarmCodes.Inactivation, AlarmCodes.ValueOf(alarm.Signal));
        WriteAnswer(writer, AlarmCodes.Priority, AlarmCodes.ValueOf(alarm.Priority));
        WriteAnswer(writer, AlarmCodes.Type, AlarmCodes.ValueOf(alarm.Type));
        WriteDetected(writer, alarm);
        WriteValues(writer, alarm);
        writer.WriteEndArray();
    }

    private static void WriteValues(Utf8JsonWriter writer, Alarm alarm)
    {
        var vital = alarm.Vital is { } known ? VitalCodes.Of(known) : null;
        var unit = vital?.UnitCode ?? AlarmCodes.UnitOf(alarm.Kind);
        if (alarm.Value is { } value)
        {
            ObservationJson.WriteQuantityComponent(writer, vital is null ? [Value] : [Value, .. vital.Codings], value, unit);
        }

        if (alarm.Limit is { } limit)
        {
            ObservationJson.WriteQuantityComponent(writer, [Limit], limit, unit);
        }
    }

    private static void WriteAnswer(Utf8JsonWriter writer, Coding facet, string answer)
    {
        writer.WriteStartObject();
        ObservationJson.WriteConcept(writer, "code", [facet]);
        ObservationJson.WriteConcept(writer, "valueCodeableConcept", [new Coding(CodeSystems.AlarmValue, answer, answer)]);
        writer.WriteEndObject();
    }

    private static void WriteDetected(Utf8JsonWriter writer, Alarm alarm)
    {
        writer.WriteStartObject();
        ObservationJson.WriteConcept(writer, "code", [Detected]);
        ObservationJson.WriteTime(writer, "valueDateTime", alarm.DetectedAt);
        writer.WriteEndObject();
    }
}
