using System.Text.Json;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Onnx;

namespace OrleansCare.Cli.Ecg;

/// <summary>Counts of one record from 5:00 on: QRS detection, and reference class by answer.</summary>
internal sealed class RecordScore(string record)
{
    public string Record { get; } = record;

    public int TruePositives { get; set; }

    public int FalseNegatives { get; set; }

    public int FalsePositives { get; set; }

    /// <summary>Rows N, S, V, F, Q as annotated; columns N, S, V, F, Q (never answered), unsure.</summary>
    public int[][] Confusion { get; } = [new int[6], new int[6], new int[6], new int[6], new int[6]];
}

/// <summary>Runs detection, and a model when there is one, over annotated recordings.</summary>
internal static class EcgEvaluation
{
    public static List<RecordScore> Run(string directory, string? records, string? modelDirectory)
    {
        using var model = modelDirectory is null ? null : OnnxModel.Load(File.ReadAllBytes(Path.Combine(modelDirectory, "model.onnx")));
        using var session = model?.CreateSession();
        var threshold = modelDirectory is null ? 0 : Threshold(Path.Combine(modelDirectory, "manifest.json"));
        var probabilities = new float[BeatClasses.ModelOutputs];
        var scores = new List<RecordScore>();
        foreach (var name in ScoredBeats.Names(directory, records))
        {
            var beats = ScoredBeats.Load(directory, name);
            var score = new RecordScore(name);
            foreach (var beat in beats.Beats.Where(beat => beat.Sample >= beats.StartSample))
            {
                Count(score, beat, session, threshold, probabilities);
            }

            scores.Add(score);
        }

        return scores;
    }

    private static void Count(RecordScore score, ScoredBeat beat, OnnxSession? session, float threshold, float[] probabilities)
    {
        if (beat.Reference is not { } reference)
        {
            score.FalsePositives++;
            return;
        }

        if (!beat.Detected)
        {
            score.FalseNegatives++;
            return;
        }

        score.TruePositives++;
        var answer = BeatClass.Unsure;
        if (session is not null && beat.Input is { } input)
        {
            session.Run(input, probabilities);
            answer = BeatClasses.FromProbabilities(probabilities, threshold);
        }

        score.Confusion[(int)reference][(int)answer]++;
    }

    private static float Threshold(string manifest)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
        return json.RootElement.GetProperty("threshold").GetSingle();
    }
}
