using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Tests.Monitoring;

namespace OrleansCare.Clinical.Tests.Vitals;

public sealed class MinuteSummaryTests
{
    private readonly TestPatient _patient = TestPatient.Admitted();

    private List<VitalSummarized> Summaries => [.. _patient.Effects.OfType<VitalSummarized>()];

    [Fact]
    public void A_minute_of_a_vital_is_told_when_it_is_over_by_median_and_extremes()
    {
        foreach (var value in new[] { 80, 90, 70, 200 })
        {
            _patient.Wait(10);
            _patient.Send((Mdc.HeartRate, value));
        }

        Assert.Empty(Summaries);
        _patient.Tick(20);

        var summary = Assert.Single(Summaries);
        var minute = TestPatient.Start.UnixMicroseconds / 60_000_000;
        Assert.Equal(new EffectId(TestPatient.Episode, (Rule)101, TestPatient.Device, 0, minute), summary.Id);
        Assert.Equal((Vital.HeartRate, TestPatient.Device, TestPatient.Start, TestPatient.Start + TimeSpan.FromMinutes(1)), (summary.Vital, summary.Device, summary.Start, summary.End));
        Assert.Equal((85d, 70d, 200d, 4), (summary.Median, summary.Minimum, summary.Maximum, summary.Count));
    }

    [Fact]
    public void A_vital_that_stays_within_the_dead_band_is_told_every_fifteen_minutes()
    {
        _patient.SendFor(60 * 31, (Mdc.HeartRate, 80));

        Assert.Equal([0, 15, 30], Summaries.Select(s => (int)(s.Start - TestPatient.Start).TotalMinutes));
    }

    [Fact]
    public void A_median_that_leaves_the_dead_band_of_the_last_one_told_is_told()
    {
        foreach (var rate in new[] { 80, 84, 85, 81, 80 })
        {
            _patient.SendFor(60, (Mdc.HeartRate, rate));
        }

        _patient.Tick();

        Assert.Equal([80d, 85d, 80d], Summaries.Select(s => s.Median));
    }

    [Fact]
    public void A_minute_without_values_is_not_told()
    {
        _patient.SendFor(30, (Mdc.Spo2, 97));
        _patient.Tick(600);

        Assert.Single(Summaries);
    }

    [Fact]
    public void A_flood_of_values_is_counted_and_bounded()
    {
        for (var i = 0; i < 600; i++)
        {
            _patient.Send((Mdc.HeartRate, 80));
        }

        _patient.Send((Mdc.HeartRate, 20), (Mdc.HeartRate, 120));
        _patient.Tick(60);

        var summary = Assert.Single(Summaries);
        Assert.Equal((80d, 20d, 120d, 602), (summary.Median, summary.Minimum, summary.Maximum, summary.Count));
    }

    [Fact]
    public void A_value_is_shown_only_as_long_as_it_is_valid()
    {
        _patient.SendFor(3, (Mdc.HeartRate, 80), (Mdc.NonInvasiveSystolic, 120), (Mdc.Temperature, 37));
        var at = _patient.Now;

        Assert.Equal([Vital.HeartRate, Vital.NonInvasiveSystolic, Vital.Temperature], Shown(at + TimeSpan.FromSeconds(10)));
        Assert.Equal([Vital.NonInvasiveSystolic, Vital.Temperature], Shown(at + TimeSpan.FromSeconds(11)));
        Assert.Equal([Vital.NonInvasiveSystolic], Shown(at + TimeSpan.FromMinutes(11)));
        Assert.Empty(Shown(at + TimeSpan.FromMinutes(61)));
    }

    [Fact]
    public void The_arterial_pulse_stands_in_only_while_the_oximeter_has_none()
    {
        _patient.SendFor(3, (Mdc.PulseRateArterial, 60));
        Assert.Equal(60, _patient.Monitor.Picture(_patient.Now).Vitals.Single().Value);
        _patient.SendFor(3, (Mdc.PulseRateOximeter, 70), (Mdc.PulseRateArterial, 60));
        Assert.Equal(70, _patient.Monitor.Picture(_patient.Now).Vitals.Single().Value);
        _patient.Tick(11);
        _patient.Send((Mdc.PulseRateArterial, 61));
        Assert.Equal(61, _patient.Monitor.Picture(_patient.Now).Vitals.Single().Value);
    }

    private IEnumerable<Vital> Shown(Clinical.Time.SiloTime now) => _patient.Monitor.Picture(now).Vitals.Select(v => v.Vital);
}
