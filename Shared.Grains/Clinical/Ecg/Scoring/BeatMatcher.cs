namespace OrleansCare.Clinical.Ecg.Scoring;

/// <summary>Pairs reference beats with detected ones as EC57 and bxb do: within the window, and not when the neighbour on either side is nearer.</summary>
public static class BeatMatcher
{
    public const double WindowSeconds = 0.15;

    /// <summary>Scoring starts here; the detector runs from the beginning.</summary>
    public const double StartSeconds = 300;

    /// <summary>
    /// Both lists ascend. Each element of the result is (reference index, test index); -1 means no partner. In order of time.
    /// </summary>
    public static List<(int Reference, int Test)> Match(IReadOnlyList<long> reference, IReadOnlyList<long> test, long window)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(test);
        var pairs = new List<(int, int)>(reference.Count);
        var (r, t) = (0, 0);
        while (r < reference.Count && t < test.Count)
        {
            var distance = Math.Abs(reference[r] - test[t]);
            if (test[t] < reference[r])
            {
                var nextIsNearer = t + 1 < test.Count && Math.Abs(test[t + 1] - reference[r]) < distance;
                pairs.Add(distance <= window && !nextIsNearer ? (r++, t++) : (-1, t++));
            }
            else
            {
                var nextIsNearer = r + 1 < reference.Count && Math.Abs(reference[r + 1] - test[t]) < distance;
                pairs.Add(distance <= window && !nextIsNearer ? (r++, t++) : (r++, -1));
            }
        }

        while (r < reference.Count)
        {
            pairs.Add((r++, -1));
        }

        while (t < test.Count)
        {
            pairs.Add((-1, t++));
        }

        return pairs;
    }
}
