using OrleansCare.BedSimulator.Devices;
using OrleansCare.BedSimulator.Physiology;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.BedSimulator.Tests;

/// <summary>Within the first minute each scenario shows what it is named after.</summary>
public sealed class ScenarioTests
{
    [Fact]
    public void Desaturation_keeps_spo2_below_85_for_20_seconds_and_lets_it_recover()
    {
        var spo2 = Recorder.Run(new SyntheticBed(Scenario.Desaturation, 3), 90).Numerics[Mdc.Spo2];

        Assert.True(spo2.Count(n => n.At < 60 && n.Value < 85) >= 20);
        Assert.True(spo2[0].Value > 94 && spo2[^1].Value > 94);
    }

    [Fact]
    public void Bradycardia_shows_a_rate_below_40_that_the_wave_has_too()
    {
        var bed = Recorder.Run(new SyntheticBed(Scenario.Bradycardia, 3), 60);

        Assert.True(bed.Numerics[Mdc.HeartRate].Count(n => n.Value is > 25 and < 40) >= 15);
        Assert.True(bed.Beats.Count(b => b.Interval > 1.5) >= 10);
    }

    [Fact]
    public void Ventricular_beats_are_early_and_followed_by_a_full_compensatory_pause()
    {
        var bed = Recorder.Run(new SyntheticBed(Scenario.VentricularEctopy, 3), 60);

        var ectopics = Enumerable.Range(1, bed.Beats.Count - 2).Where(i => bed.Beats[i].Ventricular).ToList();
        Assert.True(ectopics.Count >= 10);
        Assert.All(ectopics, i => Assert.InRange((bed.Beats[i].Interval + bed.Beats[i + 1].Interval) / bed.Beats[i].Interval, 3.2, 3.5));
        var run = Enumerable.Range(0, bed.Beats.Count - 8).Any(start => Enumerable.Range(start, 8).All(i => bed.Beats[i].Ventricular == ((i - start) % 2 == 1)));
        Assert.True(run, "There is no run of bigeminy.");
        Assert.True(bed.Numerics[Mdc.VentricularEctopyRate][^1].Value >= 10);
    }

    [Fact]
    public void Asystole_is_a_flat_line_without_pulse_for_more_than_4_seconds_and_then_recovery()
    {
        var bed = Recorder.Run(new SyntheticBed(Scenario.Asystole, 3), 60);

        var after = bed.Beats.Single(b => b.Interval > 4);
        var flat = bed.Waves[Mdc.EcgLeadII].GetRange((int)((after.At - after.Interval + 0.8) * 500), (int)((after.Interval - 1.3) * 500));
        Assert.True(flat.Max() - flat.Min() < 0.12, $"The flat line spans {flat.Max() - flat.Min()} mV.");
        Assert.Contains(bed.Numerics[Mdc.HeartRate], n => n.Value == 0);
        Assert.DoesNotContain(bed.Numerics[Mdc.PulseRateOximeter], n => n.At > after.At - 2 && n.At < after.At);
        Assert.True(bed.Numerics[Mdc.ArterialSystolic].Where(n => n.At < after.At + 1).Min(n => n.Value) < 50);
        Assert.True(bed.Numerics[Mdc.HeartRate][^1].Value > 55);
    }

    [Fact]
    public void Lead_off_marks_the_ecg_and_sends_no_values_while_the_pulse_goes_on()
    {
        var bed = Recorder.Run(new SyntheticBed(Scenario.LeadOff, 3), 60);

        var off = bed.EcgStatus.Where(s => s.Status == SignalStatus.LeadOff).Select(s => s.At).ToList();
        Assert.True(off.Count >= 60);
        Assert.All(bed.Waves[Mdc.EcgLeadI].GetRange((int)(off[0] * 500), 2000), value => Assert.True(double.IsNaN(value)));
        Assert.DoesNotContain(bed.Numerics[Mdc.HeartRate], n => n.At > off[0] && n.At < off[^1]);
        Assert.Contains(bed.Numerics[Mdc.PulseRateOximeter], n => n.At > off[0] && n.At < off[^1] && n.Value > 50);
    }

    [Fact]
    public void Sepsis_drives_rates_and_temperature_up_and_pressure_down_within_a_minute()
    {
        var bed = Recorder.Run(new SyntheticBed(Scenario.SepsisDrift, 3), 60);
        double Last(int code) => bed.Numerics[code][^1].Value;

        Assert.True(Last(Mdc.HeartRate) > 115);
        Assert.True(Last(Mdc.RespiratoryRate) > 25);
        Assert.True(Last(Mdc.Temperature) > 38.8);
        Assert.True(Last(Mdc.ArterialSystolic) < 95);
    }

    [Fact]
    public void A_thermometer_takes_the_temperature_over_from_the_monitor()
    {
        var bed = new SyntheticBed(Scenario.Stable, 3, thermometer: true);
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(bed.Next()[2]);
        }

        var measured = bed.Next();

        Assert.Equal(Mdc.Temperature, Assert.Single(measured[2]!.Numerics).Code);
        Assert.DoesNotContain(measured[0]!.Numerics, n => n.Code == Mdc.Temperature);
    }
}
