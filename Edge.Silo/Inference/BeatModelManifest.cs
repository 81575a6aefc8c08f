using System.Text.Json;

namespace OrleansCare.Edge.Inference;

/// <summary>The part of a model's manifest.json that the edge acts on; the rest is for people.</summary>
/// <param name="Threshold">Probability below which a beat is unsure.</param>
/// <param name="Input">The input that the model was trained on.</param>
internal sealed record BeatModelManifest(string Sha256, double Threshold, BeatModelInput Input)
{
    public static BeatModelManifest Read(string path) =>
        JsonSerializer.Deserialize<BeatModelManifest>(File.ReadAllBytes(path), JsonSerializerOptions.Web) is { Sha256.Length: > 0, Input: not null } manifest
            ? manifest
            : throw new JsonException("The manifest names no sha256 or no input.");
}

/// <param name="LayoutVersion">As <see cref="Clinical.Ecg.BeatInput.LayoutVersion"/>.</param>
internal sealed record BeatModelInput(int LayoutVersion);
