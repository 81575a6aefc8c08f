using OrleansCare.Clinical.Alarms;
using static OrleansCare.Clinical.Alarms.AlarmEvent;

namespace OrleansCare.Clinical.Tests.Alarms;

/// <summary>
/// The whole table, once: a row per state, a column per event. <c>-</c>: nothing happens. <c>A/E Start</c>: active, signals enabled, told as start. A state
/// without a phase: it changes, and there is no alarm to tell it of. Condition I, A, L (inactive, active, latched); signals E, ap, ao, AP, AO, ok (enabled,
/// audio paused, audio off, alarm paused, alarm off, acknowledged). The end of the condition has two columns: without and with latching.
/// </summary>
public sealed class AlarmStateMachineTests
{
    private const string Table = """
        state | began       | ended      | ended, latching | acknowledged | closed     | audio paused | audio off   | alarm paused | alarm off   | enabled
        I/E   | A/E Start   | -          | -               | -            | -          | I/ap         | I/ao        | I/AP         | I/AO        | -
        I/ap  | A/ap Start  | -          | -               | -            | -          | -            | I/ao        | I/AP         | I/AO        | I/E
        I/ao  | A/ao Start  | -          | -               | -            | -          | I/ap         | -           | I/AP         | I/AO        | I/E
        I/AP  | A/AP Start  | -          | -               | -            | -          | I/ap         | I/ao        | -            | I/AO        | I/E
        I/AO  | A/AO Start  | -          | -               | -            | -          | I/ap         | I/ao        | I/AP         | -           | I/E
        I/ok  | -           | -          | -               | -            | -          | -            | -           | -            | -           | -
        A/E   | -           | I/E End    | L/E Update      | A/ok Update  | I/E End    | A/ap Update  | A/ao Update | A/AP Update  | A/AO Update | -
        A/ap  | -           | I/ap End   | L/ap Update     | A/ok Update  | I/ap End   | -            | A/ao Update | A/AP Update  | A/AO Update | A/E Update
        A/ao  | -           | I/ao End   | L/ao Update     | A/ok Update  | I/ao End   | A/ap Update  | -           | A/AP Update  | A/AO Update | A/E Update
        A/AP  | -           | I/AP End   | L/AP Update     | A/ok Update  | I/AP End   | A/ap Update  | A/ao Update | -            | A/AO Update | A/E Update
        A/AO  | -           | I/AO End   | L/AO Update     | A/ok Update  | I/AO End   | A/ap Update  | A/ao Update | A/AP Update  | -           | A/E Update
        A/ok  | -           | I/ok End   | I/ok End        | -            | I/ok End   | -            | -           | -            | -           | -
        L/E   | A/E Update  | -          | -               | I/ok Reset   | I/E End    | L/ap Update  | L/ao Update | L/AP Update  | L/AO Update | -
        L/ap  | A/ap Update | -          | -               | I/ok Reset   | I/ap End   | -            | L/ao Update | L/AP Update  | L/AO Update | L/E Update
        L/ao  | A/ao Update | -          | -               | I/ok Reset   | I/ao End   | L/ap Update  | -           | L/AP Update  | L/AO Update | L/E Update
        L/AP  | A/AP Update | -          | -               | I/ok Reset   | I/AP End   | L/ap Update  | L/ao Update | -            | L/AO Update | L/E Update
        L/AO  | A/AO Update | -          | -               | I/ok Reset   | I/AO End   | L/ap Update  | L/ao Update | L/AP Update  | -           | L/E Update
        """;

    private static readonly (AlarmEvent Event, bool Latching)[] Columns =
    [
        (ConditionBegan, false), (ConditionEnded, false), (ConditionEnded, true), (Acknowledged, false), (Closed, false), (AudioPaused, false),
        (AudioOff, false), (AlarmPaused, false), (AlarmOff, false), (SignalsEnabled, false),
    ];

    private static readonly string[] Conditions = ["I", "A", "L"];
    private static readonly string[] Signals = ["E", "ap", "ao", "AP", "AO", "ok"];

    public static TheoryData<string> States => [.. Rows.Keys];

    private static Dictionary<string, string[]> Rows => Table.Split('\n').Skip(1)
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToDictionary(cells => cells[0], cells => cells[1..]);

    [Theory]
    [MemberData(nameof(States))]
    public void Every_event_leads_from_every_state_where_the_table_says(string state)
    {
        var cells = Rows[state];
        Assert.Equal(Columns.Length, cells.Length);
        for (var i = 0; i < cells.Length; i++)
        {
            var (happened, latching) = Columns[i];
            bool[] both = happened == ConditionEnded ? [latching] : [false, true];
            Assert.All(both, isLatching => Assert.Equal(cells[i], Describe(StateOf(state), AlarmStateMachine.Next(StateOf(state), happened, isLatching))));
        }
    }

    [Fact]
    public void The_table_has_a_row_for_every_state_that_events_lead_to_and_a_column_for_every_event()
    {
        Assert.Equal(Enum.GetValues<AlarmEvent>().Order(), Columns.Select(column => column.Event).Distinct().Order());
        var reached = new HashSet<AlarmState> { AlarmState.None };
        var open = new Queue<AlarmState>(reached);
        while (open.TryDequeue(out var state))
        {
            foreach (var (happened, latching) in Columns)
            {
                var next = AlarmStateMachine.Next(state, happened, latching).State;
                if (reached.Add(next))
                {
                    open.Enqueue(next);
                }
            }
        }

        Assert.Equal(Rows.Keys.Order(StringComparer.Ordinal), reached.Select(Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_state_that_no_event_leads_to_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AlarmStateMachine.Next(new AlarmState(ConditionState.Latched, SignalState.Acknowledged), ConditionEnded, latching: true));

    private static string Describe(AlarmState before, AlarmTransition next) =>
        next.State == before && next.Phase is null ? "-" : next.Phase is { } phase ? $"{Text(next.State)} {phase}" : Text(next.State);

    private static string Text(AlarmState state) => $"{Conditions[(int)state.Condition]}/{Signals[(int)state.Signal]}";

    private static AlarmState StateOf(string text)
    {
        var parts = text.Split('/');
        return new AlarmState((ConditionState)Array.IndexOf(Conditions, parts[0]), (SignalState)Array.IndexOf(Signals, parts[1]));
    }
}
