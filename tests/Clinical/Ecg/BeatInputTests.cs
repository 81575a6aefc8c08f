using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Tests.Ecg;

public sealed class BeatInputTests
{
    [Theory]
    [InlineData(125)]
    [InlineData(360)]
    [InlineData(500)]
    [InlineData(1000)]
    public void A_usual_beat_differs_in_nothing_from_the_usual_one_at_any_sample_rate(double rate)
    {
        var run = new EcgRun(rate).Feed(new SyntheticEcg(rate).Beats(0.5, 40, 60).Render(40));

        var input = run.Inputs[^2]!;
        Assert.InRange(Feature(input, "a_qrs_correlation"), 0.99f, 1f);
        Assert.InRange(Feature(input, "a_amplitude_against"), -0.03f, 0.03f);
        Assert.InRange(Feature(input, "a_width_against"), -0.05f, 0.05f);
        Assert.InRange(Feature(input, "rr"), 0.98f, 1.02f);
        Assert.InRange(Feature(input, "rr_against_long"), -0.01f, 0.01f);
        Assert.Equal(1, Feature(input, "family_is_usual"));
    }

    [Fact]
    public void One_lead_fills_both_places_and_two_leads_are_told_apart()
    {
        var lead = new SyntheticEcg(250).Beats(0.5, 20, 60).Wide(20.1).Beats(21.5, 30, 60).Render(30);
        var other = new SyntheticEcg(250).Beats(0.5, 20, 60).Beats(20.1, 20.2, 60).Beats(21.5, 30, 60).Render(30);

        var one = InputAt(new EcgRun(250).Feed(lead), 20.1);
        var two = InputAt(new EcgRun(250, leads: 2).Feed(lead, lead2: other), 20.1);

        Assert.Equal(Feature(one, "a_qrs_correlation"), Feature(one, "b_qrs_correlation"));
        Assert.True(Feature(two, "a_width_against") > Feature(two, "b_width_against") + 0.1f);
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

        var input = InputAt(run, 20.1);
        Assert.InRange(Feature(input, "rr_against_usual"), -0.35f, -0.2f);
        Assert.True(Feature(input, "a_qrs_correlation") < 0.8f, $"correlation {Feature(input, "a_qrs_correlation")}");
        Assert.True(Feature(input, "a_width_against") > 0.2f, $"width {Feature(input, "a_width_against")}");
        Assert.Equal(0, Feature(input, "family_is_usual"));
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
                ages.Add((beat.SampleIndex, (at - beat.SampleIndex) / 250.0, beat.HasInput ? Feature(findings.Input(beat), "next") : 1));
            }
        }

        var last = ages.Single(beat => Math.Abs(beat.Sample - (19.5 * 250)) < 10);
        Assert.InRange(last.Age, 1.39, 1.41);
        Assert.Equal((float)BeatInput.NextBeatSeconds, last.Next);
        Assert.All(ages.Where(beat => beat.Sample < 19 * 250), beat => Assert.InRange(beat.Age, 1.15, 1.39));
    }

    [Fact]
    public void Without_order_few_intervals_are_alike_and_in_sinus_rhythm_nearly_all()
    {
        var (steady, restless) = (new SyntheticEcg(250).Beats(0.5, 80, 72), new SyntheticEcg(250));
        var (at, chance) = (0.5, 7u);
        while (at < 80)
        {
            restless.Beats(at, at + 0.1, 60);
            chance = (chance * 1664525) + 1013904223;
            at += 0.55 + (0.6 * (chance >> 8) / 16777216.0);
        }

        var (sinus, fibrillation) = (new EcgRun(250).Feed(steady.Render(80)).Inputs[^2]!, new EcgRun(250).Feed(restless.Render(80)).Inputs[^2]!);

        Assert.InRange(Feature(sinus, "concentration"), 0.9f, 1f);
        Assert.InRange(Feature(fibrillation, "concentration"), 0.05f, 0.35f);
        Assert.InRange(Feature(sinus, "a_atrial_correlation_own"), 0.9f, 1f);
        Assert.InRange(Feature(sinus, "rr_against_mode"), -0.02f, 0.02f);
    }

    [Fact]
    public void A_beat_is_measured_by_what_the_usual_ones_of_this_patient_differ_by()
    {
        var (quiet, noisy) = (new SyntheticEcg(250) { Noise = 0.004 }, new SyntheticEcg(250) { Noise = 0.08 });

        var (calm, restless) = (
            new EcgRun(250).Feed(quiet.Beats(0.5, 40, 60).Render(40)).Inputs[^2]!, new EcgRun(250).Feed(noisy.Beats(0.5, 40, 60).Render(40)).Inputs[^2]!);

        Assert.True(Feature(restless, "a_atrial_residual_own") > 3 * Feature(calm, "a_atrial_residual_own"));
        Assert.InRange(Feature(restless, "a_atrial_residual_against_own"), -0.6f, 0.6f);
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

    private static float Feature(ReadOnlySpan<float> input, string name) => input[BeatInput.FeatureNames.ToList().IndexOf(name)];

    private static float[] InputAt(EcgRun run, double seconds)
        => run.Inputs[run.Ready.FindIndex(beat => Math.Abs(beat.SampleIndex - (seconds * 250)) < 25)]!;
}
