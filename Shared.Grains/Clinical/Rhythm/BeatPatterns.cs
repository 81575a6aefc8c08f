using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Rhythm;

/// <summary>What the newest settled beats are, by class and interval alone. An unsure beat, and an interruption, breaks every pattern.</summary>
internal static class BeatPatterns
{
    /// <summary>Ventricular beats in a row up to the newest.</summary>
    public static int RunLength(BeatTrail beats)
    {
        var length = 0;
        while (length < beats.Count && beats[length].IsVentricular)
        {
            length++;
            if (double.IsNaN(beats[length - 1].Interval))
            {
                break;
            }
        }

        return length;
    }

    /// <summary>Beats per minute over the newest <paramref name="count"/> beats, which follow each other.</summary>
    public static double Rate(BeatTrail beats, int count)
    {
        var seconds = 0.0;
        for (var age = 0; age < count - 1; age++)
        {
            seconds += beats[age].Interval;
        }

        return 60 * (count - 1) / seconds;
    }

    /// <summary>Two ventricular beats between others, the second of which is the newest.</summary>
    public static bool IsCouplet(BeatTrail beats) => Matches(beats, "VV", from: 1) && Matches(beats, "N", from: 0) && Matches(beats, "N", from: 3);

    public static bool IsBigeminy(BeatTrail beats) => Repeats(beats, "NV") || Repeats(beats, "VN");

    public static bool IsTrigeminy(BeatTrail beats) => Repeats(beats, "NNV") || Repeats(beats, "NVN") || Repeats(beats, "VNN");

    /// <summary>Whether the newest beats still have one ventricular beat in every <paramref name="period"/>; one beat more or less is no end.</summary>
    public static bool Continues(BeatTrail beats, int period)
    {
        var (without, within) = (0, 0);
        while (without < beats.Count && without <= period && !beats[without].IsVentricular)
        {
            without++;
        }

        while (within < beats.Count && within < RhythmRules.RunBeats && beats[within].IsVentricular)
        {
            within++;
        }

        return without <= period && within < RhythmRules.RunBeats;
    }

    /// <summary>Ventricular beats of the minute up to the newest.</summary>
    public static int InMinute(BeatTrail beats, double rate)
    {
        var (count, from) = (0, beats[0].Sample - (long)(60 * rate));
        for (var age = 0; age < beats.Count && beats[age].Sample > from; age++)
        {
            count += beats[age].IsVentricular ? 1 : 0;
        }

        return count;
    }

    private static bool Repeats(BeatTrail beats, string cycle)
    {
        for (var i = 0; i < RhythmRules.Cycles; i++)
        {
            if (!Matches(beats, cycle, i * cycle.Length))
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="pattern">From the newest back: V for a ventricular beat, N for one that is surely none.</param>
    private static bool Matches(BeatTrail beats, string pattern, int from)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            var age = from + i;
            if (age >= beats.Count || (age > 0 && double.IsNaN(beats[age - 1].Interval))
                || (pattern[i] == 'V' ? !beats[age].IsVentricular : beats[age].Class is BeatClass.V or BeatClass.Q or BeatClass.Unsure))
            {
                return false;
            }
        }

        return true;
    }
}
