using System.Buffers;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Arrhythmia;
using OrleansCare.Clinical.Beats;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Devices;
using OrleansCare.Clinical.Escalation;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
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
public sealed class PatientMonitor
{
    private const byte SnapshotVersion = 4;

    /// <summary>
    /// Stamps go back a little when packets waited behind a tick; then time stands still. More is a clock that was set:
    /// then nothing that is kept may lie in the future, or waits would last as long as the clock was off. Chosen here.
    /// </summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    private readonly string _episode;
    private readonly VitalBoard _vitals = new();
    private readonly MinuteSummaries _minutes = new();
    private readonly LimitWatch _limits = new();
    private readonly ScoreKeeper _score = new();
    private readonly DeviceWatch _devices = new();
    private readonly AlertWatch _alerts = new();
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
        _alarms = new AlarmBoard(_signals);
        _judge = new RhythmJudge(_witnesses);
        _ecg = new EcgWatch(_alarms, _beats, _devices, _witnesses, _judge);
    }

    public string Episode => _episode;

    /// <summary>Of the last input applied; 0 before the first.</summary>
    public long LastSequence => _sequence;

    public long Ignored => _ignored;

    public bool IsDischarged => _isDischarged;

    public EscalationPolicy EscalationPolicy => _escalation.Policy;

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
            case PatientConflictReported reported:
                Note(_devices.Note(turn, reported, _alarms));
                break;
            case DeviceAlarmReported reported:
                Note(_devices.IsAssociated(reported.Alarm.Device) && _alerts.Take(turn, reported.Alarm, _alarms));
                break;
            case BeatClassified classified:
                _beats.Answer(turn, classified.Beat, classified.Class);
                break;
            case NodeConditionChanged changed:
                Note(turn, changed);
                break;
        }

        _devices.Check(turn, _vitals, _alarms);
        _ecg.Reassess(turn);
        _alerts.Check(turn, _devices, _alarms);
        _limits.Evaluate(turn, _vitals, _alarms);
        _escalation.Follow(turn, first, _alarms);
    }

    /// <summary>Whether this may be inactivated now; the owner asks before it stamps.</summary>
    public InactivationRefusal Check(SignalsInactivated asked) => SignalBoard.Check(
        asked.Kind, asked.Signal, asked.Duration ?? AlarmRules.UsualPause, asked.Reason,
        asked.Kind is { } kind && (AlarmRules.PriorityOf(kind) == AlarmPriority.High || _limits.PriorityOf(kind) == AlarmPriority.High));

    /// <summary>Whether these limits may be entered now; null when the vital is not watched.</summary>
    public LimitRefusal? Check(LimitsEntered asked) => _limits.Check(asked);

    /// <summary>What a station shows at <paramref name="now"/>: values that have outlived their validity by then are not in it.</summary>
    public PatientPicture Picture(SiloTime now)
    {
        var vitals = new List<CurrentVital>();
        foreach (var vital in Enum.GetValues<Vital>())
        {
            ref readonly var reading = ref _vitals[vital];
            if (reading.Present && now - reading.At <= VitalRules.Validity(vital))
            {
                vitals.Add(new CurrentVital(vital, reading.Value, reading.At, reading.Device));
            }
        }

        return new PatientPicture(vitals, _score.Last, [.. _alarms.Open], [.. _limits.Settings], _score.Entries)
        {
            Profile = _profile,
            Scores = [.. _score.Standing],
            Inactivations = [.. _signals.InForce],
            Escalations = [.. _escalation.Current],
            Standby = _devices.Standby,
            AgeGroup = _limits.Group,
        };
    }

    /// <summary>What the signals say for or against an alarm at the last input.</summary>
    public Judgement Judge(AlarmKind kind) => _judge.Judge(kind, _now);

    public void WriteSnapshot(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var writer = new RecordWriter(output);
        writer.Byte(SnapshotVersion);
        writer.String(_episode);
        Visit(ref writer);
        _ecg.Write(writer);
        _witnesses.Write(writer);
    }

    /// <exception cref="DamagedRecordException">The bytes are not one whole snapshot of a known version.</exception>
    public static PatientMonitor ReadSnapshot(ReadOnlySpan<byte> snapshot)
    {
        var reader = new RecordReader(snapshot);
        var version = reader.Byte();
        if (version != SnapshotVersion)
        {
            throw new DamagedRecordException($"Snapshot version {version} is unknown; this code reads {SnapshotVersion}.");
        }

        var episode = reader.String();
        if (episode.Length == 0)
        {
            throw new DamagedRecordException("The snapshot names no episode.");
        }

        var monitor = new PatientMonitor(episode);
        monitor.Visit(ref reader);
        monitor._ecg.Read(ref reader);
        monitor._witnesses.Read(ref reader);
        reader.ExpectEnd();
        return monitor;
    }

    /// <summary>Moves time to this input: when its packet left the socket, or when it was stamped.</summary>
    private Turn Begin(in Stamp stamp, InputPayload payload, List<Effect> effects)
    {
        var at = payload is PacketReceived { Packet: { } packet } && packet.ReceivedAt < stamp.At && stamp.At - packet.ReceivedAt < ClockTolerance
            ? packet.ReceivedAt
            : stamp.At;
        var isStep = _now > at && _now - at > ClockTolerance;
        _now = at > _now || isStep ? at : _now;
        var turn = new Turn(_episode, stamp.Sequence, _now, effects);
        if (isStep)
        {
            StepBack(turn);
        }

        if (_signals.Advance(turn))
        {
            _alarms.Signal(turn);
        }

        _vitals.Expire(_now);
        _beats.Advance(turn);
        if (_minutes.Advance(turn))
        {
            Score(turn);
        }

        return turn;
    }

    private void StepBack(in Turn turn)
    {
        _vitals.StepBack(turn.Now);
        _minutes.StepBack(turn.Now);
        _limits.StepBack(turn.Now);
        _score.StepBack(turn.Now);
        _devices.StepBack(turn.Now);
        _ecg.StepBack(turn.Now);
        _witnesses.StepBack(turn.Now);
        _beats.StepBack(turn);
        _signals.StepBack(turn.Now);
        _alerts.StepBack(turn.Now);
        _escalation.StepBack(turn.Now);
    }

    private void Take(in Turn turn, DevicePacket packet)
    {
        if (!_devices.IsAssociated(packet.Device))
        {
            _ignored++;
            return;
        }

        for (var i = 0; i < packet.Numerics.Count; i++)
        {
            var numeric = packet.Numerics[i];
            if (_vitals.Take(numeric.Code, numeric.Value, turn.Now, packet.Device, packet.Sequence) is { } vital)
            {
                _minutes.Add(vital, numeric.Value, packet.Device);
            }
        }

        _witnesses.Take(packet, turn.Now);
        _ecg.Take(turn, packet);
        _ecg.WatchVentricular(turn, packet, _limits.Group == AgeGroup.Adult);
        _devices.Hear(turn, packet, _ecg.IsBlind(packet.Device, turn.Now), _alarms);
    }

    private void Score(in Turn turn)
    {
        if (_profile is not null)
        {
            _score.Evaluate(turn, _profile, _minutes, _alarms);
        }
    }

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

    private void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        fields.Visit(ref _epoch);
        fields.Visit(ref _sequence);
        fields.Visit(ref _now);
        fields.Visit(ref _isDischarged);
        fields.Visit(ref _ignored);
        ProfileRecord.Visit(ref fields, ref _profile);
        _vitals.Visit(ref fields);
        _minutes.Visit(ref fields);
        _limits.Visit(ref fields);
        _score.Visit(ref fields);
        _devices.Visit(ref fields);
        _beats.Visit(ref fields);
        _alarms.Visit(ref fields);
        _signals.Visit(ref fields);
        _escalation.Visit(ref fields);
        _alerts.Visit(ref fields);
    }
}
