using System.Globalization;
using OrleansCare.Interop.Codes;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Hl7.Observations;
using OrleansCare.Interop.Hl7.Receipts;

namespace OrleansCare.Cli.Hl7;

/// <summary>The account for a person: every segment and field with what it became. Measured values are shown, names and numbers of people and devices are not.</summary>
internal sealed class CheckReport(TextWriter output)
{
    public void Write(CheckedMessage message)
    {
        var receipt = message.Receipt;
        output.WriteLine($"{message.File} #{message.Number}  {message.MessageType ?? "no message"}  reply: {message.Acknowledgement ?? "none"}");
        foreach (var element in receipt.Elements)
        {
            output.WriteLine($"  {receipt.LocationOf(element),-12} {Outcome(element)}");
        }

        foreach (var notice in receipt.Notices)
        {
            output.WriteLine($"  {receipt.LocationOf(notice),-12} note: {notice.Notice}");
        }

        if (message.Interpretation is { } interpretation)
        {
            WriteContent(interpretation);
        }

        output.WriteLine($"  {receipt.Accepted} accepted + {receipt.Quarantined} quarantined + {receipt.Ignored} ignored = {receipt.Total}");
    }

    private static string Outcome(in ReceiptElement element) => element.Outcome switch
    {
        ElementOutcome.Accepted => $"accepted: {element.Meaning}",
        ElementOutcome.Quarantined => $"QUARANTINED: {element.ReasonName}",
        _ => $"ignored: {element.ReasonName}",
    };

    private void WriteContent(Interpretation interpretation)
    {
        var number = 0;
        foreach (var reading in interpretation.Readings)
        {
            output.WriteLine(
                $"  => packet {++number}, profile {reading.Profile.Name}{(reading.ObserveOnly ? ", observe only" : "")}, measured at {Time(reading)}");
            foreach (var numeric in reading.Numerics)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"       {NameOf(numeric.Code)} {numeric.Value} {UcumUnit.CodeOf(numeric.Unit)}"));
            }

            foreach (var wave in reading.Waveforms)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"       {NameOf(wave.Code)} {wave.Samples.Length} samples at {wave.SampleRate:0.###} Hz, {wave.Gain:0.########} {UcumUnit.CodeOf(wave.Unit)} a step"));
            }
        }

        foreach (var report in interpretation.Alarms)
        {
            output.WriteLine(
                $"  => alarm {report.Alarm.EventCode}, phase {report.Alarm.Phase}, {report.Alarm.State}, priority {report.Alarm.Priority?.ToString() ?? "none"}, profile {report.Profile.Name}");
        }

        if (interpretation.Admission is { } admission)
        {
            output.WriteLine($"  => {admission.Kind} ({admission.Trigger})");
        }
    }

    private static string Time(DeviceReading reading) => reading.MeasuredAt?.ToString("yyyy-MM-dd HH:mm:ss.fff zzz", CultureInfo.InvariantCulture) ?? "no time";

    private static string NameOf(int code) => MdcTerms.Find(code)?.Name ?? code.ToString(CultureInfo.InvariantCulture);
}
