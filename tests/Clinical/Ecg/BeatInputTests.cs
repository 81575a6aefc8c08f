using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Tests.Ecg;

public sealed class BeatInputTests
{
    private static readonly int Correlation = BeatInput.FeatureOffset + 5;

    [Theory]
    [InlineData(125)]
    [InlineData(360)]
    [InlineData(500)]
    public void The_window_holds_the_peak_at_its_place_and_the_usual_beat_beside_it(double rate)
    {
        var run = new EcgRun(rate).Feed(new SyntheticEcg(rate).Beats(0.5, 30, 60).Render(30));

        var input = run.Inputs[^1]!;
        var window = input.AsSpan(BeatInput.WindowOffset, BeatInput.WindowLength);
        var peak = 0;
        for (var i = 0; i < window.Length; i++)
        {
            peak = window[i] > window[peak] ? i : peak;
        }

        Assert.InRange(peak, BeatInput.SamplesBefore - 1, BeatInput.SamplesBefore + 1);
        Assert.InRange(input[Correlation], 0.98f, 1f);
        Assert.InRange(input[BeatInput.FeatureOffset], 0.98f, 1.02f);
        Assert.InRange(input[BeatInput.FeatureOffset + 1], 0.98f, 1.02f);
    }

    [Fact]
    public void Every_detected_beat_becomes_ready_once_and_the_first_eight_are_learned_from()
    {
        var run = new EcgRun(250).Feed(new SyntheticEcg(250).Beats(0.5, 30, 60).Render(31));

        Assert.Equal(run.Detected.Select(beat => (beat.SampleIndex, beat.RrSeconds)), run.Ready.Select(beat => (beat.SampleIndex, beat.RrSeconds)));
        Assert.All(run.Ready.Take(8), beat => Assert.Equal((BeatReason.Learning, false), (beat.Reason, beat.HasInput)));
        Assert.All(run.Ready.Skip(8), beat => Assert.Equal((BeatReason.Analysable, true), (beat.Reason, beat.HasInput)));
    }

    [Fact]
    public void A_wide_early_beat_differs_from_the_usual_one_in_the_features()
    {
        var run = new EcgRun(250).Feed(new SyntheticEcg(250).Beats(0.5, 20, 60).Wide(20.1).Beats(21.5, 30, 60).Render(30));

        var at = run.Ready.FindIndex(beat => Math.Abs(beat.SampleIndex - (20.1 * 250)) < 25);
        var features = run.Inputs[at]!.AsSpan(BeatInput.FeatureOffset);
        Assert.InRange(features[1], 0.5f, 0.7f);
        Assert.True(features[5] < 0.8f, $"correlation {features[5]}");
        Assert.True(features[6] > 1.3f, $"amplitude {features[6]}");
        Assert.True(features[7] > 2f, $"area {features[7]}");
    }

    [Fact]
    public void A_beat_is_ready_when_the_next_is_known_or_has_not_come_for_1_4_seconds()
    {
        var ecg = new SyntheticEcg(250).Beats(0.5, 20, 60).Beats(23, 30, 60);
        var (analyzer, findings, signal) = (new EcgAnalyzer(new EcgFormat(250, 1)), new EcgFindings(), ecg.Render(30));
        var ages = new List<(long Sample, double Age, float Next)>();
        for (var at = 0; at < signal.Length; at++)
        {
            analyzer.Process(new EcgBlock { Lead1 = signal.AsSpan(at, 1) }, findings);
            foreach (var beat in findings.Ready)
            {
                ages.Add((beat.SampleIndex, (at - beat.SampleIndex) / 250.0, beat.HasInput ? findings.Input(beat)[BeatInput.FeatureOffset + 8] : 1));
            }
        }

        var last = ages.Single(beat => Math.Abs(beat.Sample - (19.5 * 250)) < 10);
        Assert.InRange(last.Age, 1.39, 1.41);
        Assert.InRange(last.Next, 1.38f, 1.42f);
        Assert.All(ages.Where(beat => beat.Sample < 19 * 250), beat => Assert.InRange(beat.Age, 1.15, 1.39));
    }

    [Fact]
    public void A_sample_missing_within_the_window_keeps_the_beat_from_the_model()
    {
        var signal = new SyntheticEcg(250).Beats(0.5, 30, 60).Render(30);
        signal[(int)(20.5 * 250) + 75] = float.NaN;

        var run = new EcgRun(250).Feed(signal);

        var beat = run.Ready.Single(ready => Math.Abs(ready.SampleIndex - (20.5 * 250)) < 10);
        Assert.Equal((BeatReason.BadSignal, false), (beat.Reason, beat.HasInput));
    }

    [Fact]
    public void Gross_noise_never_reaches_the_model_as_a_sure_beat()
    {
        var clean = new SyntheticEcg(250).Beats(0.5, 20, 60).Render(20);

        var run = new EcgRun(250).Feed(clean).Feed(new SyntheticEcg(250) { Noise = 2 }.Render(20));

        var noisy = run.Ready.Where(beat => beat.SampleIndex > 21 * 250).ToArray();
        Assert.NotEmpty(noisy);
        Assert.InRange(noisy.Count(beat => beat.HasInput), 0, noisy.Length / 4);
    }

    [Fact]
    public void A_probability_below_the_threshold_or_not_a_number_is_unsure()
    {
        Assert.Equal(BeatClass.V, BeatClasses.FromProbabilities([0.1f, 0.1f, 0.7f, 0.1f], 0.6f));
        Assert.Equal(BeatClass.Unsure, BeatClasses.FromProbabilities([0.4f, 0.05f, 0.5f, 0.05f], 0.6f));
        Assert.Equal(BeatClass.Unsure, BeatClasses.FromProbabilities([float.NaN, float.NaN, float.NaN, float.NaN], 0.6f));
    }
}
