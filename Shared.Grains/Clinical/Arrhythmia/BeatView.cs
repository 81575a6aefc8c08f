namespace OrleansCare.Clinical.Arrhythmia;

internal enum BeatKind
{
    Any,

    /// <summary>Like the patient's dominant shape, or one of his other common ones.</summary>
    Usual,

    /// <summary>Like the dominant shape: a patient's frequent ventricular beats are usual, and not this.</summary>
    Dominant,
}

/// <summary>The beats of one channel as seen from one moment, back over a stretch of time.</summary>
/// <param name="beats">Of the channel.</param>
/// <param name="now">The channel's newest sample.</param>
/// <param name="seconds">How far back.</param>
/// <param name="leastAmplitude">A smaller beat is no usual one.</param>
internal readonly ref struct BeatView(RecentBeats beats, long now, double seconds, double leastAmplitude)
{
    private readonly long _from = now - (long)(seconds * Resampler.Rate);

    public int Count
    {
        get
        {
            var count = 0;
            while (count < beats.Count && beats[count].Sample >= _from)
            {
                count++;
            }

            return count;
        }
    }

    public double UsualShare
    {
        get
        {
            var (count, usual) = (Count, 0);
            for (var age = 0; age < count; age++)
            {
                usual += Is(BeatKind.Usual, beats[age]) ? 1 : 0;
            }

            return count == 0 ? 0 : (double)usual / count;
        }
    }

    public bool Is(BeatKind kind, in Beat beat) => kind switch
    {
        BeatKind.Any => true,
        BeatKind.Dominant => beat.Amplitude >= leastAmplitude && beat.IsDominant,
        _ => beat.Amplitude >= leastAmplitude && (beat.IsDominant || beat.Familiarity > ArrhythmiaRules.OwnShare),
    };

    /// <summary>Seconds of the longest stretch without a beat of that kind, up to now: what is not certain yet does not count as one.</summary>
    public double LongestGap(BeatKind kind)
    {
        var (newer, longest) = (now, 0L);
        for (var age = 0; age < beats.Count && newer > _from; age++)
        {
            if (Is(kind, beats[age]))
            {
                longest = Math.Max(longest, newer - Math.Max(_from, beats[age].Sample));
                newer = beats[age].Sample;
            }
        }

        longest = Math.Max(longest, newer - _from);
        return longest / Resampler.Rate;
    }

    /// <summary>As <see cref="Rates"/>, of usual beats alone: more than a channel is sure of there may have been, fewer not.</summary>
    public double LowestUsualRate(int count)
    {
        var low = double.NaN;
        for (var age = 0; age < beats.Count && beats[age].Sample >= _from; age++)
        {
            var (older, left) = (age, count - 1);
            var whole = Is(BeatKind.Usual, beats[age]);
            while (whole && left > 0 && !beats[older].AfterInterruption && older + 1 < beats.Count)
            {
                left -= Is(BeatKind.Usual, beats[++older]) ? 1 : 0;
            }

            if (whole && left == 0)
            {
                var rate = 60 * (count - 1) * Resampler.Rate / (beats[age].Sample - beats[older].Sample);
                low = rate < low || double.IsNaN(low) ? rate : low;
            }
        }

        return low;
    }

    /// <summary>Lowest and highest rate per minute over <paramref name="count"/> beats in a row, the last of which lies within the stretch; NaN without so many.</summary>
    public (double Low, double High) Rates(int count)
    {
        var (low, high) = (double.NaN, double.NaN);
        for (var age = 0; age + count - 1 < beats.Count && beats[age].Sample >= _from; age++)
        {
            var whole = true;
            for (var i = age; i < age + count - 1; i++)
            {
                whole &= !beats[i].AfterInterruption;
            }

            if (whole)
            {
                var rate = 60 * (count - 1) * Resampler.Rate / (beats[age].Sample - beats[age + count - 1].Sample);
                low = rate < low || double.IsNaN(low) ? rate : low;
                high = rate > high || double.IsNaN(high) ? rate : high;
            }
        }

        return (low, high);
    }

    /// <summary>The mean absolute change of successive intervals by their mean; NaN below four beats.</summary>
    public double Irregularity()
    {
        var (count, changes, change, mean) = (Count, 0, 0.0, 0.0);
        for (var age = 0; age + 2 < count; age++)
        {
            if (!beats[age].AfterInterruption && !beats[age + 1].AfterInterruption)
            {
                var (newer, older) = (beats[age].Sample - beats[age + 1].Sample, beats[age + 1].Sample - beats[age + 2].Sample);
                change += Math.Abs(newer - older);
                mean += newer;
                changes++;
            }
        }

        return changes < 2 ? double.NaN : change / mean;
    }
}
