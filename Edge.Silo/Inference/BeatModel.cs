using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Edge.Hosting;
using OrleansCare.Onnx;

namespace OrleansCare.Edge.Inference;

/// <summary>The beat classifier as it was found on disk, or its absence. For one thread at a time.</summary>
internal sealed partial class BeatModel : IDisposable
{
    private readonly OnnxModel? _model;
    private readonly OnnxSession? _session;
    private readonly float[] _probabilities = new float[BeatClasses.ModelOutputs];
    private readonly float _threshold;

    public BeatModel(IOptions<EdgeOptions> options, ILogger<BeatModel> logger)
    {
        var directory = options.Value.ModelDirectory;
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(directory, "model.onnx"));
            var manifest = BeatModelManifest.Read(Path.Combine(directory, "manifest.json"));
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (hash != manifest.Sha256)
            {
                LogNotLoaded(logger, "its hash is not the manifest's", null);
                return;
            }

            _model = OnnxModel.Load(bytes);
            if (manifest.Input.LayoutVersion != BeatInput.LayoutVersion || _model.InputLength != BeatInput.Length || _model.OutputLength != BeatClasses.ModelOutputs)
            {
                LogNotLoaded(logger, "its input is not this build's", null);
                return;
            }

            (_session, _threshold, Hash) = (_model.CreateSession(), (float)manifest.Threshold, hash);
            LogLoaded(logger, hash);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or OnnxException)
        {
            LogNotLoaded(logger, "it cannot be read", e);
        }
    }

    /// <summary>SHA-256 of the model's file, hex; empty when there is none.</summary>
    public string Hash { get; } = "";

    public bool IsLoaded => _session is not null;

    public BeatVerdict Classify(ReadOnlySpan<float> features)
    {
        if (_session is null)
        {
            return BeatVerdict.None;
        }

        _session.Run(features, _probabilities);
        var beat = BeatClasses.FromProbabilities(_probabilities, _threshold);
        return beat == BeatClass.Unsure ? BeatVerdict.None : new BeatVerdict(beat, _probabilities[(int)beat]);
    }

    public void Dispose()
    {
        _session?.Dispose();
        _model?.Dispose();
    }

    [LoggerMessage(EventId = 1410, Level = LogLevel.Information, Message = "The beat classifier is loaded, SHA-256 {Hash}")]
    private static partial void LogLoaded(ILogger logger, string hash);

    [LoggerMessage(EventId = 1411, Level = LogLevel.Error, Message = "No beat classifier, every beat is unsure: {Reason}")]
    private static partial void LogNotLoaded(ILogger logger, string reason, Exception? exception);
}
