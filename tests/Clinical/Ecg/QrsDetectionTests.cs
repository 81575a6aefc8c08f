using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Tests.Ecg;

public sealed class QrsDetectionTests
{
    private const double Learned = 3;

    [Theory]
    [InlineData(125)]
    [InlineData(200)]
    [InlineData(250)]
    [InlineData(360)]
    [InlineData(500)]
    [InlineData(1000)]
    public void Every_beat_is_found_once_and_at_its_peak_at_any_sample_rate(double rate)
    {
        var ecg = new SyntheticEcg(rate).Beats(0.5, 60, 72);

        var run = new EcgRun(rate).Feed(ecg.Render(61));

        var expected = ecg.Times.Where(at => at > Learned).ToArray();
        var found = run.Detected.Select(beat => beat.SampleIndex / rate).Where(at => at > Learned - 0.1).ToArray();
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.InRange(pair.Second - pair.First, -0.012, 0.012));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(120)]
    [InlineData(200)]
    [InlineData(240)]
    public void Heart_rate_follows_the_beats_from_very_slow_to_very_fast(double perMinute)
    {
        var run = new EcgRun(250).Feed(new SyntheticEcg(250) { TWave = 0.1 }.Beats(0.5, 40, perMinute).Render(40));

        Assert.InRange(run.Analyzer.HeartRate, perMinute * 0.98, perMinute * 1.02);
    }

    [Theory]
    [InlineData(80, 120)]
    [InlineData(80, 40)]
    public void Heart_rate_has_followed_a_step_after_11_seconds(double before, double after)
    {
        var ecg = new SyntheticEcg(250).Beats(0.5, 30, before).Beats(30.4, 60, after);

        var run = new EcgRun(250).Feed(ecg.Render(41));

        Assert.InRange(run.Analyzer.HeartRate, after * 0.97, after * 1.03);
    }

    [Fact]
    public void Tall_T_waves_are_not_counted()
    {
        var ecg = new SyntheticEcg(500) { TWave = 1.2 }.Beats(0.5, 60, 80);

        var run = new EcgRun(500).Feed(ecg.Render(61));

        Assert.InRange(run.Analyzer.HeartRate, 79, 81);
    }

    [Fact]
    public void Small_complexes_count_and_smaller_than_any_QRS_do_not()
    {
        var small = new EcgRun(500).Feed(new SyntheticEcg(500) { TWave = 0.05 }.Beats(0.5, 30, 70, qrs: 0.3).Render(30));
        var tiny = new EcgRun(500).Feed(new SyntheticEcg(500) { TWave = 0, Noise = 0.002 }.Beats(0.5, 30, 70, qrs: 0.05).Render(30));

        Assert.InRange(small.Analyzer.HeartRate, 69, 71);
        Assert.Empty(tiny.Detected);
    }

    [Fact]
    public void Beats_go_on_when_one_of_two_leads_comes_off()
    {
        var lead = new SyntheticEcg(250).Beats(0.5, 60, 60).Render(60);
        var second = lead.Select(value => 0.6f * value).ToArray();
        lead.AsSpan(20 * 250).Fill(float.NaN);

        var run = new EcgRun(250, leads: 2).Feed(lead, lead2: second);

        Assert.InRange(run.Analyzer.HeartRate, 59.5, 60.5);
        Assert.All(run.Detected.Where(beat => beat.SampleIndex > 4 * 250), beat => Assert.InRange(beat.RrSeconds, 0.98, 1.02));
        Assert.Equal(SignalQuality.Missing, run.Analyzer.Quality(0));
        Assert.Equal(SignalQuality.Good, run.Analyzer.Quality(1));
        Assert.All(run.Ready.Where(beat => beat.SampleIndex > 31 * 250), beat => Assert.Equal((1, true), (beat.Lead, beat.HasInput)));
    }

    [Fact]
    public void A_gap_keeps_the_sample_index_and_gives_no_interval_across_it()
    {
        var ecg = new SyntheticEcg(250).Beats(0.5, 20, 60).Render(20);

        var run = new EcgRun(250).Feed(ecg).Skip(100_000).Feed(ecg);

        var after = run.Detected.First(beat => beat.SampleIndex > ecg.Length + 50_000);
        Assert.Equal(ecg.Length + 100_000 + ecg.Length, run.Analyzer.NextSample);
        Assert.True(double.IsNaN(after.RrSeconds));
        Assert.InRange((after.SampleIndex - ecg.Length - 100_000) / 250.0 % 1, 0.48, 0.52);
    }
}
