using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Arrhythmia;
using OrleansCare.Clinical.Beats;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Devices;
using OrleansCare.Clinical.Escalation;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Respiration;
using OrleansCare.Clinical.Rhythm;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Time;
using OrleansCare.Clinical.Vitals;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>
/// One patient's stay as a deterministic reducer: inputs in sequence give state and effects, the same on every machine. No clock, no I/O, no chance.
/// Never throws for an input, whatever its order: one that is late, foreign or after the discharge is counted in <see cref="Ignored"/>.
/// Packets count only from devices that are associated. Not thread-safe. Nothing of a packet is kept after <see cref="Apply"/> returns.
/// </summary>
public sealed partial class PatientMonitor
{
    private readonly string _episode;
    private readonly VitalBoard _vitals;
    private readonly MinuteSummaries _minutes = new();
    private readonly LimitWatch _limits = new();
    private readonly ScoreKeeper _score = new();
    private readonly DeviceWatch _devices = new();
    private readonly AlertWatch _alerts = new();
    private readonly ApnoeaWatch _apnoea = new();
    private readonly BeatLedger _beats = new();
    private readonly SignalBoard _signals = new();
    private readonly AlarmBoard _alarms;
    private readonly EscalationWatch _escalation = new();
    private readonly EcgWatch _ecg;
    private readonly Witnesses _witnesses = new();
    private readonly RhythmJudge _judge;
    private PatientProfile? _profile;
    private int _epoch;
    private long _sequence;
    private SiloTime _now;
    private bool _isDischarged;
    private long _ignored;

    public PatientMonitor(string episode)
    {
        ArgumentException.ThrowIfNullOrEmpty(episode);
        _episode = episode;
        _vitals = new VitalBoard(_devices);
        _alarms = new AlarmBoard(_signals);
        _judge = new RhythmJudge(_witnesses);
        _ecg = new EcgWatch(_alarms, _beats, _devices, _witnesses, _judge, _limits);
    }

    public string Episode => _episode;

    /// <summary>Of the last input applied; 0 before the first.</summary>
    public long LastSequence => _sequence;

    public long Ignored => _ignored;

    public bool IsDischarged => _isDischarged;

    public EscalationPolicy EscalationPolicy => _escalation.Policy;

    public TimeSpan ApnoeaDelay => _apnoea.Delay;

    /// <summary>Whether a station's confirmation of this alarm is still news.</summary>
    public bool Awaits(in EffectId alarm) => _escalation.Awaits(alarm);

    /// <param name="effects">Appended to, in the order in which they are to be done.</param>
    public void Apply(in Input input, List<Effect> effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        var stamp = input.Stamp;
        if (stamp.Sequence <= _sequence || stamp.Epoch < _epoch || stamp.Episode != _episode || input.Payload is null || _isDischarged)
        {
            _ignored++;
            return;
        }

        _sequence = stamp.Sequence;
        _epoch = stamp.Epoch;
        var first = effects.Count;
        var turn = Begin(stamp, input.Payload, effects);
        switch (input.Payload)
        {
            case PacketReceived received:
                Take(turn, received.Packet);
                break;
            case PatientAdmitted admitted:
                Use(turn, admitted.Profile);
                break;
            case PatientDischarged:
                Discharge(turn);
                _escalation.Follow(turn, first, _alarms);
                return;
            case DeviceAssociated associated:
                _devices.Associate(associated.Device, turn.Now);
                break;
            case DeviceReleased released:
                _ecg.Release(turn, released.Device);
                _witnesses.Release(released.Device);
                _apnoea.Release(turn, released.Device, _alarms);
                _alerts.Release(turn, released.Device, _alarms);
                _devices.Release(turn, released.Device, _alarms);
                _vitals.Release(released.Device);
                break;
            case AlarmAcknowledged acknowledged:
                _alarms.Acknowledge(turn, acknowledged.Alarm, acknowledged.By, acknowledged.Reason);
                break;
            case ConsciousnessEntered entered:
                _score.Enter(entered.Consciousness, turn.Now);
                Tell(turn, StayChange.Entries);
                Score(turn);
                break;
            case OxygenEntered entered:
                _score.EnterOxygen(entered.OnOxygen, turn.Now);
                Tell(turn, StayChange.Entries);
                Score(turn);
                break;
            case Spo2ScaleEntered entered:
                _score.Enter(entered, turn.Now);
                Tell(turn, StayChange.Entries);
                Score(turn);
                break;
            case PaediatricEntered entered when _profile is { IsChild: true }:
                _score.Enter(entered, turn.Now);
                Tell(turn, StayChange.Entries);
                Score(turn);
                break;
            case PaediatricEntered:
                Note(happened: false);
                break;
            case LimitsEntered entered:
                Note(turn, _limits.Enter(turn, entered, _vitals, _alarms), StayChange.Limits);
                break;
            case SignalsInactivated inactivated:
                Inactivate(turn, inactivated);
                break;
            case SignalsEnabled enabled:
                Enable(turn, enabled);
                break;
            case StandbyEntered standby:
                Note(turn, _devices.Enter(turn, standby, _alarms), standby.Away ? StayChange.StandbyBegan : StayChange.StandbyEnded);
                break;
            case ProfileEntered entered:
                Use(turn, entered.Profile);
                Tell(turn, StayChange.Profile);
                break;
            case AlarmDisplayed displayed:
                _escalation.NoteDisplayed(displayed.Alarm);
                break;
            case EscalationPolicyEntered entered:
                Note(_escalation.Enter(entered.Policy, turn.Now));
                break;
            case ApnoeaDelayEntered entered:
                Note(_apnoea.Enter(entered.Delay));
                break;
            case PatientConflictReported reported:
                Note(_devices.Note(turn, reported, _alarms));
                break;
            case DeviceAlarmReported reported:
                Note(_devices.IsAssociated(reported.Alarm.Device) && _alerts.Take(turn, reported.Alarm, _alarms));
                break;
            case BeatClassified classified:
                _beats.Answer(turn, classified.Beat, classified.Class);
                _ecg.Answer(classified);
                break;
            case NodeConditionChanged changed:
                Note(turn, changed);
                break;
        }

        _devices.Check(turn, _vitals, _alarms);
        _ecg.Reassess(turn);
        _alerts.Check(turn, _devices, _alarms);
        _limits.Evaluate(turn, _vitals, _alarms);
        _apnoea.Check(turn, _vitals, _alarms);
        _escalation.Follow(turn, first, _alarms);
    }

    private void Take(in Turn turn, DevicePacket packet)
    {
        if (_devices.Meet(packet, turn.Now) is not { } arrival)
        {
            _ignored++;
            return;
        }

        var history = VitalSet.None;
        for (var i = 0; i < packet.Numerics.Count; i++)
        {
            var numeric = packet.Numerics[i];
            var standing = _vitals.Take(numeric.Code, numeric.Value, packet, arrival);
            if (standing == Standing.None || VitalRules.FromCode(numeric.Code) is not { } vital)
            {
                continue;
            }

            history = standing == Standing.Current ? history : history.With(vital);
            if (standing != Standing.Repeated)
            {
                _minutes.Add(turn, vital, numeric.Value, packet, arrival, isCurrent: standing == Standing.Current);
            }
        }

        if (history != VitalSet.None || !arrival.IsLive)
        {
            turn.Effects.Add(new HistoryTaken(new EffectId(turn.Episode, Rule.History, packet.Device, packet.Sequence, 0), arrival.MeasuredAt, !arrival.IsLive, history));
        }

        if (!arrival.IsLive)
        {
            return;
        }

        _witnesses.Take(packet, turn.Now);
        _apnoea.Take(packet, turn.Now);
        _ecg.Take(turn, packet);
        _ecg.Watch(turn, packet, _limits.Group is AgeGroup.Adult or AgeGroup.Unknown, _profile?.Paced == true);
        _devices.Hear(turn, packet, _ecg.IsBlind(packet.Device, turn.Now), _alarms);
    }

    private void Score(in Turn turn)
    {
        if (_profile is not null)
        {
            _score.Evaluate(turn, _profile, _minutes, _alarms);
        }
    }
}
