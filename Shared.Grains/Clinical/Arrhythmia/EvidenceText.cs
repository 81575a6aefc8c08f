using System.Globalization;
using OrleansCare.Clinical.Codes;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>A channel's report in words and numbers for staff.</summary>
internal static class EvidenceText
{
    public static Judgement Contradicted(in ChannelReport report, string reason) => new(Verdict.Contradicted, $"{Of(report)}; {reason}");

    public static Judgement Confirmed(in ChannelReport first, in ChannelReport second) => new(Verdict.Confirmed, $"{Of(first)}; {Of(second)}");

    private static string Of(in ChannelReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{NameOf(report.Code)}: {report.Beats} {(report.IsPulse ? "pulses" : "beats")} in {ArrhythmiaRules.LookBackSeconds:F0} s, {100 * report.UsualShare:F0} % usual, longest without a usual one {report.LongestUnusual:F1} s{RatesOf(report)}");

    private static string RatesOf(in ChannelReport report) => double.IsNaN(report.Low5)
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $", {report.Low5:F0} to {report.High5:F0} /min, irregularity {report.Irregularity:F2}");

    private static string NameOf(int code) => code switch
    {
        Mdc.Pleth => "pleth",
        Mdc.ArterialPressure => "arterial pressure",
        _ => "lead " + Mdc.LeadName(code),
    };
}
