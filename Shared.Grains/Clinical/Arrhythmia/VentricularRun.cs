namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>Beats in a row, unlike the dominant shape and like each other, each soon after the one before, that began while the lead was watched.</summary>
/// <param name="Beats">0 when there is none.</param>
/// <param name="From">First beat, sample of the channel.</param>
/// <param name="To">Last.</param>
internal readonly record struct VentricularRun(int Beats, long From, long To)
{
    /// <summary>Whether it is ventricular tachycardia by the definition of the alarm.</summary>
    public bool IsTachycardia => Beats >= ArrhythmiaRules.VentricularBeats && Rate > ArrhythmiaRules.VentricularRate;

    /// <summary>Per minute; NaN below two beats.</summary>
    public double Rate => Beats < 2 ? double.NaN : 60 * (Beats - 1) * Resampler.Rate / (To - From);

    /// <summary>The longest one that began within the last <paramref name="seconds"/>.</summary>
    public static VentricularRun Longest(LeadTrace lead, double seconds)
    {
        var from = lead.Samples.Next - (long)(seconds * Resampler.Rate);
        var (longest, current, followsUsual) = (default(VentricularRun), default(VentricularRun), false);
        for (var age = lead.Beats.Count - 1; age >= 0; age--)
        {
            ref readonly var beat = ref lead.Beats[age];
            if (beat.IsDominant || double.IsNaN(beat.Likeness))
            {
                followsUsual |= beat.IsDominant;
                current = default;
                continue;
            }

            current = Continues(current, beat)
                ? current with { Beats = current.Beats + 1, To = beat.Sample }
                : followsUsual ? new VentricularRun(1, beat.Sample, beat.Sample) : default;
            if (current.From >= from && current.Beats > longest.Beats)
            {
                longest = current;
            }
        }

        return longest;
    }

    private static bool Continues(VentricularRun run, in Beat beat) => run.Beats > 0 && !beat.AfterInterruption && beat.Echo >= ArrhythmiaRules.EchoLikeness
        && beat.Sample - run.To <= ArrhythmiaRules.LongestRunInterval * Resampler.Rate;
}
