using OrleansCare.Clinical.Ecg.Scoring;

namespace OrleansCare.Cli.Ecg;

/// <summary>The numbers of one table, in the shape of the JSON report; ratios are fractions of 1, null when there was nothing to count.</summary>
/// <param name="RrErrorMilliseconds">Root mean square error of the intervals between matched beats.</param>
internal sealed record TableReport(DetectionCounts Qrs, DetectionCounts Veb, DetectionCounts Sveb, double? RrErrorMilliseconds)
{
    public static TableReport Of(BeatTable table) => new(table.Qrs, table.Veb, table.Sveb, table.IntervalError);
}

internal sealed record RatioReport(double? Sensitivity, double? PositivePredictivity, double? FalsePositiveRate)
{
    /// <summary>Mean of each ratio over the records that have it.</summary>
    public static RatioReport Mean(IReadOnlyCollection<DetectionCounts> records)
        => new(records.Average(r => r.Sensitivity), records.Average(r => r.PositivePredictivity), records.Average(r => r.FalsePositiveRate));
}

internal sealed record AverageReport(RatioReport Qrs, RatioReport Veb, RatioReport Sveb);

internal sealed record PacedReport(DetectionCounts Qrs);

/// <summary>Gross SVEB without the record that holds most of them.</summary>
internal sealed record WithoutReport(string Record, DetectionCounts Sveb);

internal sealed record ConfusionReport(string Rows, string Columns, int[][] Counts);

/// <summary>Everything that <c>ecg evaluate</c> prints and writes. Paced records stand apart and are in no total.</summary>
internal sealed record EvaluationReport(
    TableReport Gross,
    AverageReport Average,
    WithoutReport? GrossWithoutRichestSveb,
    IReadOnlyDictionary<string, TableReport> Records,
    IReadOnlyDictionary<string, PacedReport> Paced,
    ConfusionReport Confusion,
    IReadOnlyList<string> SeenInTraining,
    IReadOnlyDictionary<string, string> Failed)
{
    /// <param name="scores">One for each record that could be judged.</param>
    /// <param name="failed">Why the others could not.</param>
    /// <param name="trainedOn">Records that the model was trained on: what it says of their beats tells nothing about other patients.</param>
    public static EvaluationReport Of(IReadOnlyCollection<RecordScore> scores, IReadOnlyDictionary<string, string> failed, IReadOnlySet<string> trainedOn)
    {
        var records = scores.Where(score => !score.IsPaced).ToArray();
        var gross = Sum(records);
        var richest = records.Where(score => score.Table.Sveb is { TruePositives: > 0 } or { FalseNegatives: > 0 })
            .MaxBy(score => score.Table.Sveb.TruePositives + score.Table.Sveb.FalseNegatives);
        return new EvaluationReport(
            TableReport.Of(gross),
            new AverageReport(
                RatioReport.Mean([.. records.Select(score => score.Table.Qrs)]),
                RatioReport.Mean([.. records.Select(score => score.Table.Veb)]),
                RatioReport.Mean([.. records.Select(score => score.Table.Sveb)])),
            richest is null ? null : new WithoutReport(richest.Record, Sum(records.Where(score => score != richest)).Sveb),
            records.ToDictionary(score => score.Record, score => TableReport.Of(score.Table)),
            scores.Where(score => score.IsPaced).ToDictionary(score => score.Record, score => new PacedReport(score.Table.Qrs)),
            new ConfusionReport(BeatTable.Labels, BeatTable.Labels, Counts(gross)),
            [.. records.Select(score => score.Record).Where(trainedOn.Contains)],
            failed);
    }

    private static BeatTable Sum(IEnumerable<RecordScore> scores)
    {
        var sum = new BeatTable();
        foreach (var score in scores)
        {
            sum.Add(score.Table);
        }

        return sum;
    }

    private static int[][] Counts(BeatTable table)
    {
        var size = BeatTable.Labels.Length;
        return [.. Enumerable.Range(0, size).Select(row => Enumerable.Range(0, size).Select(column => table[row, column]).ToArray())];
    }
}
