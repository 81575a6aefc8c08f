namespace OrleansCare.Clinical.Alarms;

public enum AlarmEvent
{
    ConditionBegan = 0,
    ConditionEnded = 1,
    Acknowledged = 2,

    /// <summary>The patient is discharged: nothing is left to watch.</summary>
    Closed = 3,
}

/// <summary>The two dimensions of IEC 60601-1-8 as PCD-04 states them: is the condition there, and are its signals on.</summary>
public readonly record struct AlarmState(ConditionState Condition, SignalState Signal)
{
    /// <summary>No alarm yet.</summary>
    public static readonly AlarmState None = new(ConditionState.Inactive, SignalState.Enabled);
}

/// <param name="Phase">What the change is called; null when nothing happens.</param>
public readonly record struct AlarmTransition(AlarmState State, EventPhase? Phase);

/// <summary>
/// One alarm from onset to end: condition and signals as in IEC 60601-1-8, states and phases as in IHE PCD-04.
/// An acknowledgement covers the condition that is present. A latching alarm whose condition ended stays until it is acknowledged.
/// </summary>
public static class AlarmStateMachine
{
    /// <exception cref="ArgumentOutOfRangeException">A state that no event leads to: paused and off signals are reserved.</exception>
    public static AlarmTransition Next(AlarmState state, AlarmEvent happened, bool latching) => (state.Condition, state.Signal, happened) switch
    {
        (ConditionState.Inactive, SignalState.Enabled, AlarmEvent.ConditionBegan) => To(ConditionState.Active, SignalState.Enabled, EventPhase.Start),
        (ConditionState.Inactive, SignalState.Enabled, AlarmEvent.ConditionEnded) => Nothing(state),
        (ConditionState.Inactive, SignalState.Enabled, AlarmEvent.Acknowledged) => Nothing(state),
        (ConditionState.Inactive, SignalState.Enabled, AlarmEvent.Closed) => Nothing(state),

        (ConditionState.Active, SignalState.Enabled, AlarmEvent.ConditionBegan) => Nothing(state),
        (ConditionState.Active, SignalState.Enabled, AlarmEvent.ConditionEnded) => latching
            ? To(ConditionState.Latched, SignalState.Enabled, EventPhase.Update)
            : To(ConditionState.Inactive, SignalState.Enabled, EventPhase.End),
        (ConditionState.Active, SignalState.Enabled, AlarmEvent.Acknowledged) => To(ConditionState.Active, SignalState.Acknowledged, EventPhase.Update),
        (ConditionState.Active, SignalState.Enabled, AlarmEvent.Closed) => To(ConditionState.Inactive, SignalState.Enabled, EventPhase.End),

        (ConditionState.Active, SignalState.Acknowledged, AlarmEvent.ConditionBegan) => Nothing(state),
        (ConditionState.Active, SignalState.Acknowledged, AlarmEvent.ConditionEnded) => To(ConditionState.Inactive, SignalState.Acknowledged, EventPhase.End),
        (ConditionState.Active, SignalState.Acknowledged, AlarmEvent.Acknowledged) => Nothing(state),
        (ConditionState.Active, SignalState.Acknowledged, AlarmEvent.Closed) => To(ConditionState.Inactive, SignalState.Acknowledged, EventPhase.End),

        // A new onset is a new alarm beside the latched one; only when too many are latched does the newest of them become active again.
        (ConditionState.Latched, SignalState.Enabled, AlarmEvent.ConditionBegan) => To(ConditionState.Active, SignalState.Enabled, EventPhase.Update),
        (ConditionState.Latched, SignalState.Enabled, AlarmEvent.ConditionEnded) => Nothing(state),
        (ConditionState.Latched, SignalState.Enabled, AlarmEvent.Acknowledged) => To(ConditionState.Inactive, SignalState.Acknowledged, EventPhase.Reset),
        (ConditionState.Latched, SignalState.Enabled, AlarmEvent.Closed) => To(ConditionState.Inactive, SignalState.Enabled, EventPhase.End),

        // The end after an acknowledgement: the alarm is history.
        (ConditionState.Inactive, SignalState.Acknowledged, AlarmEvent.ConditionBegan) => Nothing(state),
        (ConditionState.Inactive, SignalState.Acknowledged, AlarmEvent.ConditionEnded) => Nothing(state),
        (ConditionState.Inactive, SignalState.Acknowledged, AlarmEvent.Acknowledged) => Nothing(state),
        (ConditionState.Inactive, SignalState.Acknowledged, AlarmEvent.Closed) => Nothing(state),

        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No event leads to this state."),
    };

    private static AlarmTransition To(ConditionState condition, SignalState signal, EventPhase phase) => new(new AlarmState(condition, signal), phase);

    private static AlarmTransition Nothing(AlarmState state) => new(state, Phase: null);
}
