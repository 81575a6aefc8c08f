using System.Security.Cryptography;
using System.Text.Json;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Onnx;

namespace OrleansCare.Cli.Ecg;

/// <summary>The beat classifier of a folder, the one that the edge ships unless another is named; for one thread.</summary>
internal sealed class BeatModel : IDisposable
{
    private readonly OnnxModel _model;
    private readonly OnnxSession _session;
    private readonly float[] _probabilities = new float[BeatClasses.ModelOutputs];
    private readonly float _threshold;

    private BeatModel(OnnxModel model, float threshold, IReadOnlySet<string> trainedOn)
        => (_model, _session, _threshold, TrainedOn) = (model, model.CreateSession(), threshold, trainedOn);

    /// <summary>Records that training saw, as the manifest names them.</summary>
    public IReadOnlySet<string> TrainedOn { get; }

    private static string Shipped => Path.Combine(AppContext.BaseDirectory, "Models", "beat-classifier");

    /// <exception cref="CliException">The folder holds no model that fits this build.</exception>
    public static BeatModel Load(string? directory)
    {
        var folder = directory ?? Shipped;
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, "model.onnx"));
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));
            if (manifest.RootElement.GetProperty("sha256").GetString() != Convert.ToHexStringLower(SHA256.HashData(bytes)))
            {
                throw new CliException($"The model in {folder} is not the one its manifest names.");
            }

            if (manifest.RootElement.GetProperty("input").GetProperty("layoutVersion").GetInt32() != BeatInput.LayoutVersion)
            {
                throw new CliException($"The model in {folder} was trained on another version of the analysis.");
            }

            var model = OnnxModel.Load(bytes);
            if (model.InputLength != BeatInput.Length || model.OutputLength != BeatClasses.ModelOutputs)
            {
                model.Dispose();
                throw new CliException($"The model in {folder} takes {model.InputLength} numbers, this build makes {BeatInput.Length}.");
            }

            return new BeatModel(model, manifest.RootElement.GetProperty("threshold").GetSingle(), Seen(manifest.RootElement));
        }
        catch (Exception exception) when (exception is IOException or JsonException or KeyNotFoundException or OnnxException)
        {
            throw new CliException($"No beat classifier in {folder}: {exception.Message}", exception);
        }
    }

    public BeatClass Classify(ReadOnlySpan<float> input)
    {
        _session.Run(input, _probabilities);
        return BeatClasses.FromProbabilities(_probabilities, _threshold);
    }

    // A part's model of cross-validation names none.
    private static HashSet<string> Seen(JsonElement manifest)
        => manifest.TryGetProperty("trainingData", out var data) ? [.. data.GetProperty("records").EnumerateArray().Select(record => record.GetString()!)] : [];

    public void Dispose()
    {
        _session.Dispose();
        _model.Dispose();
    }
}
