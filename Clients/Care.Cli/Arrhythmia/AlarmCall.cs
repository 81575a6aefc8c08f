using OrleansCare.BedSimulator.Recordings;
using OrleansCare.Clinical.Arrhythmia;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Cli.Arrhythmia;

/// <summary>Runs a record through the edge's own <see cref="PatientMonitor"/>, in packets up to the alarm, and asks what it says of the alarm.</summary>
internal static class AlarmCall
{
    /// <summary>The alarm sounds here in every record of the challenge; nothing after it is read.</summary>
    public const double AlarmSeconds = 300;

    private const double PacketSeconds = 0.25;
    private const string Device = "monitor";
    private const string Episode = "recording";

    /// <summary>The challenge's patients are adults: arrhythmia analysis is on.</summary>
    private static readonly PatientProfile Adult = new(AgeYears: 60);

    /// <exception cref="WfdbFormatException">The record ends before the alarm.</exception>
    public static Judgement Judge(ChallengeRecord record, Func<string, ReadOnlyMemory<byte>> readFile)
    {
        var recording = WfdbRecordings.From(WfdbRecord.FromBytes(record.Header, readFile), []);
        if (recording.Seconds < AlarmSeconds)
        {
            throw new WfdbFormatException($"{record.Name} ends at {recording.Seconds:F0} s, before its alarm at {AlarmSeconds:F0} s.");
        }

        var monitor = new PatientMonitor(Episode);
        var effects = new List<Effect>();
        var sequence = 0L;
        void Apply(InputPayload payload, double seconds)
        {
            effects.Clear();
            monitor.Apply(new Input(new Stamp(Episode, 1, ++sequence, Time(seconds)), payload), effects);
        }

        Apply(new PatientAdmitted(Adult), 0);
        Apply(new DeviceAssociated(Device), 0);
        for (var packet = 0; packet < AlarmSeconds / PacketSeconds; packet++)
        {
            var end = (packet + 1) * PacketSeconds;
            Apply(new PacketReceived(new DevicePacket { Device = Device, Sequence = packet + 1, ReceivedAt = Time(end), Waveforms = [.. recording.Signals.Select(signal => signal.Cut(packet, PacketSeconds))] }), end);
        }

        return monitor.Judge(record.Kind);
    }

    private static SiloTime Time(double seconds) => new((long)(seconds * 1e6));
}
