namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>
/// Ventricular tachycardia: five beats in a row of a shape that is not the patient's usual one, faster than 100 per minute. It leaves a stretch without usual
/// beats on every lead, its beats resemble each other, and the pulse loses its step.
/// </summary>
internal sealed class VentricularJudge
{
    private readonly List<Stretch> _hidden = [];

    /// <param name="channels">Fresh ones.</param>
    /// <param name="reports">Of each of them.</param>
    public Judgement Judge(List<Channel> channels, List<ChannelReport> reports)
    {
        var (leads, seeing, loud, running, longest) = (0, 0, 0, 0, 0);
        for (var i = 0; i < channels.Count; i++)
        {
            if (channels[i].Lead is { } lead && reports[i].IsReadable)
            {
                var run = VentricularRun.Longest(lead, ArrhythmiaRules.VentricularLookBackSeconds);
                longest = Math.Max(longest, run.Beats);
                leads++;
                seeing += reports[i].UsualShare > 0 ? 1 : 0;
                loud += run.Beats >= ArrhythmiaRules.LoudRunBeats ? 1 : 0;
                running += run.IsTachycardia ? 1 : 0;
            }
        }

        // One lead that runs may be noise where the pulse goes on evenly; two are not.
        var mayPulsesContradict = loud == 0 || loud < Math.Min(2, leads);
        return OfUsualBeats(channels, reports, loud == 0, mayPulsesContradict)
            ?? (longest < ArrhythmiaRules.RunBeats && seeing >= 2 ? OfNoRun(channels, reports, longest) : null)
            ?? (mayPulsesContradict ? OfEvenPulse(channels, reports) : null)
            ?? OfRuns(channels, reports, running);
    }

    /// <summary>A lead whose usual beats leave no room for a run, or a channel on which nothing began or ended.</summary>
    private static Judgement? OfUsualBeats(List<Channel> channels, List<ChannelReport> reports, bool mayLeads, bool mayPulses)
    {
        for (var i = 0; i < channels.Count; i++)
        {
            var report = reports[i];
            var hasRoom = channels[i].Lead is not { } lead
                || new BeatView(lead.Beats, lead.Samples.Next, ArrhythmiaRules.VentricularLookBackSeconds, leastAmplitude: 0).LongestGap(BeatKind.Dominant)
                    >= ArrhythmiaRules.VentricularRunContradictedBelow;
            var isSteady = report.IsSteady
                && (report.UsualShare >= ArrhythmiaRules.SteadyShare || (!report.IsPulse && report.High5 < ArrhythmiaRules.VentricularRate));
            if ((report.IsPulse ? mayPulses : mayLeads) && (!hasRoom || isSteady))
            {
                return EvidenceText.Contradicted(report, hasRoom ? "one rate throughout" : "no room for a run");
            }
        }

        return null;
    }

    /// <summary>No lead shows beats of another shape in a row, and usual beats keep coming.</summary>
    private Judgement? OfNoRun(List<Channel> channels, List<ChannelReport> reports, int longest)
    {
        FindHidden(channels, ArrhythmiaRules.HiddenRunSeconds);
        return _hidden.Count > 0 ? null : EvidenceText.Contradicted(
            reports[channels.FindIndex(channel => channel.Lead is not null)], $"no lead shows more than {longest} like beats in a row that are not usual");
    }

    private Judgement? OfEvenPulse(List<Channel> channels, List<ChannelReport> reports)
    {
        FindHidden(channels, ArrhythmiaRules.VentricularRunContradictedBelow);
        for (var i = 0; i < channels.Count; i++)
        {
            if (channels[i].Pulse is { } pulse && IsEvenWhereHidden(pulse))
            {
                return EvidenceText.Contradicted(reports[i], "even wherever the leads show nothing usual");
            }
        }

        return null;
    }

    /// <summary>The run is there on two leads, or on one while the pulse lost its step; an even pulse beside it leaves it open.</summary>
    private static Judgement OfRuns(List<Channel> channels, List<ChannelReport> reports, int running)
    {
        var (first, second, run) = (-1, -1, default(VentricularRun));
        for (var i = 0; i < channels.Count; i++)
        {
            var other = channels[i].Lead is { } lead && reports[i].IsReadable ? VentricularRun.Longest(lead, ArrhythmiaRules.VentricularLookBackSeconds) : default;
            if (other.IsTachycardia)
            {
                (first, second, run) = first < 0 ? (i, second, other) : (first, i, run);
            }
        }

        for (var i = 0; i < channels.Count && running > 0; i++)
        {
            if (channels[i].Pulse is { } pulse && reports[i].IsTrusted)
            {
                if (PulseEvenness.IsEven(pulse, new Stretch(run.From, run.To)))
                {
                    return Judgement.Undetermined;
                }

                second = second < 0 ? i : second;
            }
        }

        return second < 0 ? Judgement.Undetermined : EvidenceText.Confirmed(reports[first], reports[second]);
    }

    private bool IsEvenWhereHidden(Pulse.PulseTrace pulse)
    {
        foreach (var stretch in _hidden)
        {
            if (!PulseEvenness.IsEven(pulse, stretch))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Stretches longer than so many seconds in which no lead shows a beat of its dominant shape, newest first.</summary>
    private void FindHidden(List<Channel> channels, double least)
    {
        _hidden.Clear();
        var now = channels[0].Trace.Samples.Next;
        var (newer, oldest) = (now, now - (long)(ArrhythmiaRules.VentricularLookBackSeconds * Resampler.Rate));
        while (newer > oldest)
        {
            var older = oldest;
            foreach (var channel in channels)
            {
                if (channel.Lead is { } lead)
                {
                    older = Math.Max(older, LastDominant(lead, newer, lead.Samples.Next - now));
                }
            }

            if ((newer - older) / Resampler.Rate > least)
            {
                _hidden.Add(new Stretch(older, newer));
            }

            newer = older;
        }
    }

    /// <param name="shift">Samples that this lead is ahead of the first channel.</param>
    private static long LastDominant(LeadTrace lead, long before, long shift)
    {
        for (var age = 0; age < lead.Beats.Count; age++)
        {
            if (lead.Beats[age].Sample - shift < before && lead.Beats[age].IsDominant)
            {
                return lead.Beats[age].Sample - shift;
            }
        }

        return long.MinValue;
    }
}
