using System.Security.Cryptography;
using System.Text.Json;
using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Onnx.Tests;

public sealed class BeatClassifierTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Models", "beat-classifier");

    [Fact]
    public void The_manifest_states_the_input_that_the_analysis_makes_and_the_hash_of_the_model()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "manifest.json")));
        var root = manifest.RootElement;
        var input = root.GetProperty("input");

        Assert.Equal(BeatInput.LayoutVersion, input.GetProperty("layoutVersion").GetInt32());
        Assert.Equal(BeatInput.Length, input.GetProperty("length").GetInt32());
        Assert.Equal(BeatInput.FeatureNames, input.GetProperty("features").EnumerateArray().Select(name => name.GetString()!));
        Assert.Equal(["N", "S", "V", "F"], root.GetProperty("output").GetProperty("labels").EnumerateArray().Select(name => name.GetString()!));
        Assert.InRange(root.GetProperty("threshold").GetSingle(), 0.3f, 0.99f);
        var bytes = File.ReadAllBytes(Path.Combine(Folder, root.GetProperty("file").GetString()!));
        Assert.Equal(root.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void The_model_gives_the_probabilities_that_training_saw()
    {
        using var model = OnnxModel.Load(File.ReadAllBytes(Path.Combine(Folder, "model.onnx")));
        using var session = model.CreateSession();
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", "beat-classifier.json")));
        var probabilities = new float[BeatClasses.ModelOutputs];

        Assert.All(golden.RootElement.EnumerateArray(), beat =>
        {
            session.Run([.. beat.GetProperty("input").EnumerateArray().Select(value => value.GetSingle())], probabilities);
            var expected = beat.GetProperty("probabilities").EnumerateArray().Select(value => value.GetSingle()).ToArray();
            Assert.All(expected.Zip(probabilities), pair => Assert.InRange(pair.Second - pair.First, -1e-5f, 1e-5f));
        });
        Assert.Equal(4, golden.RootElement.GetArrayLength());
    }

    /// <summary>The floor on patients that the model has not seen: cross-validation wrote these counts, the hash ties them to the model.</summary>
    [Theory]
    [InlineData("clean", "qrs", 0.998, 0.997)]
    [InlineData("clean", "veb", 0.92, 0.92)]
    [InlineData("clean", "sveb", 0.755, 0.50)]
    [InlineData("de Chazal's map", "sveb", 0.77, 0.50)]
    [InlineData("12 dB", "veb", 0.90, 0.90)]
    [InlineData("125 Hz", "veb", 0.90, 0.90)]
    [InlineData("125 Hz", "sveb", 0.75, 0.45)]
    public void Cross_validation_of_the_committed_model_is_above_the_floor(string run, string question, double sensitivity, double predictivity)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "manifest.json")));
        var counts = manifest.RootElement.GetProperty("evaluation").GetProperty("gross").GetProperty(run).GetProperty(question);
        double Count(string name) => counts.GetProperty(name).GetInt32();

        var (hits, missed, extra) = (Count("truePositives"), Count("falseNegatives"), Count("falsePositives"));

        Assert.InRange(hits / (hits + missed), sensitivity, 1);
        Assert.InRange(hits / (hits + extra), predictivity, 1);
    }

    [Fact]
    public void Classifying_a_beat_allocates_no_managed_byte()
    {
        using var model = OnnxModel.Load(File.ReadAllBytes(Path.Combine(Folder, "model.onnx")));
        using var session = model.CreateSession();
        var (input, output) = (new float[BeatInput.Length], new float[BeatClasses.ModelOutputs]);
        session.Run(input, output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            session.Run(input, output);
            BeatClasses.FromProbabilities(output, 0.5f);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
