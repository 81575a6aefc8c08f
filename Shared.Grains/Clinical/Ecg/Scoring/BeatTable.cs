namespace OrleansCare.Clinical.Ecg.Scoring;

/// <summary>
/// The table of EC57 and bxb: rows are what is annotated (N, S, V, F, Q, O for no beat, X for no beat in an unreadable stretch),
/// columns what was answered (the same, O and X for not detected). Unsure counts as Q.
/// </summary>
public sealed class BeatTable
{
    public const string Labels = "NSVFQOX";

    private const int N = 0, S = 1, V = 2, F = 3, Q = 4, O = 5, X = 6;

    private readonly int[,] _counts = new int[Labels.Length, Labels.Length];
    private int _intervals;
    private double _squares;

    public int this[int row, int column] => _counts[row, column];

    /// <summary>QRS detection, whatever the classes.</summary>
    public DetectionCounts Qrs => new(Sum([N, S, V, F, Q], [N, S, V, F, Q]), Sum([N, S, V, F, Q], [O, X]), Sum([O, X], [N, S, V, F, Q]));

    /// <summary>Ventricular ectopic beats: F or Q called V is neither right nor wrong.</summary>
    public DetectionCounts Veb => new(
        _counts[V, V], Sum([V], [N, S, F, Q, O, X]), Sum([N, S, O, X], [V]), Sum([N, S, F, Q, O, X], [N, S, F, Q]));

    /// <summary>Supraventricular ectopic beats: Q called S is neither right nor wrong.</summary>
    public DetectionCounts Sveb => new(
        _counts[S, S], Sum([S], [N, V, F, Q, O, X]), Sum([N, V, F, O, X], [S]), Sum([N, V, F, Q, O, X], [N, V, F, Q]));

    /// <summary>
    /// Milliseconds; root mean square of how far intervals between detected beats are from the annotated ones, over pairs of neighbours that both matched
    /// (EC57's RR interval error). Null without such a pair.
    /// </summary>
    public double? IntervalError => _intervals > 0 ? 1000 * Math.Sqrt(_squares / _intervals) : null;

    /// <param name="reference">The annotated beats.</param>
    /// <param name="detected">Where beats were detected, ascending, in the reference's samples.</param>
    /// <param name="answers">Their classes.</param>
    /// <param name="rate">Samples per second.</param>
    public static BeatTable Score(ReferenceBeats reference, IReadOnlyList<long> detected, IReadOnlyList<BeatClass> answers, double rate)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(detected);
        ArgumentNullException.ThrowIfNull(answers);
        var table = new BeatTable();
        var (window, start) = ((long)(BeatMatcher.WindowSeconds * rate), (long)(BeatMatcher.StartSeconds * rate));
        var (before, testBefore) = (-1, -1);
        foreach (var (r, t) in BeatMatcher.Match(reference.Samples, detected, window, start))
        {
            if (r >= 0 || !reference.InFlutter(detected[t]))
            {
                var row = r >= 0 ? Index(reference.Classes[r]) : reference.InShutdown(detected[t]) ? X : O;
                table._counts[row, t >= 0 ? Index(answers[t]) : O]++;
            }

            if (r > 0 && t > 0 && r - 1 == before && t - 1 == testBefore)
            {
                var error = (detected[t] - detected[t - 1] - (reference.Samples[r] - reference.Samples[r - 1])) / rate;
                (table._intervals, table._squares) = (table._intervals + 1, table._squares + (error * error));
            }

            (before, testBefore) = (r, t);
        }

        return table;
    }

    public void Add(BeatTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (_intervals, _squares) = (_intervals + other._intervals, _squares + other._squares);
        for (var row = 0; row < Labels.Length; row++)
        {
            for (var column = 0; column < Labels.Length; column++)
            {
                _counts[row, column] += other._counts[row, column];
            }
        }
    }

    private static int Index(BeatClass beat) => beat == BeatClass.Unsure ? Q : (int)beat;

    private int Sum(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns)
    {
        var sum = 0;
        foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                sum += _counts[row, column];
            }
        }

        return sum;
    }
}
