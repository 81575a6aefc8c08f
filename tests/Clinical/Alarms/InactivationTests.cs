using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Tests.Monitoring;

namespace OrleansCare.Clinical.Tests.Alarms;

public sealed class InactivationTests
{
    private readonly TestPatient _patient = TestPatient.Admitted();

    private IEnumerable<SignalsChanged> Told => _patient.Effects.OfType<SignalsChanged>();

    [Theory]
    [InlineData(SignalState.AudioPaused)]
    [InlineData(SignalState.AlarmPaused)]
    public void A_pause_covers_what_is_there_says_until_when_and_expires_by_itself(SignalState signal)
    {
        _patient.SendFor(11, (Mdc.Spo2, 80));
        _patient.Apply(new SignalsInactivated(null, signal, TimeSpan.FromSeconds(60), "nurse", "suction"));
        var paused = Assert.Single(_patient.Open);
        Assert.Equal((signal, _patient.Now + TimeSpan.FromSeconds(60), "nurse", "suction"), (paused.Signal, paused.SignalsUntil!.Value, paused.By, paused.Reason));
        _patient.SendFor(59, (Mdc.Spo2, 80));
        Assert.Equal(signal, Assert.Single(_patient.Open).Signal);

        _patient.SendFor(1, (Mdc.Spo2, 80));

        Assert.Equal(SignalState.Enabled, Assert.Single(_patient.Open).Signal);
        Assert.Equal([SignalsChange.Inactivated, SignalsChange.Expired], Told.Select(told => told.Change));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(601)]
    public void A_pause_longer_than_ten_minutes_or_without_length_is_refused(int seconds)
    {
        var asked = new SignalsInactivated(null, SignalState.AudioPaused, TimeSpan.FromSeconds(seconds), "nurse", "");
        Assert.Equal(InactivationRefusal.PauseTooLong, _patient.Monitor.Check(asked));
        _patient.Apply(asked);

        Assert.Empty(_patient.Monitor.Picture(_patient.Now).Inactivations);
        Assert.Equal(1, _patient.Monitor.Ignored);
    }

    [Fact]
    public void Off_needs_a_reason_never_expires_and_is_reminded_of_every_ten_minutes()
    {
        Assert.Equal(InactivationRefusal.ReasonMissing, _patient.Monitor.Check(new SignalsInactivated(AlarmKind.TemperatureHigh, SignalState.AlarmOff, null, "nurse", " ")));
        _patient.Apply(new SignalsInactivated(AlarmKind.TemperatureHigh, SignalState.AlarmOff, null, "nurse", "warming blanket"));
        _patient.Tick(1199);
        Assert.Equal([SignalsChange.Inactivated, SignalsChange.Reminded], Told.Select(told => told.Change));

        _patient.Tick();

        Assert.Equal(2, Told.Count(told => told.Change == SignalsChange.Reminded));
        Assert.Null(Assert.Single(_patient.Monitor.Picture(_patient.Now).Inactivations).Until);
    }

    [Theory]
    [InlineData(AlarmKind.Asystole)]
    [InlineData(AlarmKind.Spo2Low)]
    [InlineData(AlarmKind.AlarmNotReceived)]
    public void Off_is_refused_for_a_life_threatening_alarm(AlarmKind kind)
    {
        var asked = new SignalsInactivated(kind, SignalState.AudioOff, null, "nurse", "noise");
        Assert.Equal(InactivationRefusal.LifeThreatening, _patient.Monitor.Check(asked));
        _patient.Apply(asked);

        Assert.Empty(_patient.Monitor.Picture(_patient.Now).Inactivations);
    }

    [Fact]
    public void Off_for_every_kind_leaves_high_priority_alarms_sounding()
    {
        _patient.Apply(new SignalsInactivated(null, SignalState.AlarmOff, null, "nurse", "family talk"));
        _patient.SendFor(12, (Mdc.Spo2, 80), (Mdc.HeartRate, 150));

        Assert.Equal(SignalState.AlarmOff, Assert.Single(_patient.Open, alarm => alarm.Kind == AlarmKind.HeartRateHigh).Signal);
        Assert.Equal(SignalState.Enabled, Assert.Single(_patient.Open, alarm => alarm.Kind == AlarmKind.Spo2Low).Signal);
    }

    [Fact]
    public void Enabling_brings_the_signals_back_at_once_and_says_who_did_it()
    {
        _patient.Apply(new SignalsInactivated(null, SignalState.AlarmPaused, TimeSpan.FromMinutes(5), "nurse", ""));
        _patient.SendFor(12, (Mdc.Spo2, 80));
        _patient.Apply(new SignalsEnabled(null, "other nurse"));

        Assert.Equal(SignalState.Enabled, Assert.Single(_patient.Open).Signal);
        Assert.Equal((SignalsChange.Enabled, "other nurse"), (Told.Last().Change, Told.Last().By));
        _patient.Apply(new SignalsEnabled(null, "nurse"));
        Assert.Equal(1, _patient.Monitor.Ignored);
    }

    [Fact]
    public void A_restart_keeps_when_a_pause_ends_and_what_is_off()
    {
        _patient.Apply(new SignalsInactivated(null, SignalState.AudioPaused, TimeSpan.FromSeconds(60), "nurse", ""));
        _patient.Apply(new SignalsInactivated(AlarmKind.TemperatureHigh, SignalState.AudioOff, null, "nurse", "warming blanket"));
        _patient.Tick(30);
        _patient.Restart();
        _patient.Tick(29);
        Assert.Equal(2, _patient.Monitor.Picture(_patient.Now).Inactivations.Count);

        _patient.Tick();

        Assert.Equal(AlarmKind.TemperatureHigh, Assert.Single(_patient.Monitor.Picture(_patient.Now).Inactivations).Kind);
    }

    [Fact]
    public void A_clock_set_back_makes_no_pause_longer_than_pauses_may_be()
    {
        _patient.Apply(new SignalsInactivated(null, SignalState.AudioPaused, TimeSpan.FromMinutes(10), "nurse", ""));
        _patient.Wait(-3600);
        _patient.Tick(1 + (int)AlarmRules.LongestPause.TotalSeconds);

        Assert.Empty(_patient.Monitor.Picture(_patient.Now).Inactivations);
    }
}
