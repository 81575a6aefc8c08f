using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Tests.Monitoring;

namespace OrleansCare.Clinical.Tests.Devices;

public sealed class ReportIntervalTests
{
    private static readonly (int, double)[] Values = [(Mdc.HeartRate, 72), (Mdc.Spo2, 97)];

    [Fact]
    public void A_gateway_that_reports_once_a_minute_is_never_lost_and_its_values_stand_all_the_time()
    {
        var patient = TestPatient.Admitted();
        for (var report = 0; report < 5; report++)
        {
            patient.Send(Values);
            for (var second = 0; second < 60; second++)
            {
                patient.Tick();
                Assert.Equal(2, patient.Monitor.Picture(patient.Now).Vitals.Count);
            }
        }

        Assert.DoesNotContain(patient.AlarmChanges, alarm => alarm.Kind == AlarmKind.SignalLost);
    }

    [Fact]
    public void A_gateway_that_stops_is_lost_after_two_and_a_half_of_its_intervals_and_its_values_with_it()
    {
        var patient = Reporting(every: 60, reports: 3);

        patient.Tick(149);
        Assert.Equal((0, 2), Seen(patient));
        patient.Tick();
        Assert.Equal((1, 2), Seen(patient));
        patient.Tick();
        Assert.Equal((1, 0), Seen(patient));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(10, 25)]
    [InlineData(60, 150)]
    [InlineData(280, 300)]
    public void A_device_may_be_silent_for_two_and_a_half_of_its_intervals_between_five_seconds_and_five_minutes(int every, int silence)
    {
        var patient = Reporting(every, reports: 4);

        patient.Tick(silence - 1);
        Assert.Equal(0, Seen(patient).Lost);
        patient.Tick();
        Assert.Equal(1, Seen(patient).Lost);
    }

    [Fact]
    public void A_missing_report_does_not_lengthen_the_interval_a_second_one_does()
    {
        var patient = Reporting(every: 20, reports: 3);
        patient.Tick(40);
        patient.Send(Values);
        patient.Tick(50);
        Assert.Equal(1, Seen(patient).Lost);

        patient.Send(Values);
        patient.Tick(99);
        Assert.Equal(0, Seen(patient).Lost);
        patient.Tick();
        Assert.Equal(1, Seen(patient).Lost);
    }

    [Fact]
    public void Packets_that_come_together_are_one_report()
    {
        var patient = TestPatient.Admitted();
        for (var report = 0; report < 4; report++)
        {
            patient.Tick(60);
            patient.Send((Mdc.HeartRate, 72));
            patient.Wait(0.1);
            patient.Send((Mdc.Spo2, 97));
        }

        patient.Tick(149);
        Assert.Equal(0, Seen(patient).Lost);
    }

    [Fact]
    public void A_cuff_between_the_reports_shortens_nothing()
    {
        var patient = Reporting(every: 60, reports: 3);
        patient.Tick(10);
        patient.Send((Mdc.NonInvasiveSystolic, 120));
        patient.Tick(50);
        patient.Send(Values);

        patient.Tick(149);
        Assert.Equal(0, Seen(patient).Lost);
    }

    [Fact]
    public void A_device_that_begins_to_send_waves_is_watched_as_one_that_streams()
    {
        var patient = Reporting(every: 60, reports: 3);
        patient.Send(TestPatient.Device, new Rhythm.SyntheticEcg().Next(1), Values);

        patient.Tick(5);
        Assert.Equal(1, Seen(patient).Lost);
        patient.Tick(6);
        Assert.Empty(patient.Monitor.Picture(patient.Now).Vitals);
    }

    [Fact]
    public void A_gateway_that_sends_ten_seconds_of_waves_with_each_report_is_watched_by_its_reports()
    {
        var patient = TestPatient.Admitted();
        var ecg = new Rhythm.SyntheticEcg();
        for (var report = 0; report < 4; report++)
        {
            patient.Send(TestPatient.Device, ecg.Next(10), Values);
            patient.Tick(10);
        }

        Assert.DoesNotContain(patient.AlarmChanges, alarm => alarm.Kind == AlarmKind.SignalLost);
        patient.Tick(14);
        Assert.Equal(0, Seen(patient).Lost);
        patient.Tick();
        Assert.Equal(1, Seen(patient).Lost);
    }

    [Fact]
    public void A_device_of_which_one_report_is_known_may_report_once_a_minute()
    {
        var patient = Reporting(every: 60, reports: 1);

        patient.Tick(149);
        Assert.Equal((0, 2), Seen(patient));
        patient.Tick();
        Assert.Equal(1, Seen(patient).Lost);
    }

    [Fact]
    public void The_interval_survives_a_restart()
    {
        var patient = Reporting(every: 60, reports: 3);
        patient.Restart();

        patient.Tick(149);
        Assert.Equal((0, 2), Seen(patient));
        patient.Tick(2);
        Assert.Equal((1, 0), Seen(patient));
    }

    [Fact]
    public void A_device_that_was_released_is_learned_anew()
    {
        var patient = Reporting(every: 300, reports: 3);
        patient.Apply(new DeviceReleased(TestPatient.Device));
        patient.Apply(new DeviceAssociated(TestPatient.Device));
        patient.Send(Values);

        patient.Tick(150);
        Assert.Equal(1, Seen(patient).Lost);
    }

    [Fact]
    public void A_score_of_a_gateway_that_reports_once_a_minute_stays_whole_and_lacks_its_values_when_it_is_lost()
    {
        var patient = TestPatient.Admitted();
        patient.Apply(new ConsciousnessEntered(Consciousness.Alert, "nurse"));
        patient.Apply(new OxygenEntered(false, "nurse"));
        for (var report = 0; report < 6; report++)
        {
            patient.Send([.. Values, (Mdc.RespiratoryRate, 16), (Mdc.NonInvasiveSystolic, 120), (Mdc.Temperature, 37)]);
            patient.Tick(61);
        }

        Assert.Equal(0, patient.Monitor.Picture(patient.Now).Score?.Total);
        var since = patient.Effects.Count;
        patient.Tick(300);
        Assert.Null(patient.Monitor.Picture(patient.Now).Score?.Total);
        Assert.Single(patient.Effects.Skip(since).OfType<ScoreChanged>());
    }

    [Fact]
    public void A_patient_whose_gateway_reports_seldom_leaves_and_comes_back()
    {
        var patient = Reporting(every: 120, reports: 4);
        patient.Apply(new StandbyEntered(true, "nurse", "imaging"));

        patient.Tick(320);
        Assert.NotNull(patient.Monitor.Picture(patient.Now).Standby);
        patient.Send(Values);
        patient.Tick(10);
        Assert.Null(patient.Monitor.Picture(patient.Now).Standby);
        Assert.Equal(0, Seen(patient).Lost);
    }

    /// <summary>Ends with a report.</summary>
    private static TestPatient Reporting(int every, int reports)
    {
        var patient = TestPatient.Admitted();
        patient.Send(Values);
        for (var report = 1; report < reports; report++)
        {
            patient.Tick(every);
            patient.Send(Values);
        }

        return patient;
    }

    private static (int Lost, int Vitals) Seen(TestPatient patient)
    {
        var picture = patient.Monitor.Picture(patient.Now);
        return (picture.Alarms.Count(alarm => alarm.Kind == AlarmKind.SignalLost), picture.Vitals.Count);
    }
}
