using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;

namespace OrleansCare.Clinical.Alarms;

/// <summary>The alarms that are not over, in order of onset.</summary>
internal sealed class AlarmBoard
{
    /// <summary>Only to refuse damaged snapshots: sources times latched alarms stay far below.</summary>
    private const int MostOpen = 100_000;

    private readonly List<Alarm> _open = [];

    public IReadOnlyList<Alarm> Open => _open;

    public bool IsActive(in AlarmSource source) => IndexOfActive(source) >= 0;

    /// <summary>The condition is present; nothing happens when its alarm is active already.</summary>
    public void Begin(in Turn turn, in AlarmSource source, in AlarmOnset onset)
    {
        if (IndexOfActive(source) >= 0)
        {
            return;
        }

        var (latched, newest) = CountLatched(source);
        if (latched >= AlarmRules.MostLatched)
        {
            Happen(turn, newest, AlarmEvent.ConditionBegan);
            return;
        }

        var begun = AlarmStateMachine.Next(AlarmState.None, AlarmEvent.ConditionBegan, latching: false);
        var alarm = new Alarm(
            onset.Id, Revision: 1, source.Kind, onset.Priority, AlarmRules.TypeOf(source.Kind), begun.State.Condition, begun.State.Signal, EventPhase.Start,
            source.Vital, onset.Value, onset.Limit, onset.At, turn.Now, turn.Now);
        _open.Add(alarm);
        turn.Effects.Add(new AlarmChanged(alarm));
    }

    /// <summary>The condition is gone; nothing happens when no alarm of it is active.</summary>
    public void End(in Turn turn, in AlarmSource source)
    {
        var index = IndexOfActive(source);
        if (index >= 0)
        {
            Happen(turn, index, AlarmEvent.ConditionEnded);
        }
    }

    /// <summary>Nothing happens when the alarm is over or was never there: two stations may acknowledge the same one.</summary>
    public void Acknowledge(in Turn turn, in EffectId id)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            if (_open[i].Id == id)
            {
                Happen(turn, i, AlarmEvent.Acknowledged);
                return;
            }
        }
    }

    public void CloseAll(in Turn turn)
    {
        while (_open.Count > 0)
        {
            Happen(turn, 0, AlarmEvent.Closed);
        }
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        var count = fields.VisitCount(_open.Count, MostOpen);
        for (var i = 0; i < count; i++)
        {
            var alarm = AlarmRecord.Visit(ref fields, fields.IsReading ? null : _open[i]);
            if (fields.IsReading)
            {
                _open.Add(alarm);
            }
        }
    }

    private void Happen(in Turn turn, int index, AlarmEvent happened)
    {
        var alarm = _open[index];
        var next = AlarmStateMachine.Next(new AlarmState(alarm.Condition, alarm.Signal), happened, AlarmRules.Latches(alarm.Type, alarm.Priority));
        if (next.Phase is not { } phase)
        {
            return;
        }

        alarm = alarm with
        {
            Revision = alarm.Revision + 1,
            Condition = next.State.Condition,
            Signal = next.State.Signal,
            Phase = phase,
            ChangedAt = turn.Now,
        };
        if (alarm.Condition == ConditionState.Inactive)
        {
            _open.RemoveAt(index);
        }
        else
        {
            _open[index] = alarm;
        }

        turn.Effects.Add(new AlarmChanged(alarm));
    }

    private int IndexOfActive(in AlarmSource source)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            if (_open[i].Condition == ConditionState.Active && source.Matches(_open[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private (int Count, int Newest) CountLatched(in AlarmSource source)
    {
        var (count, newest) = (0, -1);
        for (var i = 0; i < _open.Count; i++)
        {
            if (_open[i].Condition == ConditionState.Latched && source.Matches(_open[i]))
            {
                (count, newest) = (count + 1, i);
            }
        }

        return (count, newest);
    }
}
