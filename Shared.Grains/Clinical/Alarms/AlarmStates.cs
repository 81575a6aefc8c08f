namespace OrleansCare.Clinical.Alarms;

/// <summary>IEC 60601-1-8 priority. Numbers are frozen.</summary>
public enum AlarmPriority
{
    Low = 1,
    Medium = 2,
    High = 3,
}

/// <summary>PCD-04 ALERT_TYPE: SP, ST, SA. Numbers are frozen.</summary>
public enum AlarmType
{
    Physiologic = 1,
    Technical = 2,

    /// <summary>A hint that asks for a look, not an alarm condition by itself: devices raise it, and of the edge's own rules atrial fibrillation is one.</summary>
    Advisory = 3,
}

/// <summary>PCD-04 ALARM_STATE: the first dimension. Numbers are frozen.</summary>
public enum ConditionState
{
    Inactive = 0,
    Active = 1,
    Latched = 2,
}

/// <summary>PCD-04 ALARM_INACTIVATION_STATE: the second dimension. Numbers are frozen.</summary>
public enum SignalState
{
    Enabled = 0,
    AudioPaused = 1,
    AudioOff = 2,
    AlarmPaused = 3,
    AlarmOff = 4,
    Acknowledged = 5,
}

/// <summary>PCD-04 EVENT_PHASE of the change that made this revision. Numbers are frozen.</summary>
public enum EventPhase
{
    Start = 1,
    Continue = 2,
    Update = 3,
    Escalate = 4,
    Deescalate = 5,
    Reset = 6,
    End = 7,

    /// <summary>An event without duration; only devices raise it.</summary>
    TimePoint = 8,
}
