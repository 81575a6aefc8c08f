using OrleansCare.Clinical.Codes;

namespace OrleansCare.Clinical.Alarms;

/// <summary>
/// Limits of an adult until a site or staff enters others. Every row is to be confirmed by site; where a limit equals a band of the NEWS2 chart
/// (Royal College of Physicians, 2017) that scores 3 (temperature high: 2), the row says so; the rest is chosen here from what bedside
/// monitors commonly start with. Delays and hysteresis are chosen here; IEC 60601-2-27 wants rate alarms within 10 s of the onset.
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
    public static AlarmLimits? For(Vital vital) => vital switch
    {
        // NEWS2: pulse <= 40 and >= 131. Promptly deadly rates have own alarms from the ECG.
        Vital.HeartRate or Vital.PulseRate => Limits(40, 130, seconds: 5, hysteresis: 2, AlarmPriority.Medium),

        // NEWS2 scores 3 from 91 % down; 10 s because finger probes slip. No upper limit: oxygen toxicity is no matter of seconds.
        Vital.Spo2 => Limits(90, null, seconds: 10, hysteresis: 1, AlarmPriority.High),

        // NEWS2: <= 8; above, 30 instead of its 25.
        Vital.RespiratoryRate => Limits(8, 30, seconds: 10, hysteresis: 1, AlarmPriority.Medium),

        // NEWS2: <= 90; above, 180 instead of its 220.
        Vital.ArterialSystolic => Limits(90, 180, seconds: 5, hysteresis: 3, AlarmPriority.Medium),
        Vital.NonInvasiveSystolic => Limits(90, 180, seconds: 0, hysteresis: 0, AlarmPriority.Medium),

        // Below the 65 mmHg that the Surviving Sepsis Campaign (2021) aims at.
        Vital.ArterialMean => Limits(60, 120, seconds: 5, hysteresis: 3, AlarmPriority.High),
        Vital.NonInvasiveMean => Limits(60, 120, seconds: 0, hysteresis: 0, AlarmPriority.Medium),

        // NEWS2: <= 35.0 and >= 39.1.
        Vital.Temperature => Limits(35, 39, seconds: 60, hysteresis: 0.2, AlarmPriority.Low),
        _ => null,
    };

    private static AlarmLimits Limits(double? low, double? high, int seconds, double hysteresis, AlarmPriority priority) =>
        new(low, high, TimeSpan.FromSeconds(seconds), hysteresis, priority);
}
