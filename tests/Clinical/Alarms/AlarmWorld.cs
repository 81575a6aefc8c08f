using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Escalation;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Tests.Monitoring;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Tests.Alarms;

/// <summary>What can happen in the small world.</summary>
internal enum Happening
{
    Onset,
    Offset,
    SecondOnset,
    SecondOffset,
    Acknowledge,
    AudioPause,
    AlarmPause,
    Off,
    Enable,
    TimePasses,
    Displayed,
    Restart,
    Discharge,
}

/// <summary>
/// A real patient with two high priority conditions (SpO2 and arterial mean pressure low, no delay) beside what a bystander knows of it: which condition is
/// present, what staff did and when. <see cref="Check"/> compares. Time moves 6 s at once in steps of 2 s; a pause lasts 5 s, a level 8 s.
/// </summary>
internal sealed class AlarmWorld
{
    private static readonly TimeSpan Display = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Level = TimeSpan.FromSeconds(8);
    private static readonly Vital[] Conditions = [Vital.Spo2, Vital.ArterialMean];

    private readonly TestPatient _patient = TestPatient.Admitted();
    private readonly HashSet<EffectId> _begun = [];
    private readonly HashSet<EffectId> _answered = [];
    private readonly HashSet<EffectId> _displayed = [];
    private readonly Dictionary<EffectId, SiloTime> _soundsSince = [];

    /// <summary>When the level began whose time runs: with the sound, or when the next one was called because nobody showed the alarm.</summary>
    private readonly Dictionary<EffectId, SiloTime> _levelSince = [];
    private readonly bool[] _present = new bool[2];
    private SignalState _inForce;
    private SiloTime? _until;
    private int _read;
    private bool _isDischarged;

    public AlarmWorld()
    {
        foreach (var vital in Conditions)
        {
            var row = DefaultLimits.For(vital)!;
            _patient.Apply(new LimitsEntered(vital, row.Limits with { Delay = TimeSpan.Zero, Hysteresis = 0 }, "nurse"));
        }

        _patient.Apply(new EscalationPolicyEntered(new EscalationPolicy(AlarmPriority.High, Display, [new("nurse", Level), new("physician", Level)])));
        Send();
    }

    public void Do(Happening happening)
    {
        if (_isDischarged)
        {
            return;
        }

        switch (happening)
        {
            case Happening.Onset or Happening.Offset:
                _present[0] = happening == Happening.Onset;
                Send();
                break;
            case Happening.SecondOnset or Happening.SecondOffset:
                _present[1] = happening == Happening.SecondOnset;
                Send();
                break;
            case Happening.Acknowledge:
                foreach (var alarm in _patient.Monitor.Picture(_patient.Now).Alarms)
                {
                    _answered.Add(alarm.Id);
                    _patient.Apply(new AlarmAcknowledged(alarm.Id, "nurse"));
                }

                break;
            case Happening.AudioPause or Happening.AlarmPause:
                (_inForce, _until) = (happening == Happening.AudioPause ? SignalState.AudioPaused : SignalState.AlarmPaused, _patient.Now + Pause);
                _patient.Apply(new SignalsInactivated(null, _inForce, Pause, "nurse", ""));
                break;
            case Happening.Off:
                Refuse(new SignalsInactivated(AlarmKind.Spo2Low, SignalState.AlarmOff, null, "nurse", "noise"));
                (_inForce, _until) = (SignalState.AlarmOff, null);
                _patient.Apply(new SignalsInactivated(null, SignalState.AlarmOff, null, "nurse", "noise"));
                break;
            case Happening.Enable:
                (_inForce, _until) = (SignalState.Enabled, null);
                _patient.Apply(new SignalsEnabled(null, "nurse"));
                break;
            case Happening.TimePasses:
                for (var i = 0; i < 3; i++)
                {
                    _patient.Wait(2);
                    Send();
                    Look();
                }

                break;
            case Happening.Displayed:
                foreach (var alarm in _patient.Open)
                {
                    _displayed.Add(alarm.Id);
                    _patient.Apply(new AlarmDisplayed(alarm.Id, alarm.Revision, "s1"));
                }

                break;
            case Happening.Restart:
                Restart();
                break;
            default:
                _isDischarged = true;
                _patient.Apply(new PatientDischarged());
                break;
        }

        Look();
    }

    /// <summary>What must hold whatever happened; throws with what does not.</summary>
    public void Check()
    {
        var picture = _patient.Monitor.Picture(_patient.Now);
        var open = picture.Alarms.Where(alarm => alarm.Kind != AlarmKind.AlarmNotReceived).ToArray();
        if (_isDischarged)
        {
            Require(picture.Alarms.Count == 0 && picture.Inactivations.Count == 0 && picture.Escalations.Count == 0, "a discharge closes everything");
            return;
        }

        for (var i = 0; i < Conditions.Length; i++)
        {
            var active = open.Count(alarm => alarm.Vital == Conditions[i] && alarm.Condition == ConditionState.Active);
            Require(active == (_present[i] ? 1 : 0), "a present condition has one active alarm, an absent one none");
        }

        foreach (var id in _begun)
        {
            Require(_answered.Contains(id) || open.Any(alarm => alarm.Id == id), "an alarm that nobody acknowledged stays, latched at least");
        }

        Require(open.All(alarm => _begun.Contains(alarm.Id)), "an alarm keeps its id");
        Require(!(_until <= _patient.Now) || picture.Inactivations.Count == 0, "a pause expires");
        foreach (var alarm in open)
        {
            Require(alarm.Priority == AlarmPriority.High, "the world knows high priority alarms only");
            Require(alarm.Signal == ExpectedSignal(alarm.Id), "signals are enabled unless acknowledged or paused, and never off");
            Require(alarm.Signal is not SignalState.Acknowledged || alarm.Condition == ConditionState.Active, "acknowledged and over is no open alarm");
        }

        var isNotReceived = picture.Alarms.Any(alarm => alarm is { Kind: AlarmKind.AlarmNotReceived, Condition: ConditionState.Active });
        foreach (var (id, since) in _soundsSince)
        {
            var isDue = IsUnseen(id, since) || _patient.Now - _levelSince[id] >= Level;
            Require(!isDue || isNotReceived, "an alarm that was not shown or not answered in time is told as not received");
            Require(!isDue || picture.Escalations.Any(escalation => escalation.Alarm == id && escalation.Level > 0), "and calls the next level");
        }
    }

    private bool IsUnseen(EffectId alarm, SiloTime since) => !_displayed.Contains(alarm) && _patient.Now - since >= Display;

    private SignalState ExpectedSignal(EffectId alarm) => _answered.Contains(alarm) ? SignalState.Acknowledged
        : _inForce is SignalState.AudioPaused or SignalState.AlarmPaused && _patient.Now < _until ? _inForce
        : SignalState.Enabled;

    private void Send() => _patient.Send((Mdc.Spo2, _present[0] ? 80 : 97), (Mdc.ArterialMean, _present[1] ? 40 : 80));

    private void Refuse(SignalsInactivated asked)
    {
        var (before, ignored) = (_patient.Open, _patient.Monitor.Ignored);
        Require(_patient.Monitor.Check(asked) == InactivationRefusal.LifeThreatening, "off is refused for a life-threatening alarm");
        _patient.Apply(asked);
        Require(_patient.Open.SequenceEqual(before) && _patient.Monitor.Ignored == ignored + 1, "and changes nothing when it comes all the same");
    }

    private void Restart()
    {
        var before = _patient.Monitor.Picture(_patient.Now);
        _patient.Restart();
        var after = _patient.Monitor.Picture(_patient.Now);
        Require(after.Alarms.SequenceEqual(before.Alarms), "alarms are the same after a restart");
        Require(after.Inactivations.SequenceEqual(before.Inactivations), "pauses end when they would have ended");
        Require(after.Escalations.SequenceEqual(before.Escalations), "deadlines are the same after a restart");
    }

    /// <summary>Notes what began and since when each alarm has sounded.</summary>
    private void Look()
    {
        for (; _read < _patient.Effects.Count; _read++)
        {
            if (_patient.Effects[_read] is AlarmChanged { Alarm: { Revision: 1, Kind: not AlarmKind.AlarmNotReceived } alarm })
            {
                Require(_begun.Add(alarm.Id), "an id is given once");
                Require(alarm.Signal != SignalState.Acknowledged, "a new condition is not acknowledged");
            }
        }

        var open = _patient.Open;
        foreach (var alarm in open.Where(alarm => alarm.Signal == SignalState.Enabled && !_soundsSince.ContainsKey(alarm.Id)))
        {
            _soundsSince.Add(alarm.Id, _patient.Now);
            _levelSince[alarm.Id] = _patient.Now;
            _displayed.Remove(alarm.Id);
        }

        foreach (var id in _soundsSince.Keys.Where(id => !open.Any(alarm => alarm.Id == id && alarm.Signal == SignalState.Enabled)).ToArray())
        {
            _soundsSince.Remove(id);
            _displayed.Remove(id);
        }

        foreach (var (id, since) in _soundsSince.Where(alarm => _levelSince[alarm.Key] == alarm.Value && IsUnseen(alarm.Key, alarm.Value)))
        {
            _levelSince[id] = _patient.Now;
        }
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"It does not hold that {what}.");
        }
    }
}
