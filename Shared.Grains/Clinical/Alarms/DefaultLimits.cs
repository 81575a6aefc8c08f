using OrleansCare.Clinical.Codes;

namespace OrleansCare.Clinical.Alarms;

/// <summary>
/// Limits until a site or staff enters others, by age group. Every row names its source and is to be confirmed by site; what equals a band of the NEWS2
/// chart (Royal College of Physicians, 2017) that scores 3 (temperature high: 2) says so; the rest is chosen here from what bedside
/// monitors commonly start with; below 16 years see <see cref="ChildLimits"/>. Delays, hysteresis and how far limits may be moved are chosen here; IEC 60601-2-27 wants rate alarms within 10 s of the onset.
/// </summary>
public static class DefaultLimits
{
    /// <summary>The vitals that are watched, in order of evaluation.</summary>
    public static IReadOnlyList<Vital> Watched { get; } =
    [
        Vital.HeartRate, Vital.PulseRate, Vital.Spo2, Vital.RespiratoryRate, Vital.ArterialSystolic, Vital.NonInvasiveSystolic,
        Vital.ArterialMean, Vital.NonInvasiveMean, Vital.Temperature,
    ];

    /// <returns>Null for a vital without limit alarms.</returns>
    public static LimitRow? For(Vital vital, AgeGroup group = AgeGroup.Adult) => vital switch
    {
        Vital.HeartRate or Vital.PulseRate => Row(
            vital, group, Limits(40, 130, seconds: 5, hysteresis: 2, AlarmPriority.Medium),
            "NEWS2 (RCP 2017): pulse <= 40 and >= 131 score 3; promptly deadly rates have own alarms from the ECG", (30, 150), (15, 300)),

        Vital.Spo2 => Row(
            vital, group, Limits(90, null, seconds: 10, hysteresis: 1, AlarmPriority.High),
            "chosen here: NEWS2 (RCP 2017) scores 3 from 91 % down; 10 s because finger probes slip; no upper limit, oxygen toxicity is no matter of seconds",
            (85, null), (50, 100)),

        Vital.RespiratoryRate => Row(
            vital, group, Limits(8, 30, seconds: 10, hysteresis: 1, AlarmPriority.Medium),
            "NEWS2 (RCP 2017): <= 8 scores 3; above, 30 instead of its 25, chosen here", (6, 40), (2, 150)),

        Vital.ArterialSystolic => Row(
            vital, group, Limits(90, 180, seconds: 5, hysteresis: 3, AlarmPriority.Medium), Systolic, (80, 200), (30, 300)),
        Vital.NonInvasiveSystolic => Row(
            vital, group, Limits(90, 180, seconds: 0, hysteresis: 0, AlarmPriority.Medium), Systolic, (80, 200), (30, 300)),

        Vital.ArterialMean => Row(
            vital, group, Limits(60, 120, seconds: 5, hysteresis: 3, AlarmPriority.High), Mean, (55, 140), (20, 250)),
        Vital.NonInvasiveMean => Row(
            vital, group, Limits(60, 120, seconds: 0, hysteresis: 0, AlarmPriority.Medium), Mean, (55, 140), (20, 250)),

        Vital.Temperature => Row(
            vital, group, Limits(35, 39, seconds: 60, hysteresis: 0.2, AlarmPriority.Low),
            "NEWS2 (RCP 2017): <= 35.0 scores 3 and >= 39.1 scores 2", (34, 40), (25, 44)),
        _ => null,
    };

    private const string Systolic = "NEWS2 (RCP 2017): <= 90 scores 3; above, 180 instead of its 220, chosen here";

    private const string Mean = "chosen here: below the 65 mmHg that the Surviving Sepsis Campaign (2021) aims at";

    private static AlarmLimits Limits(double? low, double? high, int seconds, double hysteresis, AlarmPriority priority) =>
        new(low, high, TimeSpan.FromSeconds(seconds), hysteresis, priority);

    private static LimitRow Row(
        Vital vital, AgeGroup group, AlarmLimits limits, string source, (double? LowFrom, double? HighTo) free, (double Least, double Most) possible)
    {
        if (ChildLimits.Of(vital, group) is { } child)
        {
            (source, free) = (child.Source, (child.LowFrom, child.HighTo));
            limits = limits with { Low = child.Low, High = child.High };
        }
        else if (group == AgeGroup.Unknown)
        {
            source = "AGE UNKNOWN, an adult's taken: " + source;
        }

        return new LimitRow(vital, group, limits, source + "; to be confirmed by site", free.LowFrom, free.HighTo, possible.Least, possible.Most);
    }
}
