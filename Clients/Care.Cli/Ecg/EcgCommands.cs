using System.CommandLine;
using System.Text.Json;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Ecg.Scoring;
using OrleansCare.Interop.Wfdb;
using OrleansCare.Onnx;

namespace OrleansCare.Cli.Ecg;

/// <summary><c>care ecg beats</c> and <c>care ecg evaluate</c>: what training a beat classifier and judging it need.</summary>
public static class EcgCommands
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly Option<string> Data = new("--data") { Description = "Folder with .hea, .dat and .atr files", Required = true };
    private static readonly Option<string?> Records = new("--records") { Description = "Names, separated by commas; otherwise those in the folder's RECORDS file, or all with a header" };
    private static readonly Option<double?> Snr = new("--snr") { Description = "Add noise as nst defines it, from 5:00 in alternate pieces of two minutes, dB" };
    private static readonly Option<double?> Rate = new("--fs") { Description = "Resample to this rate, 125 to 1000 Hz" };
    private static readonly Option<int> Leads = new("--leads") { Description = "Use so many leads", DefaultValueFactory = _ => EcgFormat.MaxLeads };
    private static readonly Option<int> Seed = new("--seed") { Description = "Of noise and rhythm", DefaultValueFactory = _ => EcgSource.DefaultSeed };

    public static Command Create() => new("ecg", "Annotated ECG recordings (WFDB)") { Beats(), Features(), Evaluate() };

    private static Command Beats()
    {
        var output = new Option<string>("--out") { Description = "Path without extension: .f32 and .csv are written", Required = true };
        var rhythm = new Option<RhythmChange?>("--rhythm") { Description = "Change the rhythm of normal beats, for training" };
        var command = new Command("beats", "Write the classifier's input of every beat, with its annotation") { Data, Records, Snr, Rate, Leads, Seed, rhythm, output };
        command.SetAction(result => Guard(() =>
        {
            BeatExport.Write(Source(result) with { Rhythm = result.GetValue(rhythm) }, result.GetRequiredValue(output));
            return 0;
        }));
        return command;
    }

    private static Command Features()
    {
        var command = new Command("features", "Name the numbers of the classifier's input, in order (JSON)");
        command.SetAction(_ => Console.WriteLine(JsonSerializer.Serialize(BeatInput.FeatureNames)));
        return command;
    }

    private static Command Evaluate()
    {
        var map = new Option<string>("--map") { Description = "Classes of the annotations", DefaultValueFactory = _ => "ec57" };
        map.AcceptOnlyFromAmong("ec57", "dechazal");
        var model = new Option<string?>("--model") { Description = "Folder of model.onnx and manifest.json; the shipped one otherwise" };
        var json = new Option<string?>("--json") { Description = "Write the report to this file" };
        var command = new Command("evaluate", "Judge QRS detection and beat classes as ANSI/AAMI EC57 asks: processed from 0:00, scored from 5:00, window 150 ms")
        {
            Data, Records, map, Snr, Rate, Leads, Seed, model, json,
        };
        command.SetAction(result => Guard(() =>
        {
            var beatMap = result.GetValue(map) == "dechazal" ? BeatMap.DeChazal : BeatMap.Ec57;
            var report = Run(Source(result), beatMap, result.GetValue(model));
            EvaluationPrinter.Print(report, Console.Out);
            if (result.GetValue(json) is { } path)
            {
                File.WriteAllText(path, ToJson(report));
            }

            // A folder may hold what is no annotated ECG; a record that was asked for by name is another matter.
            return report.Failed.Count > 0 && (result.GetValue(Records) is not null || report.Records.Count + report.Paced.Count == 0) ? 1 : 0;
        }));
        return command;
    }

    internal static string ToJson(EvaluationReport report) => JsonSerializer.Serialize(report, Json);

    /// <summary>A record that cannot be judged is told on standard error and in the report, and the others go on.</summary>
    internal static EvaluationReport Run(EcgSource source, BeatMap map, string? modelFolder)
    {
        using var model = BeatModel.Load(modelFolder);
        var evaluation = new EcgEvaluation(source, map, model);
        var scores = new List<RecordScore>();
        var failed = new Dictionary<string, string>();
        foreach (var name in source.Names())
        {
            try
            {
                scores.Add(evaluation.Score(name));
            }
            catch (Exception exception) when (exception is IOException or WfdbFormatException or UnauthorizedAccessException)
            {
                failed[name] = exception.Message;
                Console.Error.WriteLine($"record {name}: {exception.Message}");
            }
        }

        return EvaluationReport.Of(scores, failed, model.TrainedOn);
    }

    private static EcgSource Source(ParseResult result)
    {
        if (result.GetValue(Rate) is { } rate && !(rate is >= EcgFormat.MinSampleRate and <= EcgFormat.MaxSampleRate))
        {
            throw new CliException($"--fs {rate} is outside {EcgFormat.MinSampleRate} to {EcgFormat.MaxSampleRate} Hz.");
        }

        return result.GetValue(Leads) is >= 1 and <= EcgFormat.MaxLeads and var leads
            ? new EcgSource(result.GetRequiredValue(Data), result.GetValue(Records), result.GetValue(Snr), result.GetValue(Rate), leads, result.GetValue(Seed))
            : throw new CliException($"--leads is 1 to {EcgFormat.MaxLeads}.");
    }

    private static int Guard(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is CliException or IOException or UnauthorizedAccessException or WfdbFormatException or OnnxException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
