using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Alarms;

/// <summary>
/// The second dimension of IEC 60601-1-8 where it outlives an alarm: which kinds' signals staff paused or switched off. Paused always expires; off never
/// does, is reminded of, and never covers a high priority alarm, whatever was entered. Several in force: the one that inactivates most counts.
/// </summary>
internal sealed class SignalBoard
{
    /// <summary>One for each kind and one for all, with room for kinds to come.</summary>
    private const int MostInForce = 256;

    private readonly List<Inactivation> _inForce = [];
    private long _told;

    public IReadOnlyList<Inactivation> InForce => _inForce;

    public static InactivationRefusal Check(AlarmKind? kind, SignalState signal, TimeSpan duration, string reason, bool isHighPriority) => signal switch
    {
        SignalState.AudioPaused or SignalState.AlarmPaused => duration > TimeSpan.Zero && duration <= AlarmRules.LongestPause
            ? InactivationRefusal.None
            : InactivationRefusal.PauseTooLong,
        SignalState.AudioOff or SignalState.AlarmOff when kind is not null && isHighPriority => InactivationRefusal.LifeThreatening,
        SignalState.AudioOff or SignalState.AlarmOff => string.IsNullOrWhiteSpace(reason) ? InactivationRefusal.ReasonMissing : InactivationRefusal.None,
        _ => InactivationRefusal.NoInactivation,
    };

    /// <summary>Replaces what was in force for the same kind; the caller has checked it.</summary>
    public void Inactivate(in Turn turn, AlarmKind? kind, SignalState signal, TimeSpan duration, string by, string reason)
    {
        var isPause = signal is SignalState.AudioPaused or SignalState.AlarmPaused;
        var entered = new Inactivation(kind, signal, turn.Now, isPause ? turn.Now + duration : null, by, reason);
        var index = IndexOf(kind);
        if (index >= 0)
        {
            _inForce[index] = entered;
        }
        else
        {
            _inForce.Add(entered);
        }

        Tell(turn, SignalsChange.Inactivated, entered, by);
    }

    /// <returns>False when nothing is in force for this kind.</returns>
    public bool Enable(in Turn turn, AlarmKind? kind, string by)
    {
        var index = IndexOf(kind);
        if (index < 0)
        {
            return false;
        }

        var ended = _inForce[index];
        _inForce.RemoveAt(index);
        Tell(turn, SignalsChange.Enabled, ended, by);
        return true;
    }

    /// <summary>Ends pauses whose time is over and gives reminders; to be called with each input.</summary>
    /// <returns>Whether a pause ended.</returns>
    public bool Advance(in Turn turn)
    {
        var ended = false;
        for (var i = _inForce.Count - 1; i >= 0; i--)
        {
            var inactivation = _inForce[i];
            if (inactivation.Until is { } until)
            {
                if (turn.Now >= until)
                {
                    _inForce.RemoveAt(i);
                    Tell(turn, SignalsChange.Expired, inactivation, by: "");
                    ended = true;
                }
            }
            else if (turn.Now - (inactivation.RemindedAt ?? inactivation.Since) >= AlarmRules.ReminderInterval)
            {
                _inForce[i] = inactivation with { RemindedAt = turn.Now };
                Tell(turn, SignalsChange.Reminded, _inForce[i], by: "");
            }
        }

        return ended;
    }

    /// <summary>What covers an alarm of this kind that was detected then; null when its signals are enabled.</summary>
    public Inactivation? Over(AlarmKind kind, AlarmPriority priority, SiloTime detectedAt)
    {
        Inactivation? strongest = null;
        for (var i = 0; i < _inForce.Count; i++)
        {
            var inactivation = _inForce[i];
            var covers = (inactivation.Kind is null || inactivation.Kind == kind)
                && (inactivation.IsOff ? priority != AlarmPriority.High : !AlarmRules.BreaksPause(kind) || inactivation.Since > detectedAt);
            if (covers && (strongest is null || Weight(inactivation.Signal) > Weight(strongest.Signal)))
            {
                strongest = inactivation;
            }
        }

        return strongest;
    }

    public void Clear() => _inForce.Clear();

    /// <summary>A clock that was set back must not make a pause longer than pauses may be.</summary>
    public void StepBack(SiloTime now)
    {
        for (var i = 0; i < _inForce.Count; i++)
        {
            var (since, until, reminded) = (_inForce[i].Since, _inForce[i].Until, _inForce[i].RemindedAt);
            var latest = now + AlarmRules.LongestPause;
            _inForce[i] = _inForce[i] with
            {
                Since = since > now ? now : since,
                Until = until > latest ? latest : until,
                RemindedAt = reminded > now ? now : reminded,
            };
        }
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        fields.Visit(ref _told);
        var count = fields.VisitCount(_inForce.Count, MostInForce);
        for (var i = 0; i < count; i++)
        {
            var read = AlarmRecord.Visit(ref fields, fields.IsReading ? null : _inForce[i]);
            if (fields.IsReading)
            {
                _inForce.Add(read);
            }
        }

        fields.VisitEnd();
    }

    private static int Weight(SignalState signal) => signal switch
    {
        SignalState.AlarmOff => 4,
        SignalState.AlarmPaused => 3,
        SignalState.AudioOff => 2,
        _ => 1,
    };

    private int IndexOf(AlarmKind? kind)
    {
        for (var i = 0; i < _inForce.Count; i++)
        {
            if (_inForce[i].Kind == kind)
            {
                return i;
            }
        }

        return -1;
    }

    private void Tell(in Turn turn, SignalsChange change, Inactivation subject, string by)
    {
        var id = new EffectId(turn.Episode, Rule.Signals, "", 0, ++_told);
        turn.Effects.Add(new SignalsChanged(id, change, subject, by, [.. _inForce], turn.Now));
    }
}
