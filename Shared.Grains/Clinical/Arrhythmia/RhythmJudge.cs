using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>
/// Whether signals beside the one that alarmed show what cannot be if the alarm were true. Each channel is a witness by itself;
/// a channel that is unreadable, or whose beats are not the patient's usual ones, says nothing.
/// </summary>
internal sealed class RhythmJudge(Witnesses witnesses)
{
    private readonly List<ChannelReport> _reports = [];

    public Judgement Judge(AlarmKind kind, SiloTime now)
    {
        _reports.Clear();
        for (var i = 0; i < witnesses.Count; i++)
        {
            if (Witnesses.IsFresh(witnesses[i], now))
            {
                _reports.Add(ChannelReport.Of(witnesses[i]));
            }
        }

        return kind switch
        {
            AlarmKind.Asystole => OfAsystole(),
            AlarmKind.VentricularFibrillation => OfFibrillation(),
            AlarmKind.ExtremeBradycardia => OfBradycardia(),
            AlarmKind.ExtremeTachycardia => OfTachycardia(),
            AlarmKind.VentricularTachycardia => OfVentricularTachycardia(),
            _ => Judgement.Undetermined,
        };
    }

    private Judgement OfAsystole()
    {
        foreach (var report in _reports)
        {
            if (report.LongestUnusual < ArrhythmiaRules.AsystoleContradictedBelow)
            {
                return Contradicted(report);
            }
        }

        return Judgement.Undetermined;
    }

    private Judgement OfFibrillation()
    {
        foreach (var report in _reports)
        {
            if (report.LongestOther < ArrhythmiaRules.FibrillationContradictedBelow && report.UsualShare >= 0.6)
            {
                return Contradicted(report);
            }
        }

        return Judgement.Undetermined;
    }

    private Judgement OfBradycardia()
    {
        var (against, pulses, slow, witness) = (0, 0, 0, default(ChannelReport));
        foreach (var report in _reports)
        {
            if (report.IsTrusted && report.Low5 >= ArrhythmiaRules.BradycardiaContradictedFrom)
            {
                against++;
                pulses += report.IsPulse ? 1 : 0;
                witness = report;
            }
            else if (report.IsTrusted && report.Low5 < ArrhythmiaRules.BradycardiaContradictedFrom)
            {
                slow++;
            }
        }

        // Two witnesses of different kind outvote one: a lead that misses beats, a wave counted twice.
        return against > 0 && (slow == 0 || (slow == 1 && pulses > 0 && against > pulses)) ? Contradicted(witness) : Judgement.Undetermined;
    }

    private Judgement OfTachycardia()
    {
        foreach (var report in _reports)
        {
            if (!report.IsPulse && report.IsTrusted && !(report.High17 < ArrhythmiaRules.TachycardiaContradictedBelow))
            {
                return Judgement.Undetermined;
            }
        }

        foreach (var report in _reports)
        {
            if (report.IsPulse && report.IsTrusted && report.Irregularity < 0.15 && report.High17 < ArrhythmiaRules.TachycardiaContradictedBelow)
            {
                return Contradicted(report);
            }
        }

        return Judgement.Undetermined;
    }

    private Judgement OfVentricularTachycardia()
    {
        foreach (var report in _reports)
        {
            var noRoom = !report.IsPulse && report.LongestOther < ArrhythmiaRules.VentricularRunContradictedBelow;
            var steady = report.IsSteady && (report.UsualShare >= 0.75 || (!report.IsPulse && report.High5 < ArrhythmiaRules.VentricularRate));
            if (noRoom || steady)
            {
                return Contradicted(report);
            }
        }

        return Judgement.Undetermined;
    }

    private static Judgement Contradicted(in ChannelReport report) => new(Verdict.Contradicted, EvidenceText.Of(report));
}
