using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Tests.Monitoring;

namespace OrleansCare.Clinical.Tests.Respiration;

/// <summary>On synthetic impedance waves: breaths of a sine, the heart as a faster and smaller one, drift and noise.</summary>
public sealed class ApnoeaTests
{
    private readonly TestPatient _patient = TestPatient.Admitted();
    private readonly SyntheticBreathing _breathing = new();

    private IEnumerable<Alarm> Apnoeas => _patient.AlarmChanges.Where(alarm => alarm.Kind == AlarmKind.Apnoea);

    [Theory]
    [InlineData(8, 25)]
    [InlineData(15, 62.5)]
    [InlineData(30, 125)]
    [InlineData(60, 125)]
    [InlineData(80, 62.5)]
    public void Breathing_that_stops_is_an_apnoea_after_20_s_and_within_25(double rate, double sampleRate)
    {
        (_breathing.Rate, _breathing.SampleRate) = (rate, sampleRate);
        Send(90);
        _breathing.Depth = 0;
        Send(19 - (60 / rate));
        Assert.Empty(Apnoeas);

        Send(6 + (60 / rate));

        var alarm = Assert.Single(Apnoeas);
        Assert.Equal((AlarmPriority.High, AlarmType.Physiologic, 20), (alarm.Priority, alarm.Type, alarm.Limit!.Value));
        Assert.InRange(alarm.Value!.Value, 20, 21);
        Assert.InRange((alarm.DetectedAt - alarm.Onset).TotalSeconds, 19.9, 21);
    }

    [Fact]
    public void A_breath_ends_the_condition_and_the_alarm_stays_latched_until_somebody_saw_it()
    {
        Send(60);
        _breathing.Depth = 0;
        Send(30);
        _breathing.Depth = 1;
        Send(10);

        Assert.Equal(ConditionState.Latched, Assert.Single(_patient.Open, alarm => alarm.Kind == AlarmKind.Apnoea).Condition);
        _breathing.Depth = 0;
        Send(30);
        Assert.Equal(2, Apnoeas.Select(alarm => alarm.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(2.5)]
    public void Breaths_that_become_shallower_or_deeper_by_and_by_are_breaths(double depth)
    {
        Send(60);
        for (var i = 1; i <= 20; i++)
        {
            _breathing.Depth = 1 + ((depth - 1) * i / 20);
            Send(15);
        }

        Assert.Empty(Apnoeas);
    }

    [Fact]
    public void Pauses_of_10_s_as_in_periodic_breathing_are_no_apnoea()
    {
        Send(60);
        for (var i = 0; i < 10; i++)
        {
            _breathing.Depth = 0;
            Send(10);
            _breathing.Depth = 1;
            Send(12);
        }

        Assert.Empty(Apnoeas);
    }

    [Theory]
    [InlineData(SignalStatus.LeadOff)]
    [InlineData(SignalStatus.Artifact)]
    public void A_wave_that_cannot_be_used_is_no_apnoea(SignalStatus status)
    {
        Send(60);
        _breathing.Status = status;
        Send(60);
        Assert.Empty(Apnoeas);

        _breathing.Status = SignalStatus.Ok;
        Send(60);
        Assert.Empty(Apnoeas);
    }

    [Fact]
    public void A_line_at_the_rail_and_missing_samples_are_no_apnoea()
    {
        Send(60);
        _breathing.Fixed = 30_000;
        Send(60);
        _breathing.Fixed = WaveformChunk.NoValue;
        Send(60);

        Assert.Empty(Apnoeas);
    }

    [Fact]
    public void A_line_that_stands_still_where_the_breaths_were_is_an_apnoea()
    {
        Send(60);
        _breathing.Fixed = 0;
        Send(30);

        Assert.Single(Apnoeas);
    }

    [Fact]
    public void Movement_cannot_be_told_from_a_breath_the_wait_begins_after_it()
    {
        Send(60);
        _breathing.Depth = 0;
        Send(15);
        _breathing.Depth = 20;
        Send(4);
        _breathing.Depth = 0;
        Send(17);
        Assert.Empty(Apnoeas);

        Send(8);
        Assert.Single(Apnoeas);
    }

    [Fact]
    public void A_wave_without_breaths_from_the_beginning_says_nothing()
    {
        _breathing.Depth = 0;
        _breathing.Heart = 0;
        Send(120);

        Assert.Empty(Apnoeas);
    }

    [Fact]
    public void A_silent_device_is_no_apnoea()
    {
        Send(60);
        _patient.Tick(60);

        Assert.Empty(Apnoeas);
        Assert.Contains(_patient.Open, alarm => alarm.Kind == AlarmKind.SignalLost);
    }

    [Fact]
    public void A_device_that_reports_a_rate_of_0_for_20_s_is_believed_where_no_wave_speaks()
    {
        _patient.SendFor(30, (Mdc.RespiratoryRate, 14));
        _patient.SendFor(20, (Mdc.RespiratoryRate, 0));
        Assert.Empty(Apnoeas);

        _patient.SendFor(2, (Mdc.RespiratoryRate, 0));
        Assert.Equal(20, Assert.Single(Apnoeas).Limit);
        Assert.Contains(_patient.Open, alarm => alarm.Kind == AlarmKind.RespiratoryRateLow);

        _patient.SendFor(1, (Mdc.RespiratoryRate, 9));
        Assert.Equal(ConditionState.Latched, Apnoeas.Last().Condition);
    }

    [Fact]
    public void A_rate_of_0_beside_a_wave_with_breaths_is_the_devices_matter()
    {
        Send(60);
        Send(60, (Mdc.RespiratoryRate, 0));

        Assert.Empty(Apnoeas);
    }

    [Fact]
    public void The_sites_delay_holds_an_impossible_one_changes_nothing_and_a_restart_in_between_neither()
    {
        _patient.Apply(new ApnoeaDelayEntered(TimeSpan.FromSeconds(10)));
        _patient.Apply(new ApnoeaDelayEntered(TimeSpan.FromSeconds(60)));
        Assert.Equal((TimeSpan.FromSeconds(10), 1), (_patient.Monitor.ApnoeaDelay, _patient.Monitor.Ignored));
        Send(60);
        _breathing.Depth = 0;
        Send(6);
        _patient.Restart();
        Send(9);

        Assert.Equal(10, Assert.Single(Apnoeas).Limit);
    }

    [Fact]
    public void It_is_life_threatening_and_can_be_paused_but_not_switched_off()
    {
        Assert.Equal(InactivationRefusal.LifeThreatening, _patient.Monitor.Check(new SignalsInactivated(AlarmKind.Apnoea, SignalState.AudioOff, null, "nurse", "known")));
        Assert.Equal(InactivationRefusal.None, _patient.Monitor.Check(new SignalsInactivated(AlarmKind.Apnoea, SignalState.AudioPaused, TimeSpan.FromMinutes(1), "nurse", "")));
    }

    [Fact]
    public void A_device_that_is_released_ends_it()
    {
        Send(60);
        _breathing.Depth = 0;
        Send(30);
        _patient.Apply(new DeviceReleased(TestPatient.Device));

        Assert.NotEqual(ConditionState.Active, Apnoeas.Last().Condition);
    }

    [Fact]
    public void A_second_device_with_a_wave_takes_over_when_the_first_is_silent()
    {
        _patient.Apply(new DeviceAssociated("d2"));
        var other = new SyntheticBreathing { Depth = 0 };
        for (var i = 0; i < 240; i++)
        {
            _patient.Wait(0.25);
            _patient.Send(TestPatient.Device, [_breathing.Next(0.25)]);
            _patient.Send("d2", [other.Next(0.25)]);
        }

        Assert.Empty(Apnoeas);
    }

    private void Send(double seconds, params (int Code, double Value)[] numerics)
    {
        for (var i = 0; i < seconds * 4; i++)
        {
            _patient.Wait(0.25);
            _patient.Send(TestPatient.Device, [_breathing.Next(0.25)], numerics);
        }
    }
}
