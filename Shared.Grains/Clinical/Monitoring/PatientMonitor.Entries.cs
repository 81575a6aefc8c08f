using OrleansCare.Clinical.Alarms;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>What staff and the node enter.</summary>
public sealed partial class PatientMonitor
{
    private void Note(in Turn turn, NodeConditionChanged changed)
    {
        if (AlarmRules.TypeOf(changed.Kind) != AlarmType.Technical)
        {
            _ignored++;
            return;
        }

        var source = AlarmSource.OfDevice(changed.Kind, "");
        if (!changed.Present)
        {
            _alarms.End(turn, source);
            return;
        }

        var id = turn.Id(Rule.AlarmBase + (int)changed.Kind);
        _alarms.Begin(turn, source, new AlarmOnset(id, AlarmRules.PriorityOf(changed.Kind), Value: null, Limit: null, turn.Now));
    }

    private void Inactivate(in Turn turn, SignalsInactivated entered)
    {
        if (Check(entered) != InactivationRefusal.None)
        {
            Note(happened: false);
            return;
        }

        _signals.Inactivate(turn, entered.Kind, entered.Signal, entered.Duration ?? AlarmRules.UsualPause, entered.By, entered.Reason);
        _alarms.Signal(turn, entered.By, entered.Reason);
    }

    private void Enable(in Turn turn, SignalsEnabled entered)
    {
        Note(_signals.Enable(turn, entered.Kind, entered.By));
        _alarms.Signal(turn, entered.By);
    }

    private void Use(in Turn turn, PatientProfile profile)
    {
        _profile = profile;
        _limits.Use(turn, AgeGroups.Of(profile), _vitals, _alarms);
        Score(turn);
    }

    private void Note(in Turn turn, bool happened, StayChange change)
    {
        if (happened)
        {
            Tell(turn, change);
        }

        Note(happened);
    }

    private void Note(bool happened) => _ignored += happened ? 0 : 1;

    private static void Tell(in Turn turn, StayChange change) => turn.Effects.Add(StayChanged.In(turn, change));

    private void Discharge(in Turn turn)
    {
        _isDischarged = true;
        _devices.Clear();
        _alerts.Clear();
        _signals.Clear();
        _limits.Reset();
        _alarms.CloseAll(turn);
    }
}
