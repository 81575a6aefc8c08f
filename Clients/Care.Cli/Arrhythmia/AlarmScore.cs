using System.Text.Json.Serialization;

namespace OrleansCare.Cli.Arrhythmia;

/// <summary>One record's answer beside its truth; positive is a true alarm.</summary>
internal readonly record struct ScoredAlarm(string Record, string Alarm, bool Truth, bool Answer);

internal sealed record AlarmCounts(int Tp, int Fp, int Fn, int Tn)
{
    /// <summary>A missed true alarm weighs five false ones (Clifford 2015).</summary>
    private const int MissWeight = 5;

    [JsonIgnore]
    public int Total => Tp + Fp + Fn + Tn;

    /// <summary>0 to 100; NaN without alarms.</summary>
    [JsonIgnore]
    public double Score => 100.0 * (Tp + Tn) / (Tp + Tn + Fp + (MissWeight * Fn));

    public static AlarmCounts Of(IEnumerable<ScoredAlarm> alarms)
    {
        var (tp, fp, fn, tn) = (0, 0, 0, 0);
        foreach (var alarm in alarms)
        {
            _ = (alarm.Truth, alarm.Answer) switch
            {
                (true, true) => tp++,
                (false, true) => fp++,
                (true, false) => fn++,
                (false, false) => tn++,
            };
        }

        return new AlarmCounts(tp, fp, fn, tn);
    }
}

internal sealed record AlarmInterval(double Low, double High);

/// <summary>The score's 95 % interval by resampling records with replacement; seeded, so that the same answers give the same interval.</summary>
internal static class Bootstrap
{
    private const int Rounds = 2000;
    private const ulong Seed = 2015;

    public static AlarmInterval Interval(IReadOnlyList<ScoredAlarm> alarms)
    {
        var state = Seed;
        var scores = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            scores[round] = AlarmCounts.Of(Enumerable.Range(0, alarms.Count).Select(_ => alarms[Draw(ref state, alarms.Count)])).Score;
        }

        Array.Sort(scores);
        return new AlarmInterval(scores[(int)(0.025 * Rounds)], scores[(int)(0.975 * Rounds)]);
    }

    // Numerical Recipes' 64-bit linear congruential generator: the same everywhere, and good enough to draw records.
    private static int Draw(ref ulong state, int count)
    {
        state = (state * 6364136223846793005) + 1442695040888963407;
        return (int)((state >> 33) % (ulong)count);
    }
}
