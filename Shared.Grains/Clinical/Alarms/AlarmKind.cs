namespace OrleansCare.Clinical.Alarms;

/// <summary>What an alarm is about. Numbers are frozen: they are part of alarm ids, logs and the station's frames.</summary>
public enum AlarmKind
{
    HeartRateHigh = 1,
    HeartRateLow = 2,
    Spo2Low = 3,
    Spo2High = 4,
    RespiratoryRateHigh = 5,
    RespiratoryRateLow = 6,
    SystolicHigh = 7,
    SystolicLow = 8,
    MeanPressureHigh = 9,
    MeanPressureLow = 10,
    TemperatureHigh = 11,
    TemperatureLow = 12,

    Asystole = 30,
    ExtremeBradycardia = 31,
    ExtremeTachycardia = 32,
    VentricularTachycardia = 33,
    VentricularFibrillation = 34,

    /// <summary>Three or more ventricular beats in a row.</summary>
    VentricularRun = 37,
    VentricularCouplet = 38,
    VentricularBigeminy = 39,
    VentricularTrigeminy = 40,

    /// <summary>Many ventricular beats in a minute.</summary>
    FrequentVentricularBeats = 41,

    /// <summary>A long interval between two beats.</summary>
    Pause = 42,

    /// <summary>Intervals without order, as in atrial fibrillation; says nothing of P waves.</summary>
    AtrialFibrillation = 43,

    /// <summary>No breath for the site's delay, 20 s by default.</summary>
    Apnoea = 46,

    EarlyWarningScoreHigh = 50,
    BedsidePewsHigh = 51,

    /// <summary>A physiologic alarm that a device raised by its own rules.</summary>
    DeviceAlarm = 52,

    EcgLeadOff = 70,
    SignalLost = 71,
    SignalUnusable = 72,

    /// <summary>A device says that it measures another patient than the one it is associated with.</summary>
    PatientConflict = 73,

    /// <summary>A technical alarm that a device raised of itself.</summary>
    DeviceFault = 74,

    StorageFailed = 90,
    ModelUnavailable = 91,

    /// <summary>An alarm was shown nowhere in time, or nobody answered it.</summary>
    AlarmNotReceived = 93,
}
