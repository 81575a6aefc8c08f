namespace OrleansCare.Clinical.Alarms;

/// <summary>Type, priority and latching by kind; limit alarms take their priority from <see cref="AlarmLimits"/>.</summary>
public static class AlarmRules
{
    /// <summary>Latched alarms of one source that are kept apart; further onsets reactivate the newest. Chosen here, to be confirmed by site.</summary>
    public const int MostLatched = 20;

    /// <summary>Pauses of two minutes are what bedside monitors commonly start with. Chosen here, to be confirmed by site.</summary>
    public static readonly TimeSpan UsualPause = TimeSpan.FromMinutes(2);

    /// <summary>No pause is longer. Chosen here, to be confirmed by site.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>IEC 60601-1-8 wants a reminder signal for signals that are off and leaves its interval to the maker. Chosen here, to be confirmed by site.</summary>
    public static readonly TimeSpan ReminderInterval = TimeSpan.FromMinutes(10);

    public static AlarmType TypeOf(AlarmKind kind) => kind switch
    {
        AlarmKind.EcgLeadOff or AlarmKind.SignalLost or AlarmKind.SignalUnusable or AlarmKind.PatientConflict or AlarmKind.DeviceFault
            or AlarmKind.StorageFailed or AlarmKind.ModelUnavailable or AlarmKind.AlarmNotReceived => AlarmType.Technical,
        AlarmKind.AtrialFibrillation => AlarmType.Advisory,
        _ => AlarmType.Physiologic,
    };

    /// <summary>
    /// IEC 60601-1-8 (harm and its onset): death without prompt action is high. A device that says nothing, or an ECG without leads, leaves
    /// the patient unwatched: medium; so does one that watches another patient. An alarm that nobody received is as bad as what it told of: high.
    /// A run of ventricular beats and a pause may become worse soon: medium, as monitors have it (Mindray V series 9.7.2); single patterns of beats are low there.
    /// The rest is low. The assignment is chosen here, to be confirmed by site.
    /// </summary>
    public static AlarmPriority PriorityOf(AlarmKind kind) => kind switch
    {
        AlarmKind.Asystole or AlarmKind.ExtremeBradycardia or AlarmKind.ExtremeTachycardia or AlarmKind.VentricularTachycardia
            or AlarmKind.VentricularFibrillation or AlarmKind.Apnoea or AlarmKind.AlarmNotReceived => AlarmPriority.High,
        AlarmKind.EarlyWarningScoreHigh or AlarmKind.BedsidePewsHigh or AlarmKind.SignalLost or AlarmKind.EcgLeadOff or AlarmKind.PatientConflict
            or AlarmKind.VentricularRun or AlarmKind.Pause => AlarmPriority.Medium,
        _ => AlarmPriority.Low,
    };

    /// <summary>
    /// A kind that is high priority by itself sounds also when its signals were paused before its onset: whoever paused did not know of it.
    /// Pausing it afterwards covers it. Chosen here, to be confirmed by site.
    /// </summary>
    public static bool BreaksPause(AlarmKind kind) => PriorityOf(kind) == AlarmPriority.High;

    /// <summary>
    /// Of a rhythm alarm that an independent signal contradicts: it sounds and is shown with its evidence, below what nothing speaks against.
    /// Never lower: the contradiction itself may be wrong. Chosen here, to be confirmed by site.
    /// </summary>
    public const AlarmPriority DemotedPriority = AlarmPriority.Medium;

    /// <summary>Usual at the bedside for high priority physiologic alarms: nobody may miss that it was there.</summary>
    public static bool Latches(AlarmType type, AlarmPriority priority) => type == AlarmType.Physiologic && priority == AlarmPriority.High;
}
