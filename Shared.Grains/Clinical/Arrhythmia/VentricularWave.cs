using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>
/// Whether a lead's samples are the wave of a fast ventricular rhythm, whatever its detector takes for a beat: flutter and fibrillation, and tachycardias
/// whose complexes are wide, high or of many shapes. Nothing is kept between calls; nothing is allocated.
/// </summary>
internal static class VentricularWave
{
    private const double Rate = Resampler.Rate;
    private const int Window = (int)(ArrhythmiaRules.FibrillationSeconds * Rate);

    /// <summary>Steps in which a called fibrillation is looked for again.</summary>
    private const int Step = (int)Rate / 2;

    /// <summary>Samples from complex to complex.</summary>
    private const int LongestInterval = (int)(60 * Rate / ArrhythmiaRules.VentricularRate);
    private const int ShortestInterval = (int)(EcgRules.RefractorySeconds * Rate);

    /// <summary>Samples in which five complexes have come, and the newest not long ago.</summary>
    private const int LongestRun = ArrhythmiaRules.VentricularBeats * LongestInterval;

    /// <summary>Samples by which a complex may be found before its crossing.</summary>
    private const int Before = (int)(Rate / 10);

    /// <summary>Four seconds without a beat of the dominant shape that are one wave of 3.5 to 10 Hz.</summary>
    public static bool IsFibrillation(LeadTrace lead) =>
        !VentricularRhythm.HasUsualBeat(lead, lead.Samples.Next - Window) && IsFibrillation(lead, lead.Samples.Next, ArrhythmiaRules.FibrillationLeakage);

    /// <summary>A fibrillation that was called goes on while four of the newest eight seconds are such a wave, less pure than at its beginning, and no usual beat came since.</summary>
    public static bool Fibrillates(LeadTrace lead)
    {
        for (var end = lead.Samples.Next; end >= lead.Samples.Next - Window && lead.Samples.Holds(end - Window); end -= Step)
        {
            if (IsFibrillation(lead, end, ArrhythmiaRules.FibrillationLeakageGoesOn))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Five complexes by their crossings upwards through a fifth of the height (threshold crossing intervals: Thakor, Zhu and Pan, IEEE Trans Biomed Eng
    /// 1990;37:837), evenly 0.2 to 0.6 s apart, that are one wave by the VF filter's leakage, without a beat of the dominant shape. Narrow complexes leave more,
    /// and so do noise and movement, whose crossings come unevenly.
    /// </summary>
    /// <param name="length">Samples of it, up to the newest one.</param>
    /// <returns>Complexes per minute; NaN when there is no such run, or the lead's usual beat is unknown.</returns>
    public static double TachycardiaRate(LeadTrace lead, out long length)
    {
        const int intervals = ArrhythmiaRules.VentricularBeats - 1;
        var samples = lead.Samples;
        length = LongestRun;
        if (!samples.Holds(samples.Next - LongestRun) || !VentricularRhythm.HasUsualBeat(lead, 0)
            || Crossings(samples, ArrhythmiaRules.CrossingShare * Height(samples, LongestRun)) is not { } run)
        {
            return double.NaN;
        }

        length = samples.Next - run.First;
        var isOne = Leakage(samples, run.First, run.Last, (int)(run.Last - run.First) / (2 * intervals)) <= ArrhythmiaRules.FibrillationLeakage;
        return isOne && !VentricularRhythm.HasUsualBeat(lead, run.First - Before) ? 60 * intervals * Rate / (run.Last - run.First) : double.NaN;
    }

    /// <summary>The newest crossings, as many as beats are a run, from below the negative threshold to above the positive one; null when there are fewer, or they are uneven.</summary>
    private static (long First, long Last)? Crossings(RecentSamples samples, double threshold)
    {
        var (first, last, count, wasAbove, shortest, longest) = (samples.Next, 0L, 0, false, long.MaxValue, 0L);
        for (var at = samples.Next - 1; at >= samples.Next - LongestRun; at--)
        {
            if (samples[at] > threshold)
            {
                wasAbove = true;
            }
            else if (samples[at] < -threshold && wasAbove)
            {
                wasAbove = false;
                if (count > 0)
                {
                    shortest = Math.Min(shortest, first - at);
                    longest = Math.Max(longest, first - at);
                }

                (first, last, count) = (at, count == 0 ? at : last, count + 1);
                if (count == ArrhythmiaRules.VentricularBeats)
                {
                    return shortest >= ShortestInterval && longest < LongestInterval && longest <= ArrhythmiaRules.EvenUpTo * shortest ? (first, last) : null;
                }
            }
        }

        return null;
    }

    private static double Height(RecentSamples samples, int length)
    {
        var height = 0.0;
        for (var at = samples.Next - length; at < samples.Next; at++)
        {
            height = Math.Max(height, Math.Abs(samples[at]));
        }

        return height;
    }

    private static bool IsFibrillation(LeadTrace lead, long end, double mostLeakage)
    {
        var samples = lead.Samples;
        var from = end - Window;
        if (!samples.Holds(from) || VentricularRhythm.HasUsualBeat(lead, from, byComplex: false))
        {
            return false;
        }

        double level = 0, steps = 0;
        for (var at = from + 1; at < end; at++)
        {
            level += Math.Abs(samples[at]);
            steps += Math.Abs(samples[at] - samples[at - 1]);
        }

        var period = 2 * Math.PI * level / steps / Rate;
        if (!(level >= ArrhythmiaRules.FibrillationLevel * Window) || !(period is >= ArrhythmiaRules.FibrillationShortest and <= ArrhythmiaRules.FibrillationLongest))
        {
            return false;
        }

        return Leakage(samples, from + 1, end, (int)Math.Round(period * Rate / 2)) <= mostLeakage;
    }

    /// <summary>Shifted by half its period a wave cancels itself: the leakage of the VF filter (Kuo and Dillman, Computers in Cardiology 1978:347).</summary>
    private static double Leakage(RecentSamples samples, long from, long to, int half)
    {
        double left = 0, all = 0;
        for (var at = from; at < to - half; at++)
        {
            left += Math.Abs(samples[at] + samples[at + half]);
            all += Math.Abs(samples[at]) + Math.Abs(samples[at + half]);
        }

        return left / all;
    }
}
