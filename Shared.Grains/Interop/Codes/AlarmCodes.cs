using OrleansCare.Clinical.Alarms;

namespace OrleansCare.Interop.Codes;

/// <summary>Alarms in the words of IHE PCD-04: event codes, facets (MDC 68481 to 68485) and their values.</summary>
public static class AlarmCodes
{
    public static readonly Coding Phase = Coding.Mdc(68481, "EVENT_PHASE");
    public static readonly Coding State = Coding.Mdc(68482, "ALARM_STATE");
    public static readonly Coding Inactivation = Coding.Mdc(68483, "ALARM_INACTIVATION_STATE");
    public static readonly Coding Priority = Coding.Mdc(68484, "ALARM_PRIORITY");
    public static readonly Coding Type = Coding.Mdc(68485, "ALERT_TYPE");

    private static readonly Coding High = Coding.Mdc(196648, "MDC_EVT_HI");

    /// <summary>Open: this number stands in no source we could read; check it in RTMMS.</summary>
    private static readonly Coding Low = Coding.Mdc(196670, "MDC_EVT_LO");

    private static readonly Coding LeadsOff = Coding.Mdc(196882, "MDC_EVT_LEADS_OFF");

    private static readonly Coding Apnoea = Coding.Mdc(199680, "MDC_EVT_APNEA");

    /// <summary>The MDC event, or null where none is known: the alarm's own kind is then its only code.</summary>
    public static Coding? EventOf(AlarmKind kind) => kind switch
    {
        AlarmKind.HeartRateHigh or AlarmKind.Spo2High or AlarmKind.RespiratoryRateHigh or AlarmKind.SystolicHigh or AlarmKind.MeanPressureHigh
            or AlarmKind.TemperatureHigh => High,
        AlarmKind.HeartRateLow or AlarmKind.Spo2Low or AlarmKind.RespiratoryRateLow or AlarmKind.SystolicLow or AlarmKind.MeanPressureLow
            or AlarmKind.TemperatureLow => Low,
        AlarmKind.EcgLeadOff => LeadsOff,
        AlarmKind.Apnoea => Apnoea,
        _ => null,
    };

    /// <summary>UCUM unit of an alarm's value and limit when no vital tells it; null when they have none.</summary>
    public static string? UnitOf(AlarmKind kind) => kind switch
    {
        AlarmKind.Asystole or AlarmKind.Pause or AlarmKind.Apnoea => "s",
        AlarmKind.ExtremeBradycardia or AlarmKind.ExtremeTachycardia or AlarmKind.VentricularTachycardia or AlarmKind.VentricularRun
            or AlarmKind.FrequentVentricularBeats => "/min",
        AlarmKind.EarlyWarningScoreHigh => "{score}",
        _ => null,
    };

    public static string ValueOf(EventPhase phase) => phase switch
    {
        EventPhase.Start => "start",
        EventPhase.Continue => "continue",
        EventPhase.Update => "update",
        EventPhase.Escalate => "escalate",
        EventPhase.Deescalate => "deescalate",
        EventPhase.Reset => "reset",
        EventPhase.End => "end",
        EventPhase.TimePoint => "tpoint",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "Unknown phase."),
    };

    public static string ValueOf(ConditionState state) => state switch
    {
        ConditionState.Inactive => "inactive",
        ConditionState.Active => "active",
        ConditionState.Latched => "latched",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    public static string ValueOf(SignalState state) => state switch
    {
        SignalState.Enabled => "enabled",
        SignalState.AudioPaused => "audio-paused",
        SignalState.AudioOff => "audio-off",
        SignalState.AlarmPaused => "alarm-paused",
        SignalState.AlarmOff => "alarm-off",
        SignalState.Acknowledged => "alert-acknowledged",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    public static string ValueOf(AlarmPriority priority) => priority switch
    {
        AlarmPriority.High => "PH",
        AlarmPriority.Medium => "PM",
        AlarmPriority.Low => "PL",
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "Unknown priority."),
    };

    public static string ValueOf(AlarmType type) => type switch
    {
        AlarmType.Physiologic => "SP",
        AlarmType.Technical => "ST",
        AlarmType.Advisory => "SA",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown type."),
    };
}
