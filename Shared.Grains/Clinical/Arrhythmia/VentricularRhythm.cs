namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>
/// Whether a lead shows ventricular tachycardia or fibrillation now, from shapes and samples alone: it does not wait for the beat model.
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

    /// <summary>
    /// Four seconds without a beat of the dominant shape that are one wave of 3.5 to 10 Hz: shifted by half its period it cancels itself
    /// (the leakage of the VF filter: Kuo and Dillman, Computers in Cardiology 1978:347).
    /// </summary>
    public static bool IsFibrillation(LeadTrace lead)
    {
        const int window = (int)(ArrhythmiaRules.FibrillationSeconds * Resampler.Rate);
        var samples = lead.Samples;
        var from = samples.Next - window;
        if (!samples.Holds(from) || HasUsualBeat(lead, from))
        {
            return false;
        }

        double level = 0, steps = 0;
        for (var at = from + 1; at < samples.Next; at++)
        {
            level += Math.Abs(samples[at]);
            steps += Math.Abs(samples[at] - samples[at - 1]);
        }

        var period = 2 * Math.PI * level / steps / Resampler.Rate;
        if (!(level >= ArrhythmiaRules.FibrillationLevel * window) || !(period is >= ArrhythmiaRules.FibrillationShortest and <= ArrhythmiaRules.FibrillationLongest))
        {
            return false;
        }

        var half = (int)Math.Round(period * Resampler.Rate / 2);
        double left = 0, all = 0;
        for (var at = from + half; at < samples.Next; at++)
        {
            left += Math.Abs(samples[at] + samples[at - half]);
            all += Math.Abs(samples[at]) + Math.Abs(samples[at - half]);
        }

        return left <= ArrhythmiaRules.FibrillationLeakage * all;
    }

    private static bool IsLately(LeadTrace lead) =>
        lead.Beats.Count >= ArrhythmiaRules.VentricularBeats
        && lead.Samples.Next - lead.Beats[0].Sample <= Longest + (ArrhythmiaRules.UncertainSeconds * Resampler.Rate);

    private static bool HasUsualBeat(LeadTrace lead, long from)
    {
        for (var age = 0; age < lead.Beats.Count && lead.Beats[age].Sample >= from; age++)
        {
            if (lead.Beats[age].Likeness >= ArrhythmiaRules.UsualLikeness)
            {
                return true;
            }
        }

        return false;
    }
}
