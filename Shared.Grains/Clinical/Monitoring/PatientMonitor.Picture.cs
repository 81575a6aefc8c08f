using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Arrhythmia;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>What may be asked of a stay.</summary>
public sealed partial class PatientMonitor
{
    /// <summary>Whether this may be inactivated now; the owner asks before it stamps.</summary>
    public InactivationRefusal Check(SignalsInactivated asked) => SignalBoard.Check(
        asked.Kind, asked.Signal, asked.Duration ?? AlarmRules.UsualPause, asked.Reason,
        asked.Kind is { } kind && (AlarmRules.PriorityOf(kind) == AlarmPriority.High || _limits.PriorityOf(kind) == AlarmPriority.High));

    /// <summary>Whether these limits may be entered now; null when the vital is not watched.</summary>
    public LimitRefusal? Check(LimitsEntered asked) => _limits.Check(asked);

    /// <summary>Whether the packet, just applied, tells of now.</summary>
    public bool IsLive(DevicePacket packet) => _devices.IsLive(packet);

    /// <summary>The value that stands for the patient at the last input; null when there is none.</summary>
    public CurrentVital? Current(Vital vital)
    {
        ref readonly var reading = ref _vitals[vital];
        return reading.Present ? new CurrentVital(vital, reading.Value, reading.At, reading.Device, _vitals.ValidityOf(vital), reading.Packet) : null;
    }

    /// <summary>What a station shows at <paramref name="now"/>: values that have outlived their validity by then are not in it.</summary>
    public PatientPicture Picture(SiloTime now)
    {
        var vitals = new List<CurrentVital>();
        foreach (var vital in Enum.GetValues<Vital>())
        {
            if (Current(vital) is { } current && now - current.At <= current.ValidFor)
            {
                vitals.Add(current);
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
}
