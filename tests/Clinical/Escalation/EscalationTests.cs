using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Escalation;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Tests.Monitoring;

namespace OrleansCare.Clinical.Tests.Escalation;

public sealed class EscalationTests
{
    private readonly TestPatient _patient = TestPatient.Admitted();

    private IEnumerable<EscalationAdvanced> Calls => _patient.Effects.OfType<EscalationAdvanced>();

    private bool IsNotReceived => _patient.Monitor.Picture(_patient.Now).Alarms.Any(alarm => alarm is { Kind: AlarmKind.AlarmNotReceived, Condition: ConditionState.Active });

    [Fact]
    public void An_alarm_that_no_station_shows_within_5_s_calls_the_next_level_and_is_told_as_not_received()
    {
        var alarm = Raise();
        Stay(4);
        Assert.Empty(Calls);
        Assert.False(IsNotReceived);

        Stay(1);

        var call = Assert.Single(Calls);
        Assert.Equal((alarm.Id, 1, "charge nurse", EscalationCause.NotDisplayed), (call.Alarm, call.Level, call.Role, call.Cause));
        Assert.True(IsNotReceived);
    }

    [Fact]
    public void A_station_that_shows_it_in_time_is_asked_for_an_answer_within_the_levels_time()
    {
        var alarm = Raise();
        _patient.Apply(new AlarmDisplayed(alarm.Id, 1, "s1"));
        Stay(59);
        Assert.Empty(Calls);

        Stay(1);

        var call = Assert.Single(Calls);
        Assert.Equal((1, EscalationCause.NotAcknowledged, _patient.Now + TimeSpan.FromSeconds(60)), (call.Level, call.Cause, call.NextAt));
        Assert.True(IsNotReceived);
    }

    [Fact]
    public void A_late_display_ends_the_technical_alarm_and_the_level_stays_called()
    {
        var alarm = Raise();
        Stay(6);
        Assert.True(IsNotReceived);

        _patient.Apply(new AlarmDisplayed(alarm.Id, 1, "s1"));

        Assert.False(IsNotReceived);
        Stay(60);
        Assert.Equal([1, 2], Calls.Select(call => call.Level));
    }

    [Fact]
    public void Without_any_station_every_level_is_called_and_the_last_again_and_again()
    {
        Raise();
        Stay(5 + 60 + 120 + 120);

        Assert.Equal([1, 2, 2, 2], Calls.Select(call => call.Level));
        Assert.Equal(["charge nurse", "physician", "physician", "physician"], Calls.Select(call => call.Role));
        Assert.True(IsNotReceived);
    }

    [Fact]
    public void An_acknowledgement_ends_it()
    {
        var alarm = Raise();
        Stay(6);
        _patient.Apply(new AlarmAcknowledged(alarm.Id, "nurse"));

        Assert.False(IsNotReceived);
        Assert.Equal(alarm.Id, Assert.Single(_patient.Effects.OfType<EscalationEnded>()).Alarm);
        Stay(300);
        Assert.Single(Calls);
    }

    [Fact]
    public void A_latched_alarm_that_nobody_answers_goes_on_calling()
    {
        var alarm = Raise();
        _patient.Apply(new AlarmDisplayed(alarm.Id, 1, "s1"));
        _patient.SendFor(60, (Mdc.Spo2, 97));

        Assert.Equal(ConditionState.Latched, Assert.Single(_patient.Open).Condition);
        Assert.Equal(1, Assert.Single(Calls).Level);
    }

    [Fact]
    public void A_restart_keeps_the_level_and_the_deadline()
    {
        var alarm = Raise();
        _patient.Apply(new AlarmDisplayed(alarm.Id, 1, "s1"));
        Stay(40);
        _patient.Restart();
        Stay(19);
        Assert.Empty(Calls);

        Stay(1);

        Assert.Equal((alarm.Id, 1), (Assert.Single(Calls).Alarm, Calls.Single().Level));
    }

    [Fact]
    public void A_call_keeps_the_time_at_which_it_was_made_over_a_restart()
    {
        var alarm = Raise();
        Stay(6);
        var call = Assert.Single(Calls);
        Stay(20);
        _patient.Restart();
        Stay(3);

        var standing = Assert.Single(_patient.Monitor.Picture(_patient.Now).Escalations);
        Assert.Equal((alarm.Id, call.At, call.NextAt, 0), (standing.Alarm, standing.At, standing.NextAt, call.From));
    }

    [Fact]
    public void A_pause_holds_the_call_and_its_end_begins_the_levels_time_anew()
    {
        var alarm = Raise();
        _patient.Apply(new AlarmDisplayed(alarm.Id, 1, "s1"));
        Stay(50);
        _patient.Apply(new SignalsInactivated(null, SignalState.AudioPaused, TimeSpan.FromSeconds(30), "nurse", ""));
        Stay(30);
        Assert.Empty(Calls);
        _patient.Apply(new AlarmDisplayed(alarm.Id, 3, "s1"));
        Stay(59);
        Assert.Empty(Calls);

        Stay(1);

        Assert.Single(Calls);
    }

    [Fact]
    public void A_medium_alarm_is_not_followed_unless_the_ward_says_so()
    {
        _patient.SendFor(20, (Mdc.HeartRate, 150));
        Assert.Empty(Calls);

        var ward = EscalationPolicy.Usual with { From = AlarmPriority.Medium };
        _patient.Apply(new EscalationPolicyEntered(ward));
        _patient.SendFor(5, (Mdc.HeartRate, 80));
        _patient.SendFor(12, (Mdc.HeartRate, 150));

        Assert.Single(Calls);
    }

    [Fact]
    public void An_impossible_policy_changes_nothing_and_is_counted()
    {
        _patient.Apply(new EscalationPolicyEntered(EscalationPolicy.Usual with { Steps = [] }));

        Assert.True(_patient.Monitor.EscalationPolicy.IsSame(EscalationPolicy.Usual));
        Assert.Equal(1, _patient.Monitor.Ignored);
    }

    [Fact]
    public void The_alarm_that_tells_of_it_is_high_technical_and_not_followed_itself()
    {
        Raise();
        Stay(6);

        var told = Assert.Single(_patient.Monitor.Picture(_patient.Now).Alarms, alarm => alarm.Kind == AlarmKind.AlarmNotReceived);
        Assert.Equal((AlarmPriority.High, AlarmType.Technical), (told.Priority, told.Type));
        Assert.DoesNotContain(Calls, call => call.Alarm == told.Id);
    }

    [Fact]
    public void A_discharge_ends_every_call()
    {
        Raise();
        Stay(6);
        _patient.Apply(new PatientDischarged());

        var picture = _patient.Monitor.Picture(_patient.Now);
        Assert.Empty(picture.Alarms);
        Assert.Empty(picture.Escalations);
        Assert.Single(_patient.Effects.OfType<EscalationEnded>());
    }

    private Alarm Raise()
    {
        _patient.SendFor(11, (Mdc.Spo2, 80));
        return Assert.Single(_patient.Open);
    }

    private void Stay(int seconds) => _patient.SendFor(seconds, (Mdc.Spo2, 80));
}
