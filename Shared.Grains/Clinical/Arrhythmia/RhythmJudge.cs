using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>
/// Whether signals beside the one that alarmed show what cannot be if the alarm were true, or show the same by themselves. Each channel is a witness; one that is
/// unreadable, or whose beats are not the patient's usual ones, says nothing. Two are needed to confirm, one with usual beats to contradict.
/// </summary>
internal sealed class RhythmJudge(Witnesses witnesses)
{
    private readonly List<ChannelReport> _reports = [];
    private readonly List<Channel> _channels = [];
    private readonly VentricularJudge _ventricular = new();

    public Judgement Judge(AlarmKind kind, SiloTime now)
    {
        _reports.Clear();
        _channels.Clear();
        for (var i = 0; i < witnesses.Count; i++)
        {
            if (Witnesses.IsFresh(witnesses[i], now))
            {
                _channels.Add(witnesses[i]);
                _reports.Add(ChannelReport.Of(witnesses[i]));
            }
        }

        return _channels.Count == 0 ? Judgement.Undetermined : kind switch
        {
            AlarmKind.Asystole => OfAsystole(),
            AlarmKind.VentricularFibrillation => OfFibrillation(),
            AlarmKind.ExtremeBradycardia => OfBradycardia(),
            AlarmKind.ExtremeTachycardia => OfTachycardia(),
            AlarmKind.VentricularTachycardia => _ventricular.Judge(_channels, _reports),
            _ => Judgement.Undetermined,
        };
    }

    private Judgement OfAsystole()
    {
        foreach (var report in _reports)
        {
            if (report.IsCredible && report.LongestUnusual < ArrhythmiaRules.AsystoleContradictedBelow)
            {
                return EvidenceText.Contradicted(report, "usual beats go on");
            }
        }

        return Confirmed(static report => report.IsReadable && (report.IsPulse ? report.LongestUnusual : report.LongestPause) >= EcgRules.AsystoleSeconds);
    }

    private Judgement OfFibrillation()
    {
        foreach (var report in _reports)
        {
            if (report.IsCredible && report.LongestOther < ArrhythmiaRules.FibrillationContradictedBelow && report.UsualShare >= ArrhythmiaRules.FibrillationUsualShare)
            {
                return EvidenceText.Contradicted(report, "usual beats go on");
            }
        }

        var (first, second) = (-1, -1);
        for (var i = 0; i < _channels.Count; i++)
        {
            if (_channels[i].Lead is { } lead
                    ? VentricularWave.IsFibrillation(lead)
                    : first >= 0 && _reports[i].IsReadable && _reports[i].LongestUnusual >= ArrhythmiaRules.FibrillationSeconds)
            {
                (first, second) = first < 0 ? (i, second) : (first, i);
            }
        }

        return second < 0 ? Judgement.Undetermined : EvidenceText.Confirmed(_reports[first], _reports[second]);
    }

    private Judgement OfBradycardia()
    {
        var (against, pulses, slow, witness) = (0, 0, 0, default(ChannelReport));
        foreach (var report in _reports)
        {
            if (IsAgainstBradycardia(report))
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
        return against > 0 && (slow == 0 || (slow == 1 && pulses > 0 && against > pulses))
            ? EvidenceText.Contradicted(witness, "never so slow")
            : Confirmed(static report => report.IsTrusted && report.Low5 < EcgRules.BradycardiaRate);
    }

    /// <summary>Of a lead, its usual beats alone are enough, whatever noise lies between them.</summary>
    private static bool IsAgainstBradycardia(in ChannelReport report) => report.IsCredible
        && ((report.IsTrusted && report.Low5 >= ArrhythmiaRules.BradycardiaContradictedFrom)
            || (!report.IsPulse && report.IsReadable && report.LongestUnusual < ArrhythmiaRules.AsystoleContradictedBelow
                && report.LowUsual5 >= ArrhythmiaRules.BradycardiaContradictedFrom));

    private Judgement OfTachycardia()
    {
        foreach (var report in _reports)
        {
            if (!report.IsPulse && report.IsTrusted && !(report.High17 < ArrhythmiaRules.TachycardiaContradictedBelow))
            {
                return Confirmed(static report => report.IsTrusted && report.High17 > EcgRules.TachycardiaRate);
            }
        }

        foreach (var report in _reports)
        {
            if (report.IsPulse && report.IsTrusted && report.Irregularity <= ArrhythmiaRules.CredibleIrregularity
                && report.Low5 >= ArrhythmiaRules.CrediblePulseRate && report.High17 < ArrhythmiaRules.TachycardiaContradictedBelow)
            {
                return EvidenceText.Contradicted(report, "never so fast");
            }
        }

        return Judgement.Undetermined;
    }

    /// <summary>Two channels, a lead among them, that show it by themselves.</summary>
    private Judgement Confirmed(Predicate<ChannelReport> shows)
    {
        var lead = _reports.FindIndex(report => !report.IsPulse && shows(report));
        var other = _reports.FindLastIndex(report => shows(report));
        return lead < 0 || other == lead ? Judgement.Undetermined : EvidenceText.Confirmed(_reports[lead], _reports[other]);
    }
}
