using OrleansCare.BedSimulator.Recordings;
using OrleansCare.Cli.Ecg;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Cli.Rhythms;

/// <summary>A recording through the edge's own <see cref="PatientMonitor"/> and model, in packets of a quarter of a second, as an adult's.</summary>
internal static class MonitoredRecording
{
    private const double PacketSeconds = 0.25;
    private const string Device = "monitor";
    private const string Episode = "recording";

    /// <param name="isPaced">As staff would enter it; null is unknown.</param>
    /// <param name="seconds">Nothing after it is read.</param>
    public static List<RhythmCall> Run(Recording recording, BeatModel model, bool? isPaced = null, double seconds = double.PositiveInfinity)
    {
        var monitor = new PatientMonitor(Episode);
        var (effects, answers, sequence, calls) = (new List<Effect>(), new List<Effect>(), 0L, new Dictionary<EffectId, RhythmCall>());
        void Apply(InputPayload payload, double at, List<Effect> into)
        {
            monitor.Apply(new Input(new Stamp(Episode, 1, ++sequence, Time(at)), payload), into);
        }

        Apply(new PatientAdmitted(new PatientProfile(AgeYears: 60, Paced: isPaced)), 0, effects);
        Apply(new DeviceAssociated(Device), 0, effects);
        var length = Math.Min(recording.Seconds, seconds);
        for (var packet = 0; (packet + 1) * PacketSeconds <= length; packet++)
        {
            effects.Clear();
            var end = (packet + 1) * PacketSeconds;
            Apply(new PacketReceived(new DevicePacket { Device = Device, Sequence = packet + 1, ReceivedAt = Time(end), Waveforms = [.. recording.Signals.Select(signal => signal.Cut(packet, PacketSeconds))] }), end, effects);
            foreach (var effect in effects)
            {
                if (effect is ClassifyBeat asked)
                {
                    Apply(new BeatClassified(asked.Id, model.Classify(asked.Features.Span), 1, "shipped"), end, answers);
                }
                else if (effect is AlarmChanged { Alarm: var alarm } && IsRhythm(alarm.Kind))
                {
                    Note(calls, alarm, length);
                }
            }

            answers.Clear();
        }

        return [.. calls.Values.OrderBy(call => call.Detected)];
    }

    /// <summary>Whether a rule of the ECG makes it.</summary>
    public static bool IsRhythm(AlarmKind kind) => kind is >= AlarmKind.Asystole and < AlarmKind.EarlyWarningScoreHigh;

    private static void Note(Dictionary<EffectId, RhythmCall> calls, Alarm alarm, double length)
    {
        if (alarm.Phase == EventPhase.Start)
        {
            calls[alarm.Id] = new RhythmCall(alarm.Kind, Seconds(alarm.Onset), Seconds(alarm.DetectedAt), length, alarm.Demoted);
        }
        else if (!alarm.Demoted && calls[alarm.Id].IsDemoted)
        {
            calls[alarm.Id] = calls[alarm.Id] with { IsDemoted = false };
        }

        if (alarm.Condition != ConditionState.Active && calls[alarm.Id].End.Equals(length))
        {
            calls[alarm.Id] = calls[alarm.Id] with { End = Seconds(alarm.ChangedAt) };
        }
    }

    private static double Seconds(SiloTime at) => at.UnixMicroseconds / 1e6;

    private static SiloTime Time(double seconds) => new((long)(seconds * 1e6));
}
