using OrleansCare.Clinical.Alarms;
using static OrleansCare.Clinical.Alarms.AlarmEvent;
using static OrleansCare.Clinical.Alarms.ConditionState;
using static OrleansCare.Clinical.Alarms.EventPhase;

namespace OrleansCare.Clinical.Tests.Alarms;

public sealed class AlarmStateMachineTests
{
    private const SignalState Enabled = SignalState.Enabled;
    private const SignalState Covered = SignalState.Acknowledged;

    /// <summary>State, event, latching, new state, phase (null: nothing happens).</summary>
    public static TheoryData<ConditionState, SignalState, AlarmEvent, bool, ConditionState, SignalState, EventPhase?> Table => new()
    {
        { Inactive, Enabled, ConditionBegan, false, Active, Enabled, Start },
        { Inactive, Enabled, ConditionBegan, true, Active, Enabled, Start },
        { Inactive, Enabled, ConditionEnded, false, Inactive, Enabled, null },
        { Inactive, Enabled, ConditionEnded, true, Inactive, Enabled, null },
        { Inactive, Enabled, Acknowledged, false, Inactive, Enabled, null },
        { Inactive, Enabled, Acknowledged, true, Inactive, Enabled, null },
        { Inactive, Enabled, Closed, false, Inactive, Enabled, null },
        { Inactive, Enabled, Closed, true, Inactive, Enabled, null },

        { Active, Enabled, ConditionBegan, false, Active, Enabled, null },
        { Active, Enabled, ConditionBegan, true, Active, Enabled, null },
        { Active, Enabled, ConditionEnded, false, Inactive, Enabled, End },
        { Active, Enabled, ConditionEnded, true, Latched, Enabled, Update },
        { Active, Enabled, Acknowledged, false, Active, Covered, Update },
        { Active, Enabled, Acknowledged, true, Active, Covered, Update },
        { Active, Enabled, Closed, false, Inactive, Enabled, End },
        { Active, Enabled, Closed, true, Inactive, Enabled, End },

        { Active, Covered, ConditionBegan, false, Active, Covered, null },
        { Active, Covered, ConditionBegan, true, Active, Covered, null },
        { Active, Covered, ConditionEnded, false, Inactive, Covered, End },
        { Active, Covered, ConditionEnded, true, Inactive, Covered, End },
        { Active, Covered, Acknowledged, false, Active, Covered, null },
        { Active, Covered, Acknowledged, true, Active, Covered, null },
        { Active, Covered, Closed, false, Inactive, Covered, End },
        { Active, Covered, Closed, true, Inactive, Covered, End },

        { Latched, Enabled, ConditionBegan, true, Active, Enabled, Update },
        { Latched, Enabled, ConditionEnded, true, Latched, Enabled, null },
        { Latched, Enabled, Acknowledged, true, Inactive, Covered, Reset },
        { Latched, Enabled, Closed, true, Inactive, Enabled, End },

        { Inactive, Covered, ConditionBegan, true, Inactive, Covered, null },
        { Inactive, Covered, ConditionEnded, true, Inactive, Covered, null },
        { Inactive, Covered, Acknowledged, true, Inactive, Covered, null },
        { Inactive, Covered, Closed, true, Inactive, Covered, null },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_state_and_event_leads_where_the_table_says(
        ConditionState condition, SignalState signal, AlarmEvent happened, bool latching, ConditionState nextCondition, SignalState nextSignal, EventPhase? phase)
    {
        var next = AlarmStateMachine.Next(new AlarmState(condition, signal), happened, latching);

        Assert.Equal(new AlarmTransition(new AlarmState(nextCondition, nextSignal), phase), next);
    }

    [Fact]
    public void The_table_covers_every_state_that_events_lead_to()
    {
        var reached = new HashSet<AlarmState> { AlarmState.None };
        var open = new Queue<AlarmState>(reached);
        while (open.TryDequeue(out var state))
        {
            foreach (var happened in Enum.GetValues<AlarmEvent>())
            {
                foreach (var latching in new[] { false, true })
                {
                    var next = AlarmStateMachine.Next(state, happened, latching).State;
                    if (reached.Add(next))
                    {
                        open.Enqueue(next);
                    }
                }

                Assert.Contains(Table, row => row[0].Equals(state.Condition) && row[1].Equals(state.Signal) && row[2].Equals(happened));
            }
        }

        Assert.Equal(5, reached.Count);
    }

    [Fact]
    public void Reserved_states_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AlarmStateMachine.Next(new AlarmState(Active, SignalState.AudioPaused), ConditionEnded, latching: true));
}
