using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.History;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Patients;
using Alarm = OrleansCare.Contracts.Station.Alarm;

namespace OrleansCare.Edge.Alarms.History;

/// <summary>One alarm from its onset to its end, as the history knows it. Changed under the history's lock, read without it.</summary>
/// <param name="first">The oldest record of the log that it needs.</param>
internal sealed class AlarmEntry(LogPosition first, Transition transition)
{
    /// <summary>Of one alarm; older ones are left out here, not in the log.</summary>
    private const int MostChanges = 200;

    private AlarmChange[] _changes = [];

    public LogPosition First => first;

    public string Bed => transition.Bed;

    /// <summary>The newest revision.</summary>
    public Alarm Alarm { get; private set; } = transition.Alarm;

    public IReadOnlyList<AlarmChange> Changes => _changes;

    /// <summary>Where the strip is; None without one.</summary>
    public LogPosition Strip { get; private set; }

    public bool IsStripFinished { get; private set; }

    public string StripIncomplete { get; private set; } = "";

    /// <summary>By whom and when it was first acknowledged.</summary>
    public AlarmChange? Acknowledged => Array.Find(_changes, change => change.Signal == (uint)SignalState.Acknowledged);

    public DateTimeOffset? EndedAt => Alarm.Condition == (uint)ConditionState.Inactive ? TimeOf(Alarm.ChangedUs) : null;

    /// <summary>False when this revision is known already.</summary>
    public bool Add(Transition next)
    {
        var alarm = next.Alarm;
        if (_changes.Length > 0 && _changes[^1].Revision >= alarm.Revision)
        {
            return false;
        }

        Alarm = alarm;
        var change = new AlarmChange(
            alarm.Revision, TimeOf(alarm.ChangedUs), ((EventPhase)next.Phase).ToString(), alarm.Condition, alarm.Signal, alarm.Priority, alarm.By, alarm.Reason);
        _changes = [.. _changes.TakeLast(MostChanges - 1), change];
        return true;
    }

    public void Add(StripKept strip) =>
        (Strip, IsStripFinished, StripIncomplete) = (new LogPosition(strip.Position), strip.Complete, strip.Incomplete);

    /// <param name="whose">Null: not looked up, or nothing is known of the stay.</param>
    public AlarmSummary Summary(StayName? whose) => new(
        Alarm.Id,
        Alarm.Patient,
        Bed,
        whose?.Name,
        Alarm.Kind,
        Alarm.Text,
        Alarm.Type == (uint)AlarmType.Technical,
        Alarm.Priority,
        Alarm.Condition,
        Alarm.Signal,
        Alarm.HasValue ? Alarm.Value : null,
        Alarm.HasLimit ? Alarm.Limit : null,
        Alarm.Unit,
        TimeOf(Alarm.OnsetUs),
        TimeOf(Alarm.DetectedUs),
        Acknowledged?.At,
        Acknowledged?.By,
        EndedAt,
        Alarm.Demoted,
        Alarm.Evidence,
        StripState,
        StripIncomplete,
        whose?.HasEnded ?? false,
        Alarm.Type == (uint)AlarmType.Advisory);

    private string StripState => (Strip > LogPosition.None, IsStripFinished, StripIncomplete.Length == 0) switch
    {
        (false, _, _) => "none",
        (true, false, _) => "pending",
        (true, true, true) => "complete",
        _ => "incomplete",
    };

    private static DateTimeOffset TimeOf(long microseconds) => new SiloTime(microseconds).ToDateTimeOffset();
}
