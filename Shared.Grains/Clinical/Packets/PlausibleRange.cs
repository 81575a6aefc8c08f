using OrleansCare.Clinical.Codes;

namespace OrleansCare.Clinical.Packets;

/// <summary>
/// What a living patient's sensor can report; outside it the element is rejected as <see cref="RejectReason.Implausible"/>, never clipped.
/// The bounds are measuring ranges of bedside monitors, deliberately wider than any alarm limit; to be confirmed by site.
/// </summary>
public static class PlausibleRange
{
    public static bool Contains(int code, double value) => code switch
    {
        Mdc.HeartRate or Mdc.PulseRateOximeter or Mdc.PulseRateArterial => value is >= 0 and <= 350,
        Mdc.Spo2 => value is >= 0 and <= 100,
        Mdc.RespiratoryRate => value is >= 0 and <= 180,
        Mdc.NonInvasiveSystolic or Mdc.NonInvasiveDiastolic or Mdc.NonInvasiveMean => value is >= 0 and <= 300,
        Mdc.ArterialSystolic or Mdc.ArterialDiastolic or Mdc.ArterialMean => value is >= -50 and <= 360,
        Mdc.Temperature => value is >= 15 and <= 45,
        Mdc.VentricularEctopyRate => value is >= 0 and <= 350,
        _ => double.IsFinite(value),
    };
}
