using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Tests.Monitoring;

namespace OrleansCare.Clinical.Tests.Alarms;

public sealed class LimitAlarmTests
{
    private readonly TestPatient _patient = TestPatient.Admitted();

    [Fact]
    public void Alarm_is_raised_when_spo2_stays_low_for_the_set_time()
    {
        _patient.SendFor(5, (Mdc.Spo2, 97));
        _patient.Wait(1);
        var onset = _patient.Now;
        var packet = _patient.Send((Mdc.Spo2, 88));
        _patient.SendFor(9, (Mdc.Spo2, 87));
        Assert.Empty(_patient.AlarmChanges);

        _patient.SendFor(1, (Mdc.Spo2, 86));

        var alarm = Assert.Single(_patient.AlarmChanges);
        Assert.Equal(new EffectId(TestPatient.Episode, (Rule)1003, TestPatient.Device, packet, (int)Vital.Spo2), alarm.Id);
        Assert.Equal((AlarmKind.Spo2Low, AlarmPriority.High, AlarmType.Physiologic, Vital.Spo2), (alarm.Kind, alarm.Priority, alarm.Type, alarm.Vital));
        Assert.Equal((ConditionState.Active, SignalState.Enabled, EventPhase.Start, 1), (alarm.Condition, alarm.Signal, alarm.Phase, alarm.Revision));
        Assert.Equal((86d, 90d), (alarm.Value, alarm.Limit));
        Assert.Equal((onset, _patient.Now, _patient.Now), (alarm.Onset, alarm.DetectedAt, alarm.ChangedAt));
    }

    [Fact]
    public void A_tick_raises_the_alarm_when_the_next_packet_is_late()
    {
        _patient.Send((Mdc.HeartRate, 150));
        _patient.Tick(4);
        Assert.Empty(_patient.AlarmChanges);

        _patient.Tick();

        Assert.Contains(_patient.AlarmChanges, alarm => alarm is { Kind: AlarmKind.HeartRateHigh, Phase: EventPhase.Start });
    }

    [Fact]
    public void A_short_dip_raises_no_alarm_and_the_next_dip_waits_anew()
    {
        for (var i = 0; i < 20; i++)
        {
            _patient.SendFor(9, (Mdc.Spo2, 85));
            _patient.SendFor(1, (Mdc.Spo2, 90));
        }

        Assert.Empty(_patient.AlarmChanges);
    }

    [Fact]
    public void An_alarm_ends_only_when_the_value_has_come_back_by_the_hysteresis()
    {
        _patient.SendFor(7, (Mdc.HeartRate, 140));
        _patient.SendFor(5, (Mdc.HeartRate, 129));
        Assert.Equal(ConditionState.Active, Assert.Single(_patient.AlarmChanges).Condition);

        _patient.SendFor(1, (Mdc.HeartRate, 128));

        Assert.Equal((EventPhase.End, ConditionState.Inactive, 2), Last());
        Assert.Empty(_patient.Open);
    }

    [Fact]
    public void A_high_priority_alarm_stays_latched_until_it_is_acknowledged()
    {
        _patient.SendFor(12, (Mdc.Spo2, 80));
        _patient.SendFor(1, (Mdc.Spo2, 97));
        Assert.Equal((EventPhase.Update, ConditionState.Latched, 2), Last());

        _patient.SendFor(100, (Mdc.Spo2, 97));
        var latched = Assert.Single(_patient.Open);
        _patient.Apply(new AlarmAcknowledged(latched.Id, "nurse"));

        Assert.Equal((EventPhase.Reset, ConditionState.Inactive, 3), Last());
        Assert.Empty(_patient.Open);
    }

    [Fact]
    public void An_acknowledgement_covers_the_present_condition_and_a_new_onset_is_a_new_alarm()
    {
        _patient.SendFor(12, (Mdc.Spo2, 80));
        var first = Assert.Single(_patient.Open);
        _patient.Apply(new AlarmAcknowledged(first.Id, "nurse"));
        Assert.Equal(SignalState.Acknowledged, Assert.Single(_patient.Open).Signal);
        _patient.SendFor(60, (Mdc.Spo2, 80));
        Assert.Equal(2, _patient.AlarmChanges.Count());

        _patient.SendFor(1, (Mdc.Spo2, 97));
        Assert.Equal((EventPhase.End, ConditionState.Inactive, 3), Last());
        _patient.SendFor(12, (Mdc.Spo2, 80));

        var second = Assert.Single(_patient.Open);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(1, second.Revision);
    }

    [Fact]
    public void A_new_onset_beside_a_latched_alarm_is_a_new_alarm_until_too_many_are_latched()
    {
        for (var i = 0; i < AlarmRules.MostLatched + 3; i++)
        {
            _patient.SendFor(12, (Mdc.Spo2, 80));
            _patient.SendFor(2, (Mdc.Spo2, 97));
        }

        Assert.Equal(AlarmRules.MostLatched, _patient.Open.Count);
        Assert.All(_patient.Open, alarm => Assert.Equal(ConditionState.Latched, alarm.Condition));
        Assert.Equal(2 + (2 * 3), _patient.Open[^1].Revision);
    }

    [Fact]
    public void A_value_that_stops_coming_ends_its_alarm_and_a_high_priority_one_stays_latched()
    {
        _patient.SendFor(15, (Mdc.Spo2, 80), (Mdc.HeartRate, 150));
        _patient.SendFor(11, (Mdc.RespiratoryRate, 14));

        var left = Assert.Single(_patient.Open);
        Assert.Equal((AlarmKind.Spo2Low, ConditionState.Latched), (left.Kind, left.Condition));
    }

    [Fact]
    public void The_oximeters_pulse_is_watched_only_without_a_heart_rate()
    {
        _patient.SendFor(20, (Mdc.HeartRate, 80), (Mdc.PulseRateOximeter, 150));
        Assert.Empty(_patient.AlarmChanges);

        _patient.SendFor(30, (Mdc.PulseRateOximeter, 150));

        var alarm = Assert.Single(_patient.AlarmChanges);
        Assert.Equal((AlarmKind.HeartRateHigh, Vital.PulseRate), (alarm.Kind, alarm.Vital));
    }

    [Fact]
    public void Cuff_and_arterial_line_alarm_apart()
    {
        _patient.SendFor(6, (Mdc.ArterialSystolic, 70), (Mdc.NonInvasiveSystolic, 75));

        Assert.Equal([Vital.NonInvasiveSystolic, Vital.ArterialSystolic], _patient.Open.Select(a => a.Vital!.Value));
        Assert.Equal(2, _patient.Open.Select(a => a.Id).Distinct().Count());
    }

    [Fact]
    public void New_limits_end_an_alarm_they_no_longer_justify_and_raise_another_under_a_new_name()
    {
        _patient.SendFor(7, (Mdc.HeartRate, 150));
        var first = Assert.Single(_patient.Open);

        _patient.Apply(Limits(40, 160));
        Assert.Empty(_patient.Open);
        _patient.Apply(Limits(40, 130));
        _patient.SendFor(6, (Mdc.HeartRate, 150));

        Assert.NotEqual(first.Id, Assert.Single(_patient.Open).Id);
        Assert.Equal(_patient.AlarmChanges.Count(), _patient.AlarmChanges.Select(a => (a.Id, a.Revision)).Distinct().Count());
    }

    [Fact]
    public void A_limit_that_is_off_raises_nothing()
    {
        _patient.Apply(Limits(null, null));
        _patient.SendFor(30, (Mdc.HeartRate, 200));
        _patient.SendFor(30, (Mdc.HeartRate, 10));

        Assert.Empty(_patient.AlarmChanges);
    }

    [Theory]
    [InlineData(double.NaN, 100d)]
    [InlineData(100d, 100d)]
    [InlineData(120d, 100d)]
    [InlineData(null, double.PositiveInfinity)]
    public void Impossible_limits_change_nothing(double? low, double? high)
    {
        _patient.Apply(Limits(low, high));

        Assert.Equal(DefaultLimits.For(Vital.HeartRate)!.Limits, _patient.Monitor.Picture(_patient.Now).Limits.Single(l => l.Vital == Vital.HeartRate).Limits);
    }

    private static LimitsEntered Limits(double? low, double? high) =>
        new(Vital.HeartRate, new AlarmLimits(low, high, TimeSpan.FromSeconds(5), 2, AlarmPriority.Medium), "nurse", "known to the ward");

    private (EventPhase, ConditionState, int) Last()
    {
        var last = _patient.AlarmChanges.Last();
        return (last.Phase, last.Condition, last.Revision);
    }
}
