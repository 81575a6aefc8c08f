using OrleansCare.BedSimulator.Devices;
using OrleansCare.BedSimulator.Physiology;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.BedSimulator.Tests;

public sealed class WavesAndNumericsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Heart_rate_shown_equals_the_R_peaks_that_can_be_counted_in_the_wave(int seed)
    {
        var bed = Recorder.Run(new SyntheticBed(Scenario.Stable, (ulong)seed), 60);

        var counted = CountPeaks(bed.Waves[Mdc.EcgLeadII], 500, 0.3);
        var shown = bed.Numerics[Mdc.HeartRate].Average(n => n.Value);

        Assert.Equal(bed.Beats.Count, counted);
        Assert.InRange(shown - counted, -1.5, 1.5);
    }

    [Fact]
    public void Pressures_shown_are_those_of_the_wave()
    {
        var bed = Recorder.Run(new SyntheticBed(Scenario.Stable, 5), 30);
        var lastSeconds = bed.Waves[Mdc.ArterialPressure].TakeLast(4 * 250).ToList();

        Assert.InRange(bed.Numerics[Mdc.ArterialSystolic][^1].Value - lastSeconds.Max(), -4, 4);
        Assert.InRange(bed.Numerics[Mdc.ArterialDiastolic][^1].Value - lastSeconds.Min(), -4, 4);
        Assert.InRange(bed.Numerics[Mdc.ArterialMean][^1].Value - lastSeconds.Average(), -4, 4);
    }

    [Fact]
    public void Every_signal_has_exactly_its_rate_and_a_bed_2000_samples_a_second()
    {
        var bed = Recorder.Run(new SyntheticBed(Scenario.Stable, 1), 7);

        Assert.Equal(7 * 500, bed.Waves[Mdc.EcgLeadI].Count);
        Assert.Equal(7 * 500, bed.Waves[Mdc.EcgLeadII].Count);
        Assert.Equal(7 * 500, bed.Waves[Mdc.EcgLeadIII].Count);
        Assert.Equal(7 * 250, bed.Waves[Mdc.Pleth].Count);
        Assert.Equal(7 * 250, bed.Waves[Mdc.ArterialPressure].Count);
        Assert.Equal(7 * 2000, bed.Waves.Values.Sum(wave => wave.Count));
    }

    [Fact]
    public void Ten_numerics_come_every_second_and_the_cuff_in_between()
    {
        var bed = Recorder.Run(new SyntheticBed(Scenario.Stable, 1), 40);

        var everySecond = bed.Numerics.Where(n => n.Value.Count(v => v.At > 30) == 10).Select(n => n.Key).ToList();
        Assert.Equal(10, everySecond.Count);
        Assert.Equal([6.0, 36.0], bed.Numerics[Mdc.NonInvasiveSystolic].Select(n => n.At));
        Assert.All(bed.Numerics, code => Assert.All(code.Value, n => Assert.True(PlausibleRange.Contains(code.Key, n.Value))));
    }

    [Fact]
    public void The_same_seed_gives_the_same_measurements_and_another_seed_others()
    {
        var first = Recorder.Run(new SyntheticBed(Scenario.VentricularEctopy, 42), 20);
        var again = Recorder.Run(new SyntheticBed(Scenario.VentricularEctopy, 42), 20);
        var other = Recorder.Run(new SyntheticBed(Scenario.VentricularEctopy, 43), 20);

        Assert.Equal(first.Waves[Mdc.EcgLeadI], again.Waves[Mdc.EcgLeadI]);
        Assert.Equal(first.Waves[Mdc.Pleth], again.Waves[Mdc.Pleth]);
        Assert.Equal(first.Numerics[Mdc.Spo2], again.Numerics[Mdc.Spo2]);
        Assert.NotEqual(first.Waves[Mdc.EcgLeadI], other.Waves[Mdc.EcgLeadI]);
    }

    [Fact]
    public void Lead_III_is_the_difference_of_II_and_I()
    {
        var bed = Recorder.Run(new SyntheticBed(Scenario.VentricularEctopy, 9), 10);

        for (var i = 0; i < bed.Waves[Mdc.EcgLeadI].Count; i++)
        {
            Assert.Equal(bed.Waves[Mdc.EcgLeadII][i] - bed.Waves[Mdc.EcgLeadI][i], bed.Waves[Mdc.EcgLeadIII][i], 9);
        }
    }

    [Fact]
    public void The_pulse_comes_after_the_beat_and_has_a_dicrotic_notch()
    {
        var bed = Recorder.Run(new SyntheticBed(Scenario.Stable, 11), 20);
        var beat = bed.Beats.First(b => b.At > 10);
        var wave = bed.Waves[Mdc.ArterialPressure];
        var smooth = Enumerable.Range(2, wave.Count - 4).Select(i => wave.Skip(i - 2).Take(5).Average()).ToList();
        var foot = (int)((beat.At + 0.18) * 250);
        var peak = Enumerable.Range(foot, 60).MaxBy(i => smooth[i - 2]);

        Assert.InRange(((double)peak / 250) - beat.At, 0.2, 0.4);
        var notch = Enumerable.Range(peak + 20, 60).Count(i => smooth[i - 1] > smooth[i - 2] + 0.02);
        Assert.True(notch >= 2, "The pressure never rises again between systole and the next beat.");
    }

    internal static int CountPeaks(List<double> wave, int rate, double refractorySeconds)
    {
        var threshold = 0.5 * wave.Where(v => !double.IsNaN(v)).Max();
        var (count, last) = (0, -rate);
        for (var i = 1; i < wave.Count; i++)
        {
            if (wave[i - 1] < threshold && wave[i] >= threshold && i - last > refractorySeconds * rate)
            {
                count++;
                last = i;
            }
        }

        return count;
    }
}
