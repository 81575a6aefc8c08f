namespace OrleansCare.Clinical.Ecg.Scoring;

/// <summary>Pairs reference beats with detected ones as bxb of the WFDB applications does for EC57.</summary>
public static class BeatMatcher
{
    public const double WindowSeconds = 0.15;

    /// <summary>Scoring starts here; the detector runs from the beginning.</summary>
    public const double StartSeconds = 300;

    private const long Never = long.MaxValue / 4;

    /// <summary>
    /// Two beats are a pair when they are at most <paramref name="window"/> samples apart and neither is strictly nearer to the other's next one.
    /// A detection just before <paramref name="start"/> may be the partner of the first reference beat; one within the window after it that
    /// would only stand in the way of a better one is left out. Both lists ascend.
    /// </summary>
    /// <returns>(reference index, test index) in order of time; -1 means no partner.</returns>
    public static List<(int Reference, int Test)> Match(IReadOnlyList<long> reference, IReadOnlyList<long> test, long window, long start = 0)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(test);
        var pairs = new List<(int, int)>(reference.Count);
        var (r, t) = (FirstFrom(reference, start), FirstFrom(test, start));
        var first = At(reference, r);
        if (t > 0 && first - test[t - 1] <= window && first - test[t - 1] < Math.Abs(first - At(test, t)))
        {
            pairs.Add((r++, t - 1));
        }
        else if (At(test, t) - start <= window && Math.Abs(first - At(test, t + 1)) < Math.Abs(first - At(test, t)))
        {
            t++;
        }

        while (r < reference.Count || t < test.Count)
        {
            var (here, there) = (At(reference, r), At(test, t));
            var distance = Math.Abs(here - there);
            if (there < here)
            {
                pairs.Add(distance <= window && distance < Math.Abs(here - At(test, t + 1)) ? (r++, t++) : (-1, t++));
            }
            else
            {
                pairs.Add(distance <= window && distance < Math.Abs(there - At(reference, r + 1)) ? (r++, t++) : (r++, -1));
            }
        }

        return pairs;
    }

    private static int FirstFrom(IReadOnlyList<long> samples, long start)
    {
        var index = 0;
        while (index < samples.Count && samples[index] < start)
        {
            index++;
        }

        return index;
    }

    private static long At(IReadOnlyList<long> samples, int index) => index < samples.Count ? samples[index] : Never;
}
