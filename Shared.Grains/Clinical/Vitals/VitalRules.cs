using OrleansCare.Clinical.Codes;

namespace OrleansCare.Clinical.Vitals;

/// <summary>What is particular to each vital sign. Every figure here is chosen here, to be confirmed by site, unless it says otherwise.</summary>
public static class VitalRules
{
    /// <summary>One past the highest <see cref="Vital"/> number: length of tables by vital.</summary>
    public const int TableLength = (int)Vital.Temperature + 1;

    /// <summary>
    /// An unchanged vital is still summarized this often (while it is measured), so that whoever reads the summaries can tell "unchanged" from
    /// "not measured" within the interval at which intensive care charts are commonly kept.
    /// </summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Continuous = TimeSpan.FromSeconds(10);

    public static Vital? FromCode(int code) => code switch
    {
        Mdc.HeartRate => Vital.HeartRate,
        Mdc.PulseRateOximeter or Mdc.PulseRateArterial => Vital.PulseRate,
        Mdc.Spo2 => Vital.Spo2,
        Mdc.RespiratoryRate => Vital.RespiratoryRate,
        Mdc.NonInvasiveSystolic => Vital.NonInvasiveSystolic,
        Mdc.NonInvasiveDiastolic => Vital.NonInvasiveDiastolic,
        Mdc.NonInvasiveMean => Vital.NonInvasiveMean,
        Mdc.ArterialSystolic => Vital.ArterialSystolic,
        Mdc.ArterialDiastolic => Vital.ArterialDiastolic,
        Mdc.ArterialMean => Vital.ArterialMean,
        Mdc.Temperature => Vital.Temperature,
        _ => null,
    };

    /// <summary>
    /// How long a value stands for the patient after it came. Continuous values come every second or two: after 10 s the sensor is off or the
    /// link is down. A cuff measures on demand, at most hourly in intensive care. Temperature probes report slowly.
    /// </summary>
    public static TimeSpan Validity(Vital vital) => vital switch
    {
        Vital.NonInvasiveSystolic or Vital.NonInvasiveDiastolic or Vital.NonInvasiveMean => TimeSpan.FromMinutes(60),
        Vital.Temperature => TimeSpan.FromMinutes(10),
        _ => Continuous,
    };

    /// <summary>Measured all the time; a cuff and a temperature come when they come.</summary>
    public static bool IsContinuous(Vital vital) => Validity(vital) == Continuous;

    /// <summary>A device that reports seldom is believed until it is lost.</summary>
    /// <param name="silence">How long the device may be silent.</param>
    public static TimeSpan Validity(Vital vital, TimeSpan silence) => Longer(Validity(vital), silence);

    /// <summary>How long the median of a minute stands for the patient in a score after the minute's end: until the next one, or as long as a value that comes seldom.</summary>
    /// <param name="silence">How long the device may be silent.</param>
    public static TimeSpan MedianValidity(Vital vital, TimeSpan silence) => Longer(TimeSpan.FromMinutes(1), Validity(vital, silence));

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>A minute's median is sent when it differs from the last one sent by at least this, in the vital's own unit. A cuff measurement that differs at all is news.</summary>
    public static double DeadBand(Vital vital) => vital switch
    {
        Vital.HeartRate or Vital.PulseRate => 5,
        Vital.Spo2 or Vital.RespiratoryRate => 2,
        Vital.ArterialSystolic or Vital.ArterialDiastolic or Vital.ArterialMean => 5,
        Vital.Temperature => 0.2,
        _ => 1,
    };
}
