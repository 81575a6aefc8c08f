using System.Globalization;
using OrleansCare.Clinical.Ecg.Scoring;

namespace OrleansCare.Cli.Ecg;

/// <summary>The report as a table for people.</summary>
internal static class EvaluationPrinter
{
    public static void Print(EvaluationReport report, TextWriter output)
    {
        output.WriteLine("record  | QRS   TP   FN   FP     Se     +P | VEB  TP   FN   FP     Se     +P    FPR | SVEB TP   FN   FP     Se     +P    FPR | RR ms");
        foreach (var (name, table) in report.Records)
        {
            output.WriteLine(Line(name, table));
        }

        output.WriteLine(Line("gross", report.Gross));
        output.WriteLine(
            $"average |                     {Ratios(report.Average.Qrs)} |                  {Ratios(report.Average.Veb)}{Percent(report.Average.Veb.FalsePositiveRate)}"
            + $" |                  {Ratios(report.Average.Sveb)}{Percent(report.Average.Sveb.FalsePositiveRate)}");
        if (report.GrossWithoutRichestSveb is { } without)
        {
            output.WriteLine($"gross SVEB without {without.Record}, which holds most of them:{Ectopic(without.Sveb)}");
        }

        foreach (var (name, paced) in report.Paced)
        {
            output.WriteLine($"paced {name}, in no total: QRS{Counts(paced.Qrs)}{Ratios(paced.Qrs)}");
        }

        if (report.SeenInTraining.Count > 0)
        {
            output.WriteLine(
                $"The model was trained on {report.SeenInTraining.Count} of these {report.Records.Count} records (by their names): VEB and SVEB above say nothing about other patients. "
                + "On patients it has not seen: docs/models/beat-classifier.md.");
        }

        output.WriteLine();
        output.WriteLine("annotated      n      s      v      f      q      o      x   (q: unsure; o: not detected; row O: no beat; X: unreadable)");
        for (var row = 0; row < BeatTable.Labels.Length; row++)
        {
            output.WriteLine($"{BeatTable.Labels[row],-8}{string.Concat(report.Confusion.Counts[row].Select(count => $"{count,7}"))}");
        }
    }

    private static string Line(string name, TableReport table)
        => $"{name,-8}|  {Counts(table.Qrs)}{Ratios(table.Qrs)} |{Ectopic(table.Veb)} |{Ectopic(table.Sveb)} |{Milliseconds(table.RrErrorMilliseconds)}";

    private static string Ectopic(DetectionCounts counts) => $"  {Counts(counts)}{Ratios(counts)}{Percent(counts.FalsePositiveRate)}";

    private static string Counts(DetectionCounts counts) => $" {counts.TruePositives,6}{counts.FalseNegatives,5}{counts.FalsePositives,5}";

    private static string Ratios(DetectionCounts counts) => Percent(counts.Sensitivity) + Percent(counts.PositivePredictivity);

    private static string Ratios(RatioReport ratios) => Percent(ratios.Sensitivity) + Percent(ratios.PositivePredictivity);

    private static string Milliseconds(double? error) => error is { } some ? some.ToString("F1", CultureInfo.InvariantCulture).PadLeft(6) : "     -";

    private static string Percent(double? share)
        => share is { } part ? (100 * part).ToString("F2", CultureInfo.InvariantCulture).PadLeft(7) : "      -";
}
