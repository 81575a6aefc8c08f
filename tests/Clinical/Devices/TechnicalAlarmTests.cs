using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Tests.Monitoring;

namespace OrleansCare.Clinical.Tests.Devices;

public sealed class TechnicalAlarmTests
{
    private readonly TestPatient _patient = TestPatient.Admitted();

    [Fact]
    public void A_device_that_is_silent_for_five_seconds_is_lost_until_it_speaks()
    {
        _patient.SendFor(3, (Mdc.HeartRate, 80));
        var heard = _patient.Now;
        _patient.Tick(4);
        Assert.Empty(_patient.AlarmChanges);

        _patient.Tick(10);
        var alarm = Assert.Single(_patient.AlarmChanges);
        Assert.Equal((AlarmKind.SignalLost, AlarmType.Technical, AlarmPriority.Medium, heard), (alarm.Kind, alarm.Type, alarm.Priority, alarm.Onset));
        Assert.Equal((TestPatient.Device, 0L), (alarm.Id.Device, alarm.Id.DeviceSequence));

        _patient.Send((Mdc.HeartRate, 80));
        Assert.Empty(_patient.Open);
    }

    [Fact]
    public void A_device_that_never_speaks_is_lost_after_a_minute_each_time_under_a_new_name()
    {
        _patient.Tick(59);
        Assert.Empty(_patient.AlarmChanges);
        _patient.Tick(1);
        Assert.Single(_patient.Open);
        _patient.Apply(new DeviceReleased(TestPatient.Device));
        Assert.Empty(_patient.Open);
        _patient.Apply(new DeviceAssociated(TestPatient.Device));
        _patient.Tick(60);

        Assert.Equal(2, _patient.AlarmChanges.Select(a => a.Id).Distinct().Count());
    }

    [Fact]
    public void Nothing_is_taken_from_a_device_that_is_not_the_patients()
    {
        _patient.Send("stranger", [], (Mdc.HeartRate, 200));
        _patient.Apply(new DeviceReleased(TestPatient.Device));
        _patient.SendFor(20, (Mdc.HeartRate, 200));

        Assert.Empty(_patient.Effects.OfType<AlarmChanged>());
        Assert.Empty(_patient.Monitor.Picture(_patient.Now).Vitals);
        Assert.Equal(21, _patient.Monitor.Ignored);
    }

    [Fact]
    public void One_ecg_lead_off_is_told_until_all_leads_are_on()
    {
        _patient.Send(TestPatient.Device, [Wave(Mdc.EcgLeadI, SignalStatus.LeadOff), Wave(Mdc.EcgLeadII)]);
        var alarm = Assert.Single(_patient.Open);
        Assert.Equal((AlarmKind.EcgLeadOff, AlarmPriority.Medium, 1L), (alarm.Kind, alarm.Priority, alarm.Id.DeviceSequence));

        _patient.Send(TestPatient.Device, [Wave(Mdc.EcgLeadII)]);
        Assert.Single(_patient.Open);
        _patient.Send(TestPatient.Device, [Wave(Mdc.EcgLeadI)]);
        Assert.Empty(_patient.Open);
    }

    [Fact]
    public void A_lead_whose_cable_was_taken_away_is_off_no_more()
    {
        _patient.Send(TestPatient.Device, [Wave(Mdc.EcgLeadV, SignalStatus.LeadOff), Wave(Mdc.EcgLeadII)]);
        for (var i = 0; i < 6; i++)
        {
            Assert.Single(_patient.Open);
            _patient.Wait(1);
            _patient.Send(TestPatient.Device, [Wave(Mdc.EcgLeadII)]);
        }

        Assert.DoesNotContain(_patient.Open, alarm => alarm.Kind == AlarmKind.EcgLeadOff);
    }

    [Fact]
    public void A_signal_disturbed_for_ten_seconds_is_told_and_a_moment_of_it_is_not()
    {
        for (var i = 0; i < 9; i++)
        {
            _patient.Wait(1);
            _patient.Send(TestPatient.Device, [Wave(Mdc.Pleth, SignalStatus.Artifact)]);
        }

        _patient.Wait(1);
        _patient.Send(TestPatient.Device, [Wave(Mdc.Pleth)]);
        for (var i = 0; i < 11; i++)
        {
            Assert.Empty(_patient.AlarmChanges);
            _patient.Wait(1);
            _patient.Send(TestPatient.Device, [Wave(Mdc.Pleth, SignalStatus.LeadOff)]);
        }

        Assert.Equal((AlarmKind.SignalUnusable, AlarmPriority.Low), (Assert.Single(_patient.Open).Kind, _patient.Open[0].Priority));
    }

    [Fact]
    public void A_fault_of_the_node_is_told_while_it_lasts()
    {
        _patient.Apply(new NodeConditionChanged(AlarmKind.StorageFailed, true));
        _patient.Apply(new NodeConditionChanged(AlarmKind.StorageFailed, true));
        _patient.Apply(new NodeConditionChanged(AlarmKind.ModelUnavailable, true));
        Assert.Equal([AlarmKind.StorageFailed, AlarmKind.ModelUnavailable], _patient.Open.Select(a => a.Kind));

        _patient.Apply(new NodeConditionChanged(AlarmKind.StorageFailed, false));
        Assert.Equal([AlarmKind.ModelUnavailable], _patient.Open.Select(a => a.Kind));
        _patient.Apply(new NodeConditionChanged(AlarmKind.Asystole, true));
        Assert.Single(_patient.Open);
    }

    [Fact]
    public void Discharge_ends_every_alarm_and_nothing_comes_after_it()
    {
        _patient.SendFor(15, (Mdc.Spo2, 80), (Mdc.HeartRate, 150));
        _patient.SendFor(1, (Mdc.Spo2, 97), (Mdc.HeartRate, 150));
        _patient.Apply(new PatientDischarged());
        Assert.Empty(_patient.Open);
        Assert.All(_patient.AlarmChanges.GroupBy(a => a.Id), changes => Assert.Equal(EventPhase.End, changes.Last().Phase));

        var effects = _patient.Effects.Count;
        _patient.Tick(30);
        _patient.SendFor(20, (Mdc.Spo2, 80));
        Assert.Equal(effects, _patient.Effects.Count);
        Assert.True(_patient.Monitor.IsDischarged);
    }

    private static WaveformChunk Wave(int code, SignalStatus status = SignalStatus.Ok) =>
        new(code, 125, 0, 1, 0, Unit.None, status, ReadOnlyMemory<short>.Empty);
}
