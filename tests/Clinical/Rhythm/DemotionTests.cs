using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Tests.Monitoring;

namespace OrleansCare.Clinical.Tests.Rhythm;

public sealed class DemotionTests
{
    private readonly TestPatient _patient = TestPatient.Admitted();
    private readonly SyntheticEcg _ecg = new();
    private readonly SyntheticPleth _pleth = new();

    private IEnumerable<Alarm> Asystoles => _patient.AlarmChanges.Where(alarm => alarm.Kind == AlarmKind.Asystole);

    [Fact]
    public void An_asystole_with_a_steady_pulse_is_demoted_and_stays_visible_with_its_evidence()
    {
        Send(60);
        _ecg.Rate = 0;
        Send(6);

        var alarm = Assert.Single(_patient.Open, open => open.Kind == AlarmKind.Asystole);
        Assert.Equal((AlarmPriority.Medium, true, ConditionState.Active), (alarm.Priority, alarm.Demoted, alarm.Condition));
        Assert.StartsWith("pleth:", alarm.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_demoted_asystole_becomes_high_when_the_pulse_stops_too()
    {
        Send(60);
        _ecg.Rate = 0;
        Send(6);
        _pleth.Interval = null;
        Send(5);

        var alarm = Assert.Single(_patient.Open, open => open.Kind == AlarmKind.Asystole);
        Assert.Equal((AlarmPriority.High, false, ""), (alarm.Priority, alarm.Demoted, alarm.Evidence));
        Assert.Contains(Asystoles, change => change.Phase == EventPhase.Escalate);
    }

    [Fact]
    public void A_demoted_asystole_becomes_high_when_the_pleth_is_no_longer_heard()
    {
        Send(60);
        _ecg.Rate = 0;
        Send(6);
        for (var i = 0; i < 24; i++)
        {
            _patient.Wait(0.25);
            _patient.Send(TestPatient.Device, _ecg.Next(0.248));
        }

        Assert.Equal(AlarmPriority.High, Assert.Single(_patient.Open, open => open.Kind == AlarmKind.Asystole).Priority);
    }

    [Fact]
    public void An_asystole_whose_pulse_stops_with_it_is_high_at_once()
    {
        Send(60);
        _ecg.Rate = 0;
        _pleth.Interval = null;
        Send(6);

        Assert.Equal([AlarmPriority.High], Asystoles.Select(change => change.Priority));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(6)]
    public void A_patient_of_unknown_age_and_a_child_keep_a_contradicted_alarm_at_its_own_priority(int? age)
    {
        _patient.Apply(new ProfileEntered(new PatientProfile(age), "nurse"));
        Send(60);
        _ecg.Rate = 0;
        Send(6);

        var alarm = Assert.Single(_patient.Open, open => open.Kind == AlarmKind.Asystole);
        Assert.Equal((AlarmPriority.High, false), (alarm.Priority, alarm.Demoted));
        Assert.StartsWith("pleth:", alarm.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_demoted_alarm_is_high_again_as_soon_as_the_patient_turns_out_to_be_a_child()
    {
        Send(60);
        _ecg.Rate = 0;
        Send(6);
        _patient.Apply(new ProfileEntered(new PatientProfile(6), "nurse"));

        Assert.Equal((AlarmPriority.High, false), Assert.Single(_patient.Open.Where(open => open.Kind == AlarmKind.Asystole).Select(open => (open.Priority, open.Demoted))));
    }

    [Fact]
    public void A_restart_in_between_changes_nothing()
    {
        Send(60);
        _ecg.Rate = 0;
        Send(3);
        _patient.Restart();
        Send(3);

        Assert.True(Assert.Single(_patient.Open, open => open.Kind == AlarmKind.Asystole).Demoted);
    }

    private void Send(double seconds)
    {
        for (var i = 0; i < seconds * 4; i++)
        {
            _patient.Wait(0.25);
            _patient.Send(TestPatient.Device, [.. _ecg.Next(0.248), _pleth.Next()]);
        }
    }
}
