namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>
/// Whether the beats of a lead are ventricular tachycardia now, from their shapes alone: it does not wait for the beat model.
/// Nothing is kept between calls; nothing is allocated.
/// </summary>
internal static class VentricularRhythm
{
    /// <summary>Samples from beat to beat.</summary>
    private const double Longest = 60 * Resampler.Rate / ArrhythmiaRules.VentricularRate;

    /// <summary>
    /// A run up to the newest beat of beats unlike the patient's, each faster than <see cref="ArrhythmiaRules.VentricularRate"/> after the one
    /// before and of its shape. Noise has no shape that comes again; a T wave counted as a beat resembles no QRS beside it.
    /// </summary>
    /// <returns>Rate per minute over the newest <see cref="ArrhythmiaRules.VentricularBeats"/> beats; NaN without such a run.</returns>
    public static double TachycardiaRate(LeadTrace lead)
    {
        var beats = lead.Beats;
        if (!IsLately(lead))
        {
            return double.NaN;
        }

        var length = 0;
        while (length < beats.Count && beats[length].Likeness < ArrhythmiaRules.UsualLikeness)
        {
            length++;
            ref readonly var newer = ref beats[length - 1];
            if (length == beats.Count || newer.AfterInterruption || newer.Measure < ArrhythmiaRules.SameRunLikeness || newer.Sample - beats[length].Sample >= Longest)
            {
                break;
            }
        }

        const int intervals = ArrhythmiaRules.VentricularBeats - 1;
        return length < ArrhythmiaRules.VentricularBeats || beats[length - 1].Familiarity > ArrhythmiaRules.OwnShare
            ? double.NaN
            : 60 * intervals * Resampler.Rate / (beats[0].Sample - beats[intervals].Sample);
    }

    /// <summary>A run that was called goes on until two of the newest three beats are usual ones, or none comes: one doubtful beat is not its end.</summary>
    public static bool Continues(LeadTrace lead)
    {
        var usual = 0;
        for (var age = 0; age < 3 && age < lead.Beats.Count; age++)
        {
            usual += lead.Beats[age].Likeness >= ArrhythmiaRules.UsualLikeness ? 1 : 0;
        }

        return usual < 2 && IsLately(lead);
    }

    private static bool IsLately(LeadTrace lead) =>
        lead.Beats.Count >= ArrhythmiaRules.VentricularBeats
        && lead.Samples.Next - lead.Beats[0].Sample <= Longest + (ArrhythmiaRules.UncertainSeconds * Resampler.Rate);

    /// <summary>Whether a beat of the dominant shape came from then on.</summary>
    /// <param name="byComplex">A QRS like the dominant one in its own band is one too: tremor and a wandering baseline change the rest of the shape.</param>
    public static bool HasUsualBeat(LeadTrace lead, long from, bool byComplex = true)
    {
        for (var age = 0; age < lead.Beats.Count && lead.Beats[age].Sample >= from; age++)
        {
            if (lead.Beats[age].Likeness >= ArrhythmiaRules.UsualLikeness || (byComplex && lead.Beats[age].Complex >= ArrhythmiaRules.UsualLikeness))
            {
                return true;
            }
        }

        return false;
    }
}
