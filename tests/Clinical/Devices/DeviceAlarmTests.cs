using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Tests.Monitoring;

namespace OrleansCare.Clinical.Tests.Devices;

public sealed class DeviceAlarmTests
{
    private const int LongestUntold = 300;
    private const int MostAlerts = 256;

    private readonly TestPatient _patient = TestPatient.Admitted();

    private static readonly DeviceAlarm Tachycardia = new()
    {
        Device = TestPatient.Device,
        AlertId = "A1",
        EventCode = 196648,
        EventText = "HR high 145 > 120",
        SourceCode = Mdc.HeartRate,
        Phase = EventPhase.Start,
        State = ConditionState.Active,
        Priority = AlarmPriority.High,
        Type = AlarmType.Physiologic,
        Value = 145,
        Unit = Unit.PerMinute,
        HighLimit = 120,
        ReceivedAt = TestPatient.Start,
    };

    [Fact]
    public void A_devices_alarm_has_the_devices_priority_words_value_and_limit()
    {
        Report(Tachycardia);

        var alarm = Assert.Single(_patient.Open);
        Assert.Equal((AlarmKind.HeartRateHigh, AlarmPriority.High, AlarmType.Physiologic, "HR high 145 > 120"), (alarm.Kind, alarm.Priority, alarm.Type, alarm.Text));
        Assert.Equal((145d, 120d, EventPhase.Start, TestPatient.Device), (alarm.Value!.Value, alarm.Limit!.Value, alarm.Phase, alarm.Id.Device));
    }

    [Fact]
    public void An_alarm_that_comes_late_is_heard_late()
    {
        _patient.Delay = TimeSpan.Zero;
        _patient.SendFor(3, (Mdc.HeartRate, 70));
        Report(Tachycardia with { DeviceTime = new((_patient.Now + TimeSpan.FromHours(-1)).UnixMicroseconds) });

        Assert.Equal(_patient.Now, Assert.Single(_patient.Open).Onset);
    }

    [Theory]
    [InlineData(AlarmType.Technical, AlarmKind.DeviceFault)]
    [InlineData(AlarmType.Advisory, AlarmKind.DeviceAlarm)]
    public void A_device_that_names_no_priority_and_no_words_raises_a_low_alarm_with_its_code(AlarmType type, AlarmKind kind)
    {
        Report(Tachycardia with { Type = type, Priority = null, EventText = "", EventCode = 196908 });

        var alarm = Assert.Single(_patient.Open);
        Assert.Equal((kind, AlarmPriority.Low, "MDC 196908"), (alarm.Kind, alarm.Priority, alarm.Text));
    }

    [Theory]
    [InlineData(MdcEvents.High, Mdc.HeartRate, AlarmKind.HeartRateHigh)]
    [InlineData(MdcEvents.BelowLimit, Mdc.PulseRateOximeter, AlarmKind.HeartRateLow)]
    [InlineData(MdcEvents.Low, Mdc.Spo2, AlarmKind.Spo2Low)]
    [InlineData(MdcEvents.Desaturation, 0, AlarmKind.Spo2Low)]
    [InlineData(MdcEvents.ValueAboveLimit, Mdc.ArterialSystolic, AlarmKind.SystolicHigh)]
    [InlineData(MdcEvents.Low, Mdc.NonInvasiveMean, AlarmKind.MeanPressureLow)]
    [InlineData(MdcEvents.High, Mdc.Temperature, AlarmKind.TemperatureHigh)]
    [InlineData(MdcEvents.LimitAlarmLow, Mdc.RespiratoryRate, AlarmKind.RespiratoryRateLow)]
    [InlineData(MdcEvents.BeatRateHigh, 0, AlarmKind.HeartRateHigh)]
    [InlineData(MdcEvents.Asystole, Mdc.HeartRate, AlarmKind.Asystole)]
    [InlineData(MdcEvents.ExtremeBradycardia, Mdc.HeartRate, AlarmKind.ExtremeBradycardia)]
    [InlineData(MdcEvents.ExtremeTachycardia, Mdc.HeartRate, AlarmKind.ExtremeTachycardia)]
    [InlineData(MdcEvents.SustainedVentricularTachycardia, 0, AlarmKind.VentricularTachycardia)]
    [InlineData(MdcEvents.VentricularFlutter, 0, AlarmKind.VentricularFibrillation)]
    [InlineData(MdcEvents.LeadsOff, Mdc.EcgLeadII, AlarmKind.EcgLeadOff)]
    [InlineData(MdcEvents.LeadsOff, 153856, AlarmKind.DeviceAlarm)]
    [InlineData(MdcEvents.High, Mdc.ArterialDiastolic, AlarmKind.DeviceAlarm)]
    [InlineData(MdcEvents.High, 0, AlarmKind.DeviceAlarm)]
    [InlineData(MdcEvents.Apnea, Mdc.RespiratoryRate, AlarmKind.Apnoea)]
    [InlineData(0, Mdc.HeartRate, AlarmKind.DeviceAlarm)]
    public void What_a_devices_alarm_is_about_follows_from_its_event_and_source(int code, int source, AlarmKind kind)
    {
        Report(Tachycardia with { EventCode = code, SourceCode = source, Value = null });

        Assert.Equal(kind, Assert.Single(_patient.Open).Kind);
    }

    [Fact]
    public void A_fatal_rhythm_that_a_device_reports_without_a_priority_is_high()
    {
        Report(Tachycardia with { EventCode = MdcEvents.Asystole, Priority = null });

        Assert.Equal(AlarmPriority.High, Assert.Single(_patient.Open).Priority);
    }

    [Fact]
    public void A_reported_limit_has_its_vital_only_when_the_value_is_in_the_vitals_unit()
    {
        Report(Tachycardia);
        Report(Tachycardia with { AlertId = "A2", Unit = Unit.Percent });

        Assert.Equal([Vital.HeartRate, null], _patient.Open.Select(alarm => alarm.Vital));
    }

    [Fact]
    public void A_limit_that_the_device_and_this_node_both_watch_is_two_alarms_that_end_apart()
    {
        _patient.SendFor(30, (Mdc.HeartRate, 170));
        Report(Tachycardia with { Priority = AlarmPriority.Medium, Value = 170 });
        Assert.Equal([false, true], _patient.Open.Where(alarm => alarm.Kind == AlarmKind.HeartRateHigh).Select(alarm => alarm.IsReported));

        _patient.SendFor(30, (Mdc.HeartRate, 80));
        Assert.True(Assert.Single(_patient.Open, alarm => alarm.Condition == ConditionState.Active).IsReported);

        Report(Tachycardia with { Priority = AlarmPriority.Medium, Phase = EventPhase.End });
        Assert.DoesNotContain(_patient.Open, alarm => alarm.Condition == ConditionState.Active);
    }

    [Fact]
    public void Several_alarms_of_one_device_stand_apart_and_end_apart()
    {
        Report(Tachycardia with { Priority = AlarmPriority.Medium });
        Report(Tachycardia with { AlertId = "A2", EventText = "RR low", Priority = AlarmPriority.Medium });
        Assert.Equal(["HR high 145 > 120", "RR low"], _patient.Open.Select(alarm => alarm.Text));

        Report(Tachycardia with { Phase = EventPhase.End, Priority = AlarmPriority.Medium });

        Assert.Equal("RR low", Assert.Single(_patient.Open).Text);
    }

    [Fact]
    public void Saying_again_that_it_goes_on_changes_nothing()
    {
        Report(Tachycardia);
        Report(Tachycardia with { Phase = EventPhase.Continue });
        Report(Tachycardia);

        Assert.Single(_patient.AlarmChanges);
    }

    [Fact]
    public void An_update_and_another_priority_revise_the_same_alarm()
    {
        Report(Tachycardia with { Priority = AlarmPriority.Medium });
        Report(Tachycardia with { Phase = EventPhase.Update, Priority = AlarmPriority.Medium, Value = 160, EventText = "HR high 160 > 120" });
        Report(Tachycardia with { Phase = EventPhase.Escalate, Value = 160, EventText = "HR high 160 > 120" });
        Report(Tachycardia with { Phase = EventPhase.Deescalate, Priority = AlarmPriority.Low, Value = 160, EventText = "HR high 160 > 120" });

        Assert.Equal([EventPhase.Start, EventPhase.Update, EventPhase.Escalate, EventPhase.Deescalate], _patient.AlarmChanges.Select(alarm => alarm.Phase));
        Assert.Single(_patient.AlarmChanges.Select(alarm => alarm.Id).Distinct());
        Assert.Equal(160, Assert.Single(_patient.Open).Value);
    }

    [Fact]
    public void A_high_priority_alarm_that_the_device_ends_stays_latched_until_somebody_acknowledges()
    {
        Report(Tachycardia);
        Report(Tachycardia with { Phase = EventPhase.End, State = ConditionState.Inactive });

        var latched = Assert.Single(_patient.Open);
        Assert.Equal(ConditionState.Latched, latched.Condition);
        _patient.Apply(new AlarmAcknowledged(latched.Id, "nurse"));
        Assert.Empty(_patient.Open);
    }

    [Fact]
    public void The_same_alert_after_its_end_is_a_new_alarm()
    {
        Report(Tachycardia with { Priority = AlarmPriority.Medium });
        Report(Tachycardia with { State = ConditionState.Inactive, Phase = EventPhase.Update, Priority = AlarmPriority.Medium });
        _patient.Tick();
        Report(Tachycardia with { Priority = AlarmPriority.Medium });

        Assert.Equal(2, _patient.AlarmChanges.Select(alarm => alarm.Id).Distinct().Count());
        Assert.Single(_patient.Open);
    }

    [Fact]
    public void The_end_of_an_alarm_that_never_began_is_ignored_and_counted()
    {
        Report(Tachycardia with { Phase = EventPhase.End });

        Assert.Empty(_patient.AlarmChanges);
        Assert.Equal(1, _patient.Monitor.Ignored);
    }

    [Fact]
    public void A_point_in_time_begins_and_ends_at_once_and_a_high_one_waits_for_an_answer()
    {
        Report(Tachycardia with { Phase = EventPhase.TimePoint, Priority = AlarmPriority.Low });
        Assert.Equal([EventPhase.Start, EventPhase.End], _patient.AlarmChanges.Select(alarm => alarm.Phase));
        Assert.Empty(_patient.Open);

        _patient.Tick();
        Report(Tachycardia with { Phase = EventPhase.TimePoint });

        Assert.Equal(ConditionState.Latched, Assert.Single(_patient.Open).Condition);
    }

    [Fact]
    public void Acknowledged_at_the_bedside_is_acknowledged_here_and_says_where()
    {
        Report(Tachycardia);
        Report(Tachycardia with { Phase = EventPhase.Update, Inactivations = [SignalState.Acknowledged] });

        var alarm = Assert.Single(_patient.Open);
        Assert.Equal((SignalState.Acknowledged, "", "at the device"), (alarm.Signal, alarm.By, alarm.Reason));
        Report(Tachycardia with { Phase = EventPhase.End, Inactivations = [SignalState.Acknowledged] });
        Assert.Empty(_patient.Open);
    }

    [Fact]
    public void Paused_or_latched_at_the_bedside_is_shown_and_silences_nothing()
    {
        Report(Tachycardia);
        Report(Tachycardia with { Phase = EventPhase.Update, State = ConditionState.Latched, Inactivations = [SignalState.AudioPaused, SignalState.AlarmOff] });

        var alarm = Assert.Single(_patient.Open);
        Assert.Equal((ConditionState.Active, SignalState.Enabled, "at the device: latched, audio paused, alarm off"), (alarm.Condition, alarm.Signal, alarm.Evidence));
    }

    [Fact]
    public void A_device_that_falls_silent_has_not_ended_its_alarm_until_five_minutes_are_over()
    {
        _patient.Send((Mdc.Spo2, 97));
        Report(Tachycardia with { Priority = AlarmPriority.Medium });
        _patient.Tick(LongestUntold - 1);
        Assert.Contains(_patient.Open, alarm => alarm.IsReported);
        Assert.Contains(_patient.Open, alarm => alarm.Kind == AlarmKind.SignalLost);

        _patient.Tick();

        Assert.DoesNotContain(_patient.Open, alarm => alarm.IsReported);
    }

    [Fact]
    public void A_device_that_speaks_but_not_of_its_alarm_keeps_it()
    {
        Report(Tachycardia with { Priority = AlarmPriority.Medium });
        _patient.SendFor(400, (Mdc.Spo2, 97));

        Assert.Single(_patient.Open);
    }

    [Fact]
    public void A_released_devices_alarms_end_and_another_devices_are_not_taken()
    {
        Report(Tachycardia with { Priority = AlarmPriority.Medium });
        Report(Tachycardia with { Device = "d9" });
        Assert.Single(_patient.Open);

        _patient.Apply(new DeviceReleased(TestPatient.Device));

        Assert.Empty(_patient.Open);
    }

    [Fact]
    public void A_restart_keeps_which_alarm_the_device_means()
    {
        Report(Tachycardia with { Priority = AlarmPriority.Medium });
        var before = Assert.Single(_patient.Open);
        _patient.Restart();
        Report(Tachycardia with { Phase = EventPhase.End, Priority = AlarmPriority.Medium });

        Assert.Equal((before.Id, EventPhase.End), (_patient.AlarmChanges.Last().Id, _patient.AlarmChanges.Last().Phase));
        Assert.Empty(_patient.Open);
    }

    [Fact]
    public void A_device_with_endless_alarms_keeps_the_most_urgent_within_the_bound()
    {
        Report(Tachycardia);
        for (var i = 0; i < MostAlerts + 50; i++)
        {
            Report(Tachycardia with { AlertId = $"low {i}", Priority = AlarmPriority.Low });
        }

        Assert.Equal(MostAlerts, _patient.Open.Count);
        Assert.Contains(_patient.Open, alarm => alarm.Priority == AlarmPriority.High);
    }

    private void Report(DeviceAlarm alarm) => _patient.Apply(new DeviceAlarmReported(alarm with { ReceivedAt = _patient.Now }));
}
