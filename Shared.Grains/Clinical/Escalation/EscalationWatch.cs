using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Escalation;

/// <summary>
/// Whether alarms are received: separate from what they are. Follows the alarms that changed in a turn, calls the next level when a deadline passes,
/// and keeps one technical alarm while any alarm of the patient is not received. That alarm is not escalated itself.
/// </summary>
internal sealed class EscalationWatch
{
    private const int MostCalls = 100_000;

    private static readonly AlarmSource NotReceived = AlarmSource.OfDevice(AlarmKind.AlarmNotReceived, "");

    private readonly List<OpenCall> _calls = [];
    private long _told;

    public EscalationPolicy Policy { get; private set; } = EscalationPolicy.Usual;

    public IEnumerable<CurrentEscalation> Current => _calls.Where(call => call.Level > 0 || call.IsNotReceived).Select(call => new CurrentEscalation(
        call.Alarm, call.Level, Policy.Steps[call.Level].Role, call.IsUnanswered ? EscalationCause.NotAcknowledged : EscalationCause.NotDisplayed, call.CalledAt, call.NextAt));

    /// <summary>Calls that are open go on at their level, or at the last one of the new policy.</summary>
    /// <returns>False when the policy is impossible: then nothing changes.</returns>
    public bool Enter(EscalationPolicy policy, SiloTime now)
    {
        if (!policy.IsPossible)
        {
            return false;
        }

        Policy = policy;
        for (var i = 0; i < _calls.Count; i++)
        {
            var call = _calls[i];
            call.Level = Math.Min(call.Level, policy.Steps.Count - 1);
            _calls[i] = NotLater(call, now);
        }

        return true;
    }

    public bool Awaits(in EffectId alarm) => IndexOf(alarm) is >= 0 and var index && !_calls[index].IsDisplayed;

    /// <summary>Nothing happens for an alarm that is not followed.</summary>
    public void NoteDisplayed(in EffectId alarm)
    {
        var index = IndexOf(alarm);
        if (index >= 0)
        {
            _calls[index] = _calls[index] with { IsDisplayed = true };
        }
    }

    /// <summary>Takes note of the alarms that changed in this turn; then looks at the deadlines.</summary>
    /// <param name="first">Index of the turn's first effect.</param>
    public void Follow(in Turn turn, int first, AlarmBoard alarms)
    {
        var last = turn.Effects.Count;
        for (var i = first; i < last; i++)
        {
            if (turn.Effects[i] is AlarmChanged { Alarm: var alarm } && alarm.Kind != AlarmKind.AlarmNotReceived)
            {
                Follow(turn, alarm);
            }
        }

        Advance(turn);
        TellNotReceived(turn, alarms);
    }

    public void StepBack(SiloTime now)
    {
        for (var i = 0; i < _calls.Count; i++)
        {
            _calls[i] = NotLater(_calls[i], now);
        }
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        Policy = EscalationRecord.Visit(ref fields, Policy);
        fields.Visit(ref _told);
        var count = fields.VisitCount(_calls.Count, MostCalls);
        for (var i = 0; i < count; i++)
        {
            var call = fields.IsReading ? default : _calls[i];
            call.Visit(ref fields);
            if (fields.IsReading)
            {
                EscalationRecord.CheckLevel(call.Level, Policy);
                _calls.Add(call);
            }
        }

        fields.VisitEnd();
    }

    private void Follow(in Turn turn, Alarm alarm)
    {
        var waits = alarm.Condition != ConditionState.Inactive && alarm.Signal != SignalState.Acknowledged && alarm.Priority >= Policy.From;
        var isHeld = alarm.Signal != SignalState.Enabled;
        var index = IndexOf(alarm.Id);
        if (index < 0)
        {
            if (waits)
            {
                _calls.Add(Begin(turn, new OpenCall { Alarm = alarm.Id, CalledAt = turn.Now }) with { IsHeld = isHeld });
            }
        }
        else if (!waits)
        {
            End(turn, index);
        }
        else if (isHeld != _calls[index].IsHeld)
        {
            _calls[index] = Begin(turn, _calls[index]) with { IsHeld = isHeld };
        }
    }

    private OpenCall Begin(in Turn turn, OpenCall call) => call with
    {
        IsDisplayed = false,
        IsUnseen = false,
        IsUnanswered = false,
        DisplayDueAt = turn.Now + Policy.Display,
        NextAt = turn.Now + Policy.Steps[call.Level].After,
    };

    private void End(in Turn turn, int index)
    {
        var call = _calls[index];
        _calls.RemoveAt(index);
        if (call.Level > 0 || call.IsNotReceived)
        {
            turn.Effects.Add(new EscalationEnded(Name(turn), call.Alarm, turn.Now));
        }
    }

    private void Advance(in Turn turn)
    {
        for (var i = 0; i < _calls.Count; i++)
        {
            var call = _calls[i];
            if (call.IsHeld)
            {
                continue;
            }

            if (turn.Now >= call.NextAt)
            {
                _calls[i] = Call(turn, call with { IsUnanswered = true }, EscalationCause.NotAcknowledged);
            }
            else if (!call.IsDisplayed && !call.IsUnseen && turn.Now >= call.DisplayDueAt)
            {
                _calls[i] = Call(turn, call with { IsUnseen = true }, EscalationCause.NotDisplayed);
            }
        }
    }

    private OpenCall Call(in Turn turn, OpenCall call, EscalationCause cause)
    {
        var from = call.Level;
        call.Level = Math.Min(call.Level + 1, Policy.Steps.Count - 1);
        call.CalledAt = turn.Now;
        call.NextAt = turn.Now + Policy.Steps[call.Level].After;
        turn.Effects.Add(new EscalationAdvanced(Name(turn), call.Alarm, from, call.Level, Policy.Steps[call.Level].Role, cause, turn.Now, call.NextAt));
        return call;
    }

    private void TellNotReceived(in Turn turn, AlarmBoard alarms)
    {
        if (!AnyNotReceived())
        {
            alarms.End(turn, NotReceived);
        }
        else if (!alarms.IsActive(NotReceived))
        {
            var id = turn.Id(Rule.AlarmBase + (int)AlarmKind.AlarmNotReceived);
            alarms.Begin(turn, NotReceived, new AlarmOnset(id, AlarmRules.PriorityOf(AlarmKind.AlarmNotReceived), Value: null, Limit: null, turn.Now));
        }
    }

    private bool AnyNotReceived()
    {
        for (var i = 0; i < _calls.Count; i++)
        {
            if (_calls[i].IsNotReceived)
            {
                return true;
            }
        }

        return false;
    }

    private OpenCall NotLater(OpenCall call, SiloTime now)
    {
        var (display, next) = (now + Policy.Display, now + Policy.Steps[call.Level].After);
        return call with
        {
            CalledAt = call.CalledAt > now ? now : call.CalledAt,
            DisplayDueAt = call.DisplayDueAt > display ? display : call.DisplayDueAt,
            NextAt = call.NextAt > next ? next : call.NextAt,
        };
    }

    private int IndexOf(in EffectId alarm)
    {
        for (var i = 0; i < _calls.Count; i++)
        {
            if (_calls[i].Alarm == alarm)
            {
                return i;
            }
        }

        return -1;
    }

    private EffectId Name(in Turn turn) => new(turn.Episode, Rule.Escalation, "", 0, ++_told);
}
