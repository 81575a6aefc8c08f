using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Beats;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Monitoring;

namespace OrleansCare.Clinical.Rhythm;

/// <summary>Makes alarms and questions to the model from what the ECG analysis found.</summary>
internal sealed class RhythmReporter(AlarmBoard alarms, BeatLedger beats)
{
    public static readonly AlarmKind[] Kinds = [AlarmKind.Asystole, AlarmKind.ExtremeBradycardia, AlarmKind.ExtremeTachycardia];

    /// <summary>No lead can be analysed.</summary>
    public bool IsBlind { get; set; }

    public void Report(in Turn turn, EcgStream stream, EcgFindings findings)
    {
        foreach (var finding in findings.Rhythm)
        {
            if (finding.Kind == RhythmKind.NoUsableSignal)
            {
                IsBlind = finding.Active;
                continue;
            }

            var (kind, limit) = AlarmOf(finding.Kind);
            var source = AlarmSource.OfDevice(kind, stream.Device);
            if (!finding.Active)
            {
                alarms.End(turn, source);
                continue;
            }

            var packet = stream.PacketOf(finding.OnsetSample);
            var id = new EffectId(turn.Episode, Rule.AlarmBase + (int)kind, stream.Device, packet.Packet, stream.DeviceSample(finding.OnsetSample));
            alarms.Begin(turn, source, new AlarmOnset(id, AlarmRules.PriorityOf(kind), finding.Value, limit, packet.At));
        }

        foreach (var beat in findings.Ready)
        {
            if (!beat.HasInput)
            {
                beats.CountUnsure();
                continue;
            }

            var packet = stream.PacketOf(beat.SampleIndex);
            var id = new EffectId(turn.Episode, Rule.Beat, stream.Device, packet.Packet, stream.DeviceSample(beat.SampleIndex));
            beats.Ask(id);
            turn.Effects.Add(new ClassifyBeat(id, findings.Input(beat).ToArray()));
        }
    }

    private static (AlarmKind Kind, double Limit) AlarmOf(RhythmKind kind) => kind switch
    {
        RhythmKind.Asystole => (AlarmKind.Asystole, EcgRules.AsystoleSeconds),
        RhythmKind.ExtremeBradycardia => (AlarmKind.ExtremeBradycardia, EcgRules.BradycardiaRate),
        _ => (AlarmKind.ExtremeTachycardia, EcgRules.TachycardiaRate),
    };
}
