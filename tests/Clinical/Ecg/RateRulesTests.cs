using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Tests.Ecg;

public sealed class RateRulesTests
{
    private const double Rate = 250;

    [Fact]
    public void Asystole_is_called_when_no_beat_comes_for_4_seconds_and_ends_with_the_next_beat()
    {
        var ecg = new SyntheticEcg(Rate).Beats(0.5, 20, 60).Beats(30.5, 40, 60);

        var run = new EcgRun(Rate).Feed(ecg.Render(40));

        var asystole = run.Of(RhythmKind.Asystole).ToArray();
        Assert.Equal([true, false], asystole.Select(finding => finding.Active));
        Assert.InRange(asystole[0].OnsetSample / Rate, 19.48, 19.52);
        Assert.InRange(asystole[0].DecidedSample / Rate, 23.5, 24.1);
        Assert.InRange(asystole[1].DecidedSample / Rate, 30.5, 31.1);
        Assert.Equal(asystole[0].OnsetSample, asystole[1].OnsetSample);
    }

    [Fact]
    public void Heart_rate_is_zero_in_asystole()
    {
        var run = new EcgRun(Rate).Feed(new SyntheticEcg(Rate).Beats(0.5, 20, 60).Render(30));

        Assert.Equal(0, run.Analyzer.HeartRate);
    }

    [Fact]
    public void Asystole_is_called_when_a_connected_patient_never_had_a_beat()
    {
        var run = new EcgRun(Rate).Feed(new SyntheticEcg(Rate) { Noise = 0.01 }.Render(10));

        Assert.Single(run.Of(RhythmKind.Asystole));
    }

    [Fact]
    public void A_pause_shorter_than_4_seconds_is_no_asystole()
    {
        var run = new EcgRun(Rate).Feed(new SyntheticEcg(Rate).Beats(0.5, 20, 60).Beats(23.3, 40, 60).Render(40));

        Assert.Empty(run.Of(RhythmKind.Asystole));
    }

    public static TheoryData<string> TechnicalLosses => ["missing", "lead off", "flat", "saturated"];

    [Theory]
    [MemberData(nameof(TechnicalLosses))]
    public void A_lost_signal_is_technical_and_never_asystole(string loss)
    {
        var before = new SyntheticEcg(Rate).Beats(0.5, 20, 60).Render(20);
        var after = new float[(int)(20 * Rate)];
        after.AsSpan().Fill(loss switch { "missing" => float.NaN, "saturated" => 10f, _ => 0.125f });
        if (loss == "lead off")
        {
            after = new SyntheticEcg(Rate) { Noise = 0.3 }.Render(20);
        }

        var run = new EcgRun(Rate).Feed(before).Feed(after, status1: loss == "lead off" ? LeadStatus.LeadOff : LeadStatus.Ok);

        Assert.Empty(run.Of(RhythmKind.Asystole));
        var technical = run.Of(RhythmKind.NoUsableSignal).Last();
        Assert.True(technical.Active);
        Assert.InRange(technical.DecidedSample / Rate, 20, 22.1);
        Assert.True(double.IsNaN(run.Analyzer.HeartRate));
        var expected = loss switch { "missing" => SignalQuality.Missing, "saturated" => SignalQuality.Saturated, "flat" => SignalQuality.Flat, _ => SignalQuality.LeadOff };
        Assert.Equal(expected, run.Analyzer.Quality(0));
    }

    [Fact]
    public void Extreme_bradycardia_is_called_at_the_fifth_slow_beat()
    {
        var run = new EcgRun(Rate).Feed(new SyntheticEcg(Rate).Beats(0.5, 20, 60).Beats(20.5, 50, 38).Render(50));

        var slow = run.Of(RhythmKind.ExtremeBradycardia).First();
        Assert.True(slow.Active);
        Assert.InRange(slow.OnsetSample / Rate, 20.4, 20.6);
        Assert.InRange(slow.DecidedSample / Rate, 20.5 + (4 * 60 / 38.0), 21 + (4 * 60 / 38.0));
        Assert.InRange(slow.Value, 37.5, 38.5);
    }

    [Fact]
    public void Extreme_tachycardia_is_called_at_the_seventeenth_fast_beat_and_ends_below_135()
    {
        var ecg = new SyntheticEcg(Rate) { TWave = 0.1 }.Beats(0.5, 20, 90).Beats(20.4, 40, 150).Beats(40.4, 60, 138).Beats(60.4, 80, 100);

        var run = new EcgRun(Rate).Feed(ecg.Render(80));

        var fast = run.Of(RhythmKind.ExtremeTachycardia).ToArray();
        Assert.Equal([true, false], fast.Select(finding => finding.Active));
        Assert.InRange(fast[0].DecidedSample / Rate, 26, 28);
        Assert.InRange(fast[1].DecidedSample / Rate, 60, 68);
    }

    [Theory]
    [InlineData(41)]
    [InlineData(139)]
    public void Rates_within_the_limits_are_not_called(double perMinute)
    {
        var run = new EcgRun(Rate).Feed(new SyntheticEcg(Rate) { TWave = 0.1 }.Beats(0.5, 60, perMinute).Render(60));

        Assert.Empty(run.Of(RhythmKind.ExtremeBradycardia));
        Assert.Empty(run.Of(RhythmKind.ExtremeTachycardia));
    }
}
