using OrleansCare.Clinical.Alarms;

namespace OrleansCare.Interop.Hl7.Alarms;

/// <summary>PCD-04's value sets, read. The words are those that <see cref="Codes.AlarmCodes"/> writes, with the spellings of older senders.</summary>
internal static class AlarmWords
{
    public static EventPhase? Phase(string word) => word.ToLowerInvariant() switch
    {
        "start" or "present" => EventPhase.Start,
        "continue" => EventPhase.Continue,
        "update" => EventPhase.Update,
        "escalate" => EventPhase.Escalate,
        "deescalate" or "de-escalate" => EventPhase.Deescalate,
        "reset" => EventPhase.Reset,
        "end" => EventPhase.End,
        "tpoint" => EventPhase.TimePoint,
        _ => null,
    };

    public static ConditionState? State(string word) => word.ToLowerInvariant() switch
    {
        "inactive" or "off" => ConditionState.Inactive,
        "active" => ConditionState.Active,
        "latched" => ConditionState.Latched,
        _ => null,
    };

    public static SignalState? Inactivation(string word) => word.ToLowerInvariant() switch
    {
        "enabled" => SignalState.Enabled,
        "audio-paused" => SignalState.AudioPaused,
        "audio-off" => SignalState.AudioOff,
        "alarm-paused" => SignalState.AlarmPaused,
        "alarm-off" => SignalState.AlarmOff,
        "alert-acknowledged" or "alarm-acknowledged" => SignalState.Acknowledged,
        _ => null,
    };

    /// <summary>PN (no alarm), PI (indeterminate) and PU (unknown) are words, but no priority.</summary>
    public static bool TryPriority(string word, out AlarmPriority? priority)
    {
        priority = word switch
        {
            "PH" => AlarmPriority.High,
            "PM" => AlarmPriority.Medium,
            "PL" => AlarmPriority.Low,
            _ => null,
        };
        return priority is not null || word is "PN" or "PI" or "PU";
    }

    public static AlarmPriority? Priority(string? word) => word is not null && TryPriority(word, out var priority) ? priority : null;

    public static AlarmType? Type(string word) => word switch
    {
        "SP" => AlarmType.Physiologic,
        "ST" => AlarmType.Technical,
        "SA" => AlarmType.Advisory,
        _ => null,
    };

    public static ConditionState StateOf(EventPhase phase) => phase is EventPhase.End or EventPhase.Reset ? ConditionState.Inactive : ConditionState.Active;
}
