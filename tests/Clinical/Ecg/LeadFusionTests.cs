using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Tests.Ecg;

/// <summary>What detection makes of leads that disagree, of weak beats and of tall P waves.</summary>
public sealed class LeadFusionTests
{
    private const double Rate = 250;

    [Fact]
    public void Electrode_motion_on_one_lead_is_no_beat_while_the_other_shows_none()
    {
        var (first, second) = (Render(1, 40), Render(1, 40));
        for (var at = 20; at < 36; at += 2)
        {
            for (var i = 0; i < 30; i++)
            {
                second[(int)(at * Rate) + i] += i < 10 ? 0.15f * i : 1.5f - (0.075f * (i - 10));
            }
        }

        var run = new EcgRun(Rate, leads: 2).Feed(first, lead2: second);

        Assert.Equal(20, run.Detected.Count(beat => beat.SampleIndex > 19.8 * Rate));
    }

    [Fact]
    public void One_weak_beat_in_a_quiet_signal_is_found_without_waiting_for_an_overdue_one()
    {
        var ecg = new SyntheticEcg(Rate) { TWave = 0.1 }.Beats(0.5, 20, 60).Beats(20.1, 20.2, 60, qrs: 0.32).Beats(20.9, 40, 60);

        var run = new EcgRun(Rate).Feed(ecg.Render(41));

        var weak = Assert.Single(run.Detected, beat => Math.Abs(beat.SampleIndex - (20.1 * Rate)) < 0.1 * Rate);
        Assert.False(weak.BySearchBack);
    }

    [Fact]
    public void A_P_wave_half_as_steep_as_the_QRS_behind_it_is_not_counted()
    {
        var ecg = new SyntheticEcg(Rate) { TWave = 0.1 };
        for (var at = 0.5; at < 60; at++)
        {
            ecg.Beats(at - 0.22, at - 0.21, 60, qrs: 0.45).Beats(at, at + 0.1, 60);
        }

        var run = new EcgRun(Rate).Feed(ecg.Render(61));

        Assert.InRange(run.Analyzer.HeartRate, 59, 61);
        Assert.All(run.Detected.Where(beat => beat.SampleIndex > 5 * Rate), beat => Assert.InRange(beat.RrSeconds, 0.9, 1.1));
    }

    private static float[] Render(double qrs, double seconds) => new SyntheticEcg(Rate) { TWave = 0.2 * qrs }.Beats(0.5, seconds, 60, qrs).Render(seconds);
}
