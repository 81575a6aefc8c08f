namespace OrleansCare.Clinical.Alarms;

public enum AlarmEvent
{
    ConditionBegan = 0,
    ConditionEnded = 1,
    Acknowledged = 2,

    /// <summary>The patient is discharged: nothing is left to watch.</summary>
    Closed = 3,

    AudioPaused = 4,
    AudioOff = 5,
    AlarmPaused = 6,
    AlarmOff = 7,

    /// <summary>A pause expired, or staff switched the signals on again.</summary>
    SignalsEnabled = 8,
}

/// <summary>The two dimensions of IEC 60601-1-8 as PCD-04 states them: is the condition there, and are its signals on.</summary>
public readonly record struct AlarmState(ConditionState Condition, SignalState Signal)
{
    /// <summary>No alarm yet.</summary>
    public static readonly AlarmState None = new(ConditionState.Inactive, SignalState.Enabled);
}

/// <param name="Phase">What the change is called; null when there is nothing to tell.</param>
public readonly record struct AlarmTransition(AlarmState State, EventPhase? Phase);

/// <summary>
/// One alarm from onset to end: condition and signals as in IEC 60601-1-8, states and phases as in IHE PCD-04.
/// An acknowledgement covers the condition that is present, whatever happens to pauses meanwhile. A latching alarm whose condition ended stays until
/// it is acknowledged. Signals that are paused or off before the onset are so at the onset. Whether a pause or an OFF is allowed is decided
/// in <see cref="SignalBoard"/>, not here.
/// </summary>
public static class AlarmStateMachine
{
    /// <exception cref="ArgumentOutOfRangeException">A state that no event leads to: latched and acknowledged.</exception>
    public static AlarmTransition Next(AlarmState state, AlarmEvent happened, bool latching) => state.Condition switch
    {
        ConditionState.Inactive => FromInactive(state, happened),
        ConditionState.Active => FromActive(state, happened, latching),
        ConditionState.Latched when state.Signal != SignalState.Acknowledged => FromLatched(state, happened),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No event leads to this state."),
    };

    /// <summary>The event that leads to this state of the signals.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Acknowledged: that is said of an alarm, not of signals.</exception>
    public static AlarmEvent EventFor(SignalState signal) => signal switch
    {
        SignalState.Enabled => AlarmEvent.SignalsEnabled,
        SignalState.AudioPaused => AlarmEvent.AudioPaused,
        SignalState.AudioOff => AlarmEvent.AudioOff,
        SignalState.AlarmPaused => AlarmEvent.AlarmPaused,
        SignalState.AlarmOff => AlarmEvent.AlarmOff,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "No event of the signals leads there."),
    };

    private static AlarmTransition FromInactive(AlarmState state, AlarmEvent happened) => (state.Signal, happened) switch
    {
        // The end after an acknowledgement: the alarm is history, whatever comes.
        (SignalState.Acknowledged, _) => Nothing(state),

        (_, AlarmEvent.ConditionBegan) => To(ConditionState.Active, state.Signal, EventPhase.Start),
        (_, AlarmEvent.ConditionEnded) => Nothing(state),
        (_, AlarmEvent.Acknowledged) => Nothing(state),
        (_, AlarmEvent.Closed) => Nothing(state),

        // No alarm is there to tell of: only the state in which one would begin changes.
        (_, AlarmEvent.AudioPaused) => Quietly(SignalState.AudioPaused),
        (_, AlarmEvent.AudioOff) => Quietly(SignalState.AudioOff),
        (_, AlarmEvent.AlarmPaused) => Quietly(SignalState.AlarmPaused),
        (_, AlarmEvent.AlarmOff) => Quietly(SignalState.AlarmOff),
        (_, AlarmEvent.SignalsEnabled) => Quietly(SignalState.Enabled),
        _ => throw Unknown(happened),
    };

    private static AlarmTransition FromActive(AlarmState state, AlarmEvent happened, bool latching) => (state.Signal, happened) switch
    {
        (_, AlarmEvent.ConditionBegan) => Nothing(state),
        (SignalState.Acknowledged, AlarmEvent.ConditionEnded) => To(ConditionState.Inactive, state.Signal, EventPhase.End),

        // Nobody answered it yet, and a pause is no answer.
        (_, AlarmEvent.ConditionEnded) => latching
            ? To(ConditionState.Latched, state.Signal, EventPhase.Update)
            : To(ConditionState.Inactive, state.Signal, EventPhase.End),
        (SignalState.Acknowledged, AlarmEvent.Acknowledged) => Nothing(state),
        (_, AlarmEvent.Acknowledged) => To(ConditionState.Active, SignalState.Acknowledged, EventPhase.Update),
        (_, AlarmEvent.Closed) => To(ConditionState.Inactive, state.Signal, EventPhase.End),

        // Acknowledged stays acknowledged: no pause and no end of one makes it sound again.
        (SignalState.Acknowledged, _) => Nothing(state),
        (_, AlarmEvent.AudioPaused) => Signal(state, SignalState.AudioPaused),
        (_, AlarmEvent.AudioOff) => Signal(state, SignalState.AudioOff),
        (_, AlarmEvent.AlarmPaused) => Signal(state, SignalState.AlarmPaused),
        (_, AlarmEvent.AlarmOff) => Signal(state, SignalState.AlarmOff),
        (_, AlarmEvent.SignalsEnabled) => Signal(state, SignalState.Enabled),
        _ => throw Unknown(happened),
    };

    private static AlarmTransition FromLatched(AlarmState state, AlarmEvent happened) => happened switch
    {
        // A new onset is a new alarm beside the latched one; only when too many are latched does the newest of them become active again.
        AlarmEvent.ConditionBegan => To(ConditionState.Active, state.Signal, EventPhase.Update),
        AlarmEvent.ConditionEnded => Nothing(state),
        AlarmEvent.Acknowledged => To(ConditionState.Inactive, SignalState.Acknowledged, EventPhase.Reset),
        AlarmEvent.Closed => To(ConditionState.Inactive, state.Signal, EventPhase.End),
        AlarmEvent.AudioPaused => Signal(state, SignalState.AudioPaused),
        AlarmEvent.AudioOff => Signal(state, SignalState.AudioOff),
        AlarmEvent.AlarmPaused => Signal(state, SignalState.AlarmPaused),
        AlarmEvent.AlarmOff => Signal(state, SignalState.AlarmOff),
        AlarmEvent.SignalsEnabled => Signal(state, SignalState.Enabled),
        _ => throw Unknown(happened),
    };

    private static AlarmTransition Signal(AlarmState state, SignalState signal) =>
        state.Signal == signal ? Nothing(state) : To(state.Condition, signal, EventPhase.Update);

    private static AlarmTransition To(ConditionState condition, SignalState signal, EventPhase phase) => new(new AlarmState(condition, signal), phase);

    private static AlarmTransition Quietly(SignalState signal) => new(new AlarmState(ConditionState.Inactive, signal), Phase: null);

    private static AlarmTransition Nothing(AlarmState state) => new(state, Phase: null);

    private static ArgumentOutOfRangeException Unknown(AlarmEvent happened) => new(nameof(happened), happened, "Unknown event.");
}
