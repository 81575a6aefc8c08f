using OrleansCare.Clinical.Codes;

namespace OrleansCare.Clinical.Alarms;

/// <summary>
/// Which alarm is shown under which: one cause on one device makes many. A child signals for itself, so that a wrong guess at the cause hides nothing.
/// </summary>
internal static class AlarmGroups
{
    /// <summary>Whether <paramref name="parent"/> explains <paramref name="child"/>; both are open and of the same device.</summary>
    public static bool Explains(Alarm parent, AlarmKind child, Vital? vital) => parent.Kind switch
    {
        // A silent device: everything that it measured.
        AlarmKind.SignalLost => child != AlarmKind.SignalLost && (vital is not null || child is AlarmKind.EcgLeadOff or AlarmKind.SignalUnusable or AlarmKind.Apnoea),

        // Electrodes: what is derived from the ECG, and respiration by impedance.
        AlarmKind.EcgLeadOff => child == AlarmKind.SignalUnusable || vital is Vital.HeartRate or Vital.RespiratoryRate
            || child is AlarmKind.Asystole or AlarmKind.ExtremeBradycardia or AlarmKind.ExtremeTachycardia or AlarmKind.Apnoea,

        // The ECG's own call and the rate that follows from it.
        AlarmKind.Asystole or AlarmKind.ExtremeBradycardia => child == AlarmKind.HeartRateLow,
        AlarmKind.ExtremeTachycardia => child == AlarmKind.HeartRateHigh,

        // The worse name of the same beats.
        AlarmKind.VentricularTachycardia or AlarmKind.VentricularFibrillation => child is AlarmKind.VentricularRun or AlarmKind.FrequentVentricularBeats,

        // No breath, and the rate that follows from it.
        AlarmKind.Apnoea => child == AlarmKind.RespiratoryRateLow,

        // One pressure, several figures of it.
        AlarmKind.MeanPressureLow => child == AlarmKind.SystolicLow && AreOfOneLine(parent.Vital, vital),
        AlarmKind.MeanPressureHigh => child == AlarmKind.SystolicHigh && AreOfOneLine(parent.Vital, vital),
        _ => false,
    };

    private static bool AreOfOneLine(Vital? mean, Vital? systolic) =>
        (mean, systolic) is (Vital.ArterialMean, Vital.ArterialSystolic) or (Vital.NonInvasiveMean, Vital.NonInvasiveSystolic);
}
