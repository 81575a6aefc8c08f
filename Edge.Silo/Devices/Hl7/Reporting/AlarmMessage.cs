using System.Buffers;
using System.Globalization;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Edge.Station;
using OrleansCare.Interop.Codes;
using OrleansCare.Interop.Hl7;
using OrleansCare.Interop.Hl7.Writing;

namespace OrleansCare.Edge.Devices.Hl7.Reporting;

/// <summary>
/// IHE PCD-04 (ORU^R40^ORU_R40): one status of one alarm, its seven facets in order (SDPi, Alert Communication Management). OBR-3 is unique per message,
/// OBR-29 names the first message of the alarm. Names bed and patient: it goes to a receiver in the hospital.
/// </summary>
internal static class AlarmMessage
{
    public const string Application = "ORLEANSCARE";
    private const string AnyAlarm = "196616";

    /// <returns>The same bytes for the same report.</returns>
    public static byte[] Write(AlarmReport report)
    {
        var alarm = report.Alarm;
        var output = new ArrayBufferWriter<byte>();
        var writer = new Hl7Writer(output, Hl7Delimiters.Usual);
        writer.Segment("MSH"u8).Field(3).Text(Application).Field(7).Time(report.At).Field(9).Text("ORU").Component(2).Text("R40").Component(3).Text("ORU_R40");
        writer.Field(10).Text(report.ControlId).Field(11).Text("P").Field(12).Text("2.6").Field(15).Text("AL").Field(16).Text("AL").Field(18).Text("UNICODE UTF-8");
        writer.Field(21).Text("IHE_PCD_ACM_001").Component(2).Text("IHE PCD").Component(3).Text("1.3.6.1.4.1.19376.1.6.1.4.1").Component(4).Text("ISO");
        writer.Segment("PID"u8).Field(3).Text(report.Mrn).Component(5).Text("MR");
        writer.Segment("PV1"u8).Field(2).Text("I").Field(3).Component(3).Text(report.Bed);
        writer.Segment("OBR"u8).Field(1).Number(1).Field(3).Text(report.Filler).Component(2).Text(Application);
        writer.Field(4).Text(AnyAlarm).Component(2).Text("MDC_EVT_ALARM").Component(3).Text("MDC").Field(7).Time(report.Continued == 0 ? alarm.ChangedAt.ToDateTimeOffset() : report.At);
        if (report.Parent.Length > 0)
        {
            writer.Field(29).Component(2).Text(report.Parent);
        }

        WriteEvent(writer, alarm);
        WriteSource(writer, alarm);
        WriteFacet(writer, 3, AlarmCodes.Phase, AlarmCodes.ValueOf(report.Phase));
        WriteFacet(writer, 4, AlarmCodes.State, AlarmCodes.ValueOf(alarm.Condition));
        WriteFacet(writer, 5, AlarmCodes.Inactivation, AlarmCodes.ValueOf(alarm.Signal));
        WriteFacet(writer, 6, AlarmCodes.Priority, AlarmCodes.ValueOf(alarm.Priority));
        WriteFacet(writer, 7, AlarmCodes.Type, AlarmCodes.ValueOf(alarm.Type));
        writer.End();
        return output.WrittenSpan.ToArray();
    }

    private static void WriteEvent(Hl7Writer writer, Alarm alarm)
    {
        var code = AlarmCodes.EventOf(alarm.Kind);
        Begin(writer, 1, "ST", code?.Code ?? AnyAlarm, code?.Display ?? "MDC_EVT_ALARM");
        writer.Field(5).Text(alarm.Text.Length > 0 ? alarm.Text : AlarmText.Of(alarm.Kind));
        End(writer, alarm);
    }

    private static void WriteSource(Hl7Writer writer, Alarm alarm)
    {
        var vital = alarm.Vital is { } kind ? VitalCodes.Of(kind) : null;
        if (alarm.Value is not { } value)
        {
            Begin(writer, 2, "ST", vital?.Mdc.Code ?? "68480", vital?.Mdc.Display ?? "MDC_ATTR_ALERT_SOURCE");
            End(writer, alarm);
            return;
        }

        Begin(writer, 2, "NM", vital?.Mdc.Code ?? "68480", vital?.Mdc.Display ?? "MDC_ATTR_ALERT_SOURCE");
        writer.Field(5).Number(value);
        if ((vital?.UnitCode ?? AlarmCodes.UnitOf(alarm.Kind)) is { } unit)
        {
            writer.Field(6).Text(unit).Component(2).Text(unit).Component(3).Text("UCUM");
        }

        if (alarm.Limit is { } limit)
        {
            writer.Field(7).Text(limit.ToString("R", CultureInfo.InvariantCulture));
        }

        End(writer, alarm);
    }

    private static void WriteFacet(Hl7Writer writer, int facet, Coding code, string value)
    {
        Begin(writer, facet, "ST", code.Code, code.Display);
        writer.Field(5).Text(value).Field(11).Text("R");
    }

    private static void Begin(Hl7Writer writer, int facet, string type, string code, string name) =>
        writer.Segment("OBX"u8).Field(1).Number(facet).Field(2).Text(type).Field(3).Text(code).Component(2).Text(name).Component(3).Text("MDC")
            .Field(4).Text("1.0.0.1." + facet.ToString(CultureInfo.InvariantCulture));

    private static void End(Hl7Writer writer, Alarm alarm) => writer.Field(11).Text("R").Field(14).Time(alarm.ChangedAt.ToDateTimeOffset());
}
