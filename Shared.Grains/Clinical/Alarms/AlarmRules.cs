namespace OrleansCare.Clinical.Alarms;

/// <summary>Type, priority and latching by kind; limit alarms take their priority from <see cref="AlarmLimits"/>.</summary>
public static class AlarmRules
{
    /// <summary>Latched alarms of one source that are kept apart; further onsets reactivate the newest. Chosen here, to be confirmed by site.</summary>
    public const int MostLatched = 20;

    public static AlarmType TypeOf(AlarmKind kind) => kind switch
    {
        AlarmKind.EcgLeadOff or AlarmKind.SignalLost or AlarmKind.SignalUnusable or AlarmKind.StorageFailed or AlarmKind.ModelUnavailable => AlarmType.Technical,
        _ => AlarmType.Physiologic,
    };

    /// <summary>
    /// IEC 60601-1-8 (harm and its onset): death without prompt action is high. A device that says nothing, or an ECG without leads, leaves
    /// the patient unwatched: medium. The rest is low. The assignment is chosen here, to be confirmed by site.
    /// </summary>
    public static AlarmPriority PriorityOf(AlarmKind kind) => kind switch
    {
        AlarmKind.Asystole or AlarmKind.ExtremeBradycardia or AlarmKind.ExtremeTachycardia => AlarmPriority.High,
        AlarmKind.EarlyWarningScoreHigh or AlarmKind.SignalLost or AlarmKind.EcgLeadOff => AlarmPriority.Medium,
        _ => AlarmPriority.Low,
    };

    /// <summary>Usual at the bedside for high priority physiologic alarms: nobody may miss that it was there.</summary>
    public static bool Latches(AlarmType type, AlarmPriority priority) => type == AlarmType.Physiologic && priority == AlarmPriority.High;
}
