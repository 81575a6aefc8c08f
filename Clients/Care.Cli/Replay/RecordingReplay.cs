using OrleansCare.BedSimulator.Recordings;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Cli.Replay;

/// <summary>An alarm that a recording gave; seconds from its beginning.</summary>
internal sealed record ReplayedAlarm(string Record, AlarmKind Kind, AlarmPriority Priority, bool Demoted, double Seconds, double? Value, double? Limit);

/// <summary>A recording through the edge's own <see cref="PatientMonitor"/> at full speed, in packets of a quarter of a second.</summary>
internal static class RecordingReplay
{
    private const double PacketSeconds = 0.25;
    private const string Device = "monitor";
    private const string Episode = "recording";

    /// <exception cref="CliException">The monitor refuses one of the limits.</exception>
    public static List<ReplayedAlarm> Run(Recording recording, IReadOnlyDictionary<Vital, AlarmLimits> limits)
    {
        var monitor = new PatientMonitor(Episode);
        var (effects, sequence, numeric) = (new List<Effect>(), 0L, 0);
        void Apply(InputPayload payload, double seconds) => monitor.Apply(new Input(new Stamp(Episode, 1, ++sequence, Time(seconds)), payload), effects);

        Apply(new PatientAdmitted(new PatientProfile(AgeYears: 60)), 0);
        Apply(new DeviceAssociated(Device), 0);
        foreach (var (vital, limit) in limits)
        {
            Apply(new LimitsEntered(vital, limit, "replay", "replay"), 0);
            if (!monitor.Picture(Time(0)).Limits.Any(setting => setting.Vital == vital && setting.Limits == limit))
            {
                throw new CliException($"The monitor refuses the limits of {vital}.");
            }
        }

        for (var packet = 0; (packet + 1) * PacketSeconds <= recording.Seconds; packet++)
        {
            var end = (packet + 1) * PacketSeconds;
            var numerics = new List<Numeric>();
            for (; numeric < recording.Numerics.Count && recording.Numerics[numeric].At <= end; numeric++)
            {
                numerics.Add(new Numeric(recording.Numerics[numeric].Code, recording.Numerics[numeric].Value, recording.Numerics[numeric].Unit));
            }

            var chunks = recording.Signals.Select(signal => signal.Cut(packet, PacketSeconds)).ToList();
            Apply(new PacketReceived(new DevicePacket { Device = Device, Sequence = packet + 1, ReceivedAt = Time(end), Numerics = numerics, Waveforms = chunks }), end);
        }

        // No station is there that could receive an alarm, and nobody who could answer it.
        return [.. effects.OfType<AlarmChanged>().Select(effect => effect.Alarm).Where(alarm => alarm.Phase == EventPhase.Start && alarm.Kind != AlarmKind.AlarmNotReceived)
            .Select(alarm => new ReplayedAlarm(
                recording.Name, alarm.Kind, alarm.Priority, alarm.Demoted, alarm.DetectedAt.UnixMicroseconds / 1e6, alarm.Value, alarm.Limit))];
    }

    private static SiloTime Time(double seconds) => new((long)(seconds * 1e6));
}
