using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OrleansCare.Interop.Wfdb;
using OrleansCare.Onnx;

namespace OrleansCare.Cli.Ecg;

/// <summary><c>care ecg beats</c> and <c>care ecg evaluate</c>: what training a beat classifier and judging it need.</summary>
public static class EcgCommands
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create() => new("ecg", "Annotated ECG recordings (WFDB)") { Beats(), Evaluate() };

    private static Command Beats()
    {
        var data = Data();
        var records = Records();
        var output = new Option<string>("--out") { Description = "Path without extension: .f32 and .csv are written", Required = true };
        var command = new Command("beats", "Write the classifier's input of every beat, with its annotation") { data, records, output };
        command.SetAction(result => Guard(() => BeatExport.Write(result.GetRequiredValue(data), result.GetValue(records), result.GetRequiredValue(output))));
        return command;
    }

    private static Command Evaluate()
    {
        var data = Data();
        var records = Records();
        var model = new Option<string?>("--model") { Description = "Folder of model.onnx and manifest.json; without it only detection is scored" };
        var json = new Option<string?>("--json") { Description = "Write the counts to this file" };
        var command = new Command("evaluate", "Score QRS detection and beat classes from 5:00 on, window 150 ms") { data, records, model, json };
        command.SetAction(result => Guard(() =>
        {
            var scores = EcgEvaluation.Run(result.GetRequiredValue(data), result.GetValue(records), result.GetValue(model));
            Print(scores, result.GetValue(model) is not null);
            if (result.GetValue(json) is { } path)
            {
                File.WriteAllText(path, JsonSerializer.Serialize(scores, Json));
            }
        }));
        return command;
    }

    private static int Guard(Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (Exception exception) when (exception is IOException or WfdbFormatException or OnnxException or JsonException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static void Print(List<RecordScore> scores, bool classes)
    {
        var total = new RecordScore("gross");
        Console.WriteLine("record     TP    FN    FP      Se      +P");
        foreach (var score in scores)
        {
            PrintDetection(score);
            total.TruePositives += score.TruePositives;
            total.FalseNegatives += score.FalseNegatives;
            total.FalsePositives += score.FalsePositives;
            for (var row = 0; row < total.Confusion.Length; row++)
            {
                for (var column = 0; column < total.Confusion[row].Length; column++)
                {
                    total.Confusion[row][column] += score.Confusion[row][column];
                }
            }
        }

        PrintDetection(total);
        if (classes)
        {
            Console.WriteLine("annotated      N      S      V      F      Q unsure");
            for (var row = 0; row < total.Confusion.Length; row++)
            {
                Console.WriteLine($"{"NSVFQ"[row],-8}{string.Concat(total.Confusion[row].Select(count => $"{count,7}"))}");
            }
        }
    }

    private static void PrintDetection(RecordScore score)
        => Console.WriteLine(
            $"{score.Record,-7}{score.TruePositives,6}{score.FalseNegatives,6}{score.FalsePositives,6}"
            + $"{Ratio(score.TruePositives, score.FalseNegatives),8}{Ratio(score.TruePositives, score.FalsePositives),8}");

    private static string Ratio(int hits, int misses)
        => hits + misses == 0 ? "-" : (100.0 * hits / (hits + misses)).ToString("F2", CultureInfo.InvariantCulture);

    private static Option<string> Data() => new("--data") { Description = "Folder with .hea, .dat and .atr files", Required = true };

    private static Option<string?> Records() => new("--records") { Description = "Names, separated by commas; all with annotations otherwise" };
}
