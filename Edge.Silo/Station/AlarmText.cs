using OrleansCare.Clinical.Alarms;
using OrleansCare.Interop.Codes;

namespace OrleansCare.Edge.Station;

/// <summary>What the screen calls an alarm, in English, and the unit of its value.</summary>
internal static class AlarmText
{
    public static string Of(AlarmKind kind) => kind switch
    {
        AlarmKind.HeartRateHigh => "Heart rate high",
        AlarmKind.HeartRateLow => "Heart rate low",
        AlarmKind.Spo2Low => "SpO2 low",
        AlarmKind.Spo2High => "SpO2 high",
        AlarmKind.RespiratoryRateHigh => "Respiratory rate high",
        AlarmKind.RespiratoryRateLow => "Respiratory rate low",
        AlarmKind.SystolicHigh => "Systolic pressure high",
        AlarmKind.SystolicLow => "Systolic pressure low",
        AlarmKind.MeanPressureHigh => "Mean pressure high",
        AlarmKind.MeanPressureLow => "Mean pressure low",
        AlarmKind.TemperatureHigh => "Temperature high",
        AlarmKind.TemperatureLow => "Temperature low",
        AlarmKind.Asystole => "ASYSTOLE",
        AlarmKind.ExtremeBradycardia => "EXTREME BRADYCARDIA",
        AlarmKind.ExtremeTachycardia => "EXTREME TACHYCARDIA",
        AlarmKind.VentricularTachycardia => "VENTRICULAR TACHYCARDIA",
        AlarmKind.VentricularFibrillation => "VENTRICULAR FIBRILLATION",
        AlarmKind.VentricularRun => "Run of ventricular beats",
        AlarmKind.VentricularCouplet => "Ventricular couplet",
        AlarmKind.VentricularBigeminy => "Ventricular bigeminy",
        AlarmKind.VentricularTrigeminy => "Ventricular trigeminy",
        AlarmKind.FrequentVentricularBeats => "Frequent ventricular beats",
        AlarmKind.Pause => "Pause between beats",
        AlarmKind.AtrialFibrillation => "Irregular rhythm, perhaps atrial fibrillation",
        AlarmKind.Apnoea => "APNOEA",
        AlarmKind.EarlyWarningScoreHigh => "NEWS2 high",
        AlarmKind.BedsidePewsHigh => "Bedside PEWS high",
        AlarmKind.DeviceAlarm => "Device alarm",
        AlarmKind.EcgLeadOff => "ECG lead off",
        AlarmKind.SignalLost => "No data from device",
        AlarmKind.SignalUnusable => "ECG signal unusable",
        AlarmKind.PatientConflict => "Device measures another patient",
        AlarmKind.DeviceFault => "Device fault",
        AlarmKind.StorageFailed => "Recording failed: data is not being kept",
        AlarmKind.ModelUnavailable => "Beat classification unavailable",
        AlarmKind.AlarmNotReceived => "ALARM NOT RECEIVED: nobody has answered",
        _ => kind.ToString(),
    };

    /// <summary>UCUM: of the vital sign, or of what a rhythm rule measures.</summary>
    public static string UnitOf(Alarm alarm) => (alarm.Vital, alarm.Kind) switch
    {
        ({ } vital, _) => VitalCodes.Of(vital).UnitCode,
        (_, AlarmKind.Asystole or AlarmKind.Pause or AlarmKind.Apnoea) => "s",
        (_, AlarmKind.ExtremeBradycardia or AlarmKind.ExtremeTachycardia or AlarmKind.VentricularTachycardia or AlarmKind.VentricularRun
            or AlarmKind.FrequentVentricularBeats) => "/min",
        _ => "",
    };
}
