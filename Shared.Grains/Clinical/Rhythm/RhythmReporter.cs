using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Arrhythmia;
using OrleansCare.Clinical.Beats;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Monitoring;

namespace OrleansCare.Clinical.Rhythm;

/// <summary>
/// Makes alarms and questions to the model from what the ECG analysis found. A child's fast heart is left to its limits: 140 /min is an infant's usual rate.
/// Alarms are demoted in adults only: what contradicts one was judged on nobody else's recordings.
/// </summary>
internal sealed class RhythmReporter(AlarmBoard alarms, BeatLedger beats, BeatRhythmWatch rhythm, RhythmJudge judge, LimitWatch limits)
{
    public static readonly AlarmKind[] Kinds =
    [
        AlarmKind.Asystole, AlarmKind.ExtremeBradycardia, AlarmKind.ExtremeTachycardia, AlarmKind.VentricularTachycardia, AlarmKind.VentricularFibrillation,
    ];

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
            if (!finding.Active || !IsCalled(kind))
            {
                alarms.End(turn, source);
                continue;
            }

            var packet = stream.PacketOf(finding.OnsetSample);
            var id = new EffectId(turn.Episode, Rule.AlarmBase + (int)kind, stream.Device, packet.Packet, stream.DeviceSample(finding.OnsetSample));
            Begin(turn, source, new AlarmOnset(id, AlarmRules.PriorityOf(kind), finding.Value, limit, packet.At));
        }

        foreach (var beat in findings.Ready)
        {
            var (packet, sample) = (stream.PacketOf(beat.SampleIndex), stream.DeviceSample(beat.SampleIndex));
            rhythm.Add(new RhythmBeat
            {
                Sample = beat.SampleIndex,
                DeviceSample = sample,
                Packet = packet.Packet,
                At = packet.At,
                Interval = beat.RrSeconds,
                Due = stream.NextSample + (long)(RhythmRules.LongestAnswerSeconds * stream.SampleRate),
                IsAnswered = !beat.HasInput,
                Class = BeatClass.Unsure,
            });
            if (!beat.HasInput)
            {
                beats.CountUnsure();
                continue;
            }

            var id = new EffectId(turn.Episode, Rule.Beat, stream.Device, packet.Packet, sample);
            beats.Ask(id);
            turn.Effects.Add(new ClassifyBeat(id, findings.Input(beat).ToArray()));
        }
    }

    /// <summary>Begins a rhythm alarm with what the witnesses say of it.</summary>
    public void Begin(in Turn turn, in AlarmSource source, AlarmOnset onset)
    {
        if (alarms.IsActive(source))
        {
            return;
        }

        var judgement = judge.Judge(source.Kind, turn.Now);
        var isDemoted = IsContradicted(judgement);
        var priority = isDemoted ? AlarmRules.DemotedPriority : onset.Priority;
        alarms.Begin(turn, source, onset with { Priority = priority, Evidence = judgement.Evidence, Demoted = isDemoted });
    }

    /// <summary>
    /// A demoted alarm whose contradiction is gone, or whose patient turned out to be no adult, gets its own priority back at once. The other way round is not gone: a life threat that
    /// was shown stays one until its condition ends.
    /// </summary>
    /// <param name="device">Whose ECG is analysed; null when none is.</param>
    public void Reassess(in Turn turn, string? device)
    {
        if (device is not null && !IsCalled(AlarmKind.ExtremeTachycardia))
        {
            alarms.End(turn, AlarmSource.OfDevice(AlarmKind.ExtremeTachycardia, device));
        }

        for (var i = 0; i < alarms.Open.Count; i++)
        {
            var alarm = alarms.Open[i];
            if (alarm.Demoted && alarm.Condition == ConditionState.Active && Kinds.AsSpan().Contains(alarm.Kind)
                && !IsContradicted(judge.Judge(alarm.Kind, turn.Now)))
            {
                alarms.Reassess(turn, AlarmSource.OfDevice(alarm.Kind, alarm.Id.Device), AlarmRules.PriorityOf(alarm.Kind), demoted: false, evidence: "");
            }
        }
    }

    private bool IsCalled(AlarmKind kind) => kind != AlarmKind.ExtremeTachycardia || limits.Group is AgeGroup.Adult or AgeGroup.Unknown;

    private bool IsContradicted(Judgement judgement) => judgement.Verdict == Verdict.Contradicted && limits.Group == AgeGroup.Adult;

    private static (AlarmKind Kind, double Limit) AlarmOf(RhythmKind kind) => kind switch
    {
        RhythmKind.Asystole => (AlarmKind.Asystole, EcgRules.AsystoleSeconds),
        RhythmKind.ExtremeBradycardia => (AlarmKind.ExtremeBradycardia, EcgRules.BradycardiaRate),
        _ => (AlarmKind.ExtremeTachycardia, EcgRules.TachycardiaRate),
    };
}
