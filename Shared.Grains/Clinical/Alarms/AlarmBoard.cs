using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Alarms;

/// <summary>The alarms that are not over, in order of onset.</summary>
internal sealed class AlarmBoard(SignalBoard signals)
{
    /// <summary>Only to refuse damaged snapshots: sources times latched alarms stay far below.</summary>
    private const int MostOpen = 100_000;

    private readonly List<Alarm> _open = [];

    public IReadOnlyList<Alarm> Open => _open;

    public bool IsActive(in AlarmSource source) => IndexOfActive(source) >= 0;

    /// <summary>The condition is present; nothing happens when its alarm is active already.</summary>
    /// <returns>The alarm that is active now.</returns>
    public EffectId Begin(in Turn turn, in AlarmSource source, in AlarmOnset onset)
    {
        if (IndexOfActive(source) is >= 0 and var active)
        {
            return _open[active].Id;
        }

        var (latched, newest) = CountLatched(source);
        if (latched >= AlarmRules.MostLatched)
        {
            _open[newest] = _open[newest] with { DetectedAt = turn.Now };
            Happen(turn, newest, AlarmEvent.ConditionBegan);
            Signal(turn, newest);
            return _open[newest].Id;
        }

        var over = signals.Over(source.Kind, onset.Priority, turn.Now);
        var begun = AlarmStateMachine.Next(new AlarmState(ConditionState.Inactive, over?.Signal ?? SignalState.Enabled), AlarmEvent.ConditionBegan, latching: false);
        var alarm = new Alarm(
            onset.Id, Revision: 1, source.Kind, onset.Priority, AlarmRules.TypeOf(source.Kind), begun.State.Condition, begun.State.Signal, EventPhase.Start,
            source.Vital, onset.Value, onset.Limit, onset.At, turn.Now, turn.Now)
        {
            Parent = ParentOf(source, onset.Id.Device),
            Evidence = onset.Evidence ?? "",
            Demoted = onset.Demoted,
            Text = onset.Text ?? "",
            SignalsUntil = over?.Until,
        };
        _open.Add(alarm);
        turn.Effects.Add(new AlarmChanged(alarm));
        Adopt(turn, alarm);
        return alarm.Id;
    }

    /// <summary>What a device says anew of its alarm; nothing happens when nothing of it differs.</summary>
    public void Restate(in Turn turn, in AlarmSource source, in AlarmOnset said)
    {
        var index = IndexOfActive(source);
        if (index < 0)
        {
            return;
        }

        var alarm = _open[index];
        var restated = alarm with { Priority = said.Priority, Value = said.Value, Limit = said.Limit, Evidence = said.Evidence ?? "", Text = said.Text ?? "" };
        if (restated != alarm)
        {
            Revise(turn, index, restated with { Phase = PhaseOf(alarm.Priority, said.Priority), By = "", Reason = "" });
            Signal(turn, index);
        }
    }

    /// <summary>Other evidence while the condition lasts: another priority escalates or de-escalates the alarm; nothing happens when nothing of it differs.</summary>
    public void Reassess(in Turn turn, in AlarmSource source, AlarmPriority priority, bool demoted, string evidence)
    {
        var index = IndexOfActive(source);
        if (index < 0 || (_open[index].Priority == priority && _open[index].Demoted == demoted && _open[index].Evidence == evidence))
        {
            return;
        }

        var phase = PhaseOf(_open[index].Priority, priority);
        Revise(turn, index, _open[index] with { Priority = priority, Demoted = demoted, Evidence = evidence, Phase = phase, By = "", Reason = "" });
        Signal(turn, index);
    }

    /// <summary>Brings every alarm's signals in line with what is inactivated now.</summary>
    public void Signal(in Turn turn, string by = "", string reason = "")
    {
        for (var i = 0; i < _open.Count; i++)
        {
            Signal(turn, i, by, reason);
        }
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
    public void Acknowledge(in Turn turn, in EffectId id, string by, string reason)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            if (_open[i].Id == id)
            {
                Happen(turn, i, AlarmEvent.Acknowledged, by, reason);
                return;
            }
        }
    }

    public Alarm? Find(in EffectId id)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            if (_open[i].Id == id)
            {
                return _open[i];
            }
        }

        return null;
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

        fields.VisitEnd();
    }

    private static EventPhase PhaseOf(AlarmPriority before, AlarmPriority after) =>
        after.CompareTo(before) switch { > 0 => EventPhase.Escalate, < 0 => EventPhase.Deescalate, _ => EventPhase.Update };

    private void Happen(in Turn turn, int index, AlarmEvent happened, string by = "", string reason = "", SiloTime? until = null)
    {
        var alarm = _open[index];
        var next = AlarmStateMachine.Next(new AlarmState(alarm.Condition, alarm.Signal), happened, AlarmRules.Latches(alarm.Type, alarm.Priority));
        if (next.Phase is not { } phase)
        {
            return;
        }

        var isPaused = next.State.Signal is SignalState.AudioPaused or SignalState.AlarmPaused;
        Revise(turn, index, alarm with
        {
            Condition = next.State.Condition,
            Signal = next.State.Signal,
            Phase = phase,
            By = by,
            Reason = reason,
            SignalsUntil = isPaused ? until ?? alarm.SignalsUntil : null,
        });
    }

    private void Revise(in Turn turn, int index, Alarm revised)
    {
        var alarm = revised with { Revision = revised.Revision + 1, ChangedAt = turn.Now };
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

    private void Signal(in Turn turn, int index, string by = "", string reason = "")
    {
        var alarm = _open[index];
        var over = signals.Over(alarm.Kind, alarm.Priority, alarm.DetectedAt);
        var signal = over?.Signal ?? SignalState.Enabled;
        Happen(turn, index, AlarmStateMachine.EventFor(signal), by, reason, over?.Until);

        // A pause that was made longer is the same state with another end.
        if (_open[index].Signal == signal && _open[index].SignalsUntil != over?.Until)
        {
            Revise(turn, index, _open[index] with { Phase = EventPhase.Update, By = by, Reason = reason, SignalsUntil = over?.Until });
        }
    }

    private EffectId? ParentOf(in AlarmSource source, string device)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            if (_open[i].Condition == ConditionState.Active && _open[i].Id.Device == device && AlarmGroups.Explains(_open[i], source.Kind, source.Vital))
            {
                return _open[i].Id;
            }
        }

        return null;
    }

    /// <summary>Alarms that were there before their cause was known.</summary>
    private void Adopt(in Turn turn, Alarm parent)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            var child = _open[i];
            if (child.Parent is null && child.Condition == ConditionState.Active && child.Id.Device == parent.Id.Device && child.Id != parent.Id
                && AlarmGroups.Explains(parent, child.Kind, child.Vital))
            {
                Revise(turn, i, child with { Parent = parent.Id, Phase = EventPhase.Update, By = "", Reason = "" });
            }
        }
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
            if (_open[i].Condition == ConditionState.Latched && source.IsLike(_open[i]))
            {
                (count, newest) = (count + 1, i);
            }
        }

        return (count, newest);
    }
}
