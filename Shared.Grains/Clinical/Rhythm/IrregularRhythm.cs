namespace OrleansCare.Clinical.Rhythm;

/// <summary>
/// Whether the intervals between beats have no order, as in atrial fibrillation, by two published measures that must agree: Dash, Chon, Lu and Raeder,
/// Annals of Biomedical Engineering 2009;37:1701 (which takes early atrial beats for it, too), and the coefficient of sample entropy, Lake and Moorman,
/// American Journal of Physiology 2011;300:H319. Says nothing of P waves. Nothing is kept between calls; nothing is allocated.
/// </summary>
internal static class IrregularRhythm
{
    private const int Bins = 16;

    /// <summary>Left out at each end, so that a missed beat does not widen the bins.</summary>
    private const int Outliers = 8;

    /// <returns>Null when too many intervals lie beside beats that are ventricular or unsure, or there are too few.</returns>
    public static bool? IsIrregular(BeatTrail beats)
    {
        Span<double> intervals = stackalloc double[RhythmRules.IrregularIntervals];
        var count = 0;
        for (var age = 0; age + 1 < beats.Count && age < RhythmRules.IrregularWithin && count < intervals.Length; age++)
        {
            if (IsOrdinary(beats[age]) && IsOrdinary(beats[age + 1]) && !double.IsNaN(beats[age].Interval))
            {
                intervals[count++] = beats[age].Interval;
            }
        }

        return count < intervals.Length
            ? null
            : Turns(intervals) is >= RhythmRules.FewestTurns and <= RhythmRules.MostTurns
                && Rmssd(intervals) > RhythmRules.IrregularRmssd && SampleEntropy(intervals) > RhythmRules.IrregularSampleEntropy
                && Entropy(intervals) > RhythmRules.IrregularEntropy;
    }

    private static bool IsOrdinary(in RhythmBeat beat) => beat.Class is Ecg.BeatClass.N or Ecg.BeatClass.S;

    private static double Turns(ReadOnlySpan<double> intervals)
    {
        var turns = 0;
        for (var i = 1; i + 1 < intervals.Length; i++)
        {
            turns += (intervals[i] - intervals[i - 1]) * (intervals[i + 1] - intervals[i]) < 0 ? 1 : 0;
        }

        return (double)turns / (intervals.Length - 2);
    }

    private static double Rmssd(ReadOnlySpan<double> intervals)
    {
        double squares = 0, sum = intervals[0];
        for (var i = 1; i < intervals.Length; i++)
        {
            squares += (intervals[i] - intervals[i - 1]) * (intervals[i] - intervals[i - 1]);
            sum += intervals[i];
        }

        return Math.Sqrt(squares / (intervals.Length - 1)) * intervals.Length / sum;
    }

    /// <summary>
    /// How rarely two intervals that are alike are followed by two that are alike again: sample entropy with templates of one interval, as a density
    /// (plus ln 2r), against the rate (minus the logarithm of the mean interval).
    /// </summary>
    private static double SampleEntropy(ReadOnlySpan<double> intervals)
    {
        var (alike, again, sum) = (0, 0, 0.0);
        for (var i = 0; i + 1 < intervals.Length; i++)
        {
            sum += intervals[i];
            for (var j = i + 1; j + 1 < intervals.Length; j++)
            {
                if (Math.Abs(intervals[i] - intervals[j]) <= RhythmRules.AlikeSeconds)
                {
                    alike++;
                    again += Math.Abs(intervals[i + 1] - intervals[j + 1]) <= RhythmRules.AlikeSeconds ? 1 : 0;
                }
            }
        }

        // None alike is more disorder than can be counted; half a match stands for none again.
        return alike == 0 ? 0 : Math.Log(alike / Math.Max(again, 0.5)) + Math.Log(2 * RhythmRules.AlikeSeconds) - Math.Log(sum / (intervals.Length - 1));
    }

    /// <summary>0 for one bin, 1 for all bins alike. Sorts the intervals.</summary>
    private static double Entropy(Span<double> intervals)
    {
        intervals.Sort();
        var inner = intervals[Outliers..^Outliers];
        var width = (inner[^1] - inner[0]) / Bins;
        if (!(width > 0))
        {
            return 0;
        }

        var (entropy, from) = (0.0, 0);
        for (var bin = 1; bin <= Bins; bin++)
        {
            var to = from;
            while (to < inner.Length && (bin == Bins || inner[to] < inner[0] + (bin * width)))
            {
                to++;
            }

            var share = (double)(to - from) / inner.Length;
            entropy -= share > 0 ? share * Math.Log(share) : 0;
            from = to;
        }

        return entropy / Math.Log(Bins);
    }
}
