using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Tests.Monitoring;

namespace OrleansCare.Clinical.Tests.Rhythm;

public sealed class RhythmTests
{
    private readonly TestPatient _patient = TestPatient.Admitted();
    private readonly SyntheticEcg _ecg = new();

    private List<ClassifyBeat> Asked => [.. _patient.Effects.OfType<ClassifyBeat>()];

    private List<BeatsSummarized> Minutes => [.. _patient.Effects.OfType<BeatsSummarized>()];

    [Fact]
    public void Asystole_raises_a_high_alarm_that_latches()
    {
        Send(20);
        _ecg.Rate = 0;
        Send(6);

        var alarm = Assert.Single(_patient.Open);
        Assert.Equal((AlarmKind.Asystole, AlarmPriority.High, ConditionState.Active, 4d), (alarm.Kind, alarm.Priority, alarm.Condition, alarm.Limit));
        Assert.InRange((alarm.DetectedAt - alarm.Onset).TotalSeconds, 4, 6);
        Assert.Equal(OnsetPacket(alarm), alarm.Onset);

        _ecg.Rate = 75;
        Send(5);
        Assert.Equal(ConditionState.Latched, _patient.Open[0].Condition);
        _patient.Apply(new AlarmAcknowledged(alarm.Id, "nurse"));
        Assert.DoesNotContain(_patient.Open, open => open.Id == alarm.Id);
    }

    [Theory]
    [InlineData(30, AlarmKind.ExtremeBradycardia)]
    [InlineData(180, AlarmKind.ExtremeTachycardia)]
    public void An_extreme_rate_raises_a_high_alarm(double rate, AlarmKind kind)
    {
        Send(20);
        _ecg.Rate = rate;
        Send(15);

        var alarm = Assert.Single(_patient.Open);
        Assert.Equal((kind, AlarmPriority.High), (alarm.Kind, alarm.Priority));
        Assert.True(rate < 100 ? alarm.Value < 40 : alarm.Value > 140, $"{alarm.Value}");
        Assert.Equal(OnsetPacket(alarm), alarm.Onset);
    }

    [Fact]
    public void An_infants_usual_rate_is_no_extreme_tachycardia_and_its_slow_heart_is_a_bradycardia()
    {
        _patient.Apply(new ProfileEntered(new PatientProfile(0, AgeDays: 100), "nurse"));
        _ecg.Rate = 160;
        Send(30);
        Assert.Empty(_patient.Open);

        _ecg.Rate = 30;
        Send(20);
        Assert.Contains(_patient.Open, alarm => alarm.Kind == AlarmKind.ExtremeBradycardia);
    }

    [Fact]
    public void An_extreme_tachycardia_ends_when_the_patient_turns_out_to_be_a_child()
    {
        _ecg.Rate = 180;
        Send(20);
        Assert.Single(_patient.Open, alarm => alarm.Kind == AlarmKind.ExtremeTachycardia);

        _patient.Apply(new ProfileEntered(new PatientProfile(1), "nurse"));

        Assert.Equal(ConditionState.Latched, Assert.Single(_patient.Open, alarm => alarm.Kind == AlarmKind.ExtremeTachycardia).Condition);
    }

    [Fact]
    public void A_lead_that_is_off_is_no_asystole()
    {
        Send(20);
        _ecg.Rate = 0;
        Send(10, SignalStatus.LeadOff);

        Assert.Equal([AlarmKind.EcgLeadOff], _patient.AlarmChanges.Select(a => a.Kind));
        _ecg.Rate = 75;
        Send(5);
        Assert.Empty(_patient.Open);
    }

    [Fact]
    public void Every_beat_is_asked_once_and_named_by_its_packet_and_sample()
    {
        Send(60);

        Assert.InRange(Asked.Count, 60, 76);
        Assert.Equal(Asked.Count, Asked.Select(a => a.Id).Distinct().Count());
        Assert.All(Asked, asked => Assert.Equal(BeatInput.Length, asked.Features.Length));
        Assert.All(Asked, asked => Assert.Equal((Rule.Beat, TestPatient.Device), (asked.Id.Rule, asked.Id.Device)));
        Assert.All(Asked, asked => Assert.InRange(asked.Id.Sample, Packet(asked.Id).Waveforms[0].FirstSample, Packet(asked.Id).Waveforms[0].FirstSample + 62));
    }

    [Fact]
    public void A_minute_of_beats_is_told_once_all_are_answered()
    {
        var classes = new[] { BeatClass.N, BeatClass.N, BeatClass.V };
        Send(59.75);
        var asked = Asked;
        for (var i = 0; i < asked.Count; i++)
        {
            Assert.Empty(Minutes);
            _patient.Apply(new BeatClassified(asked[i].Id, classes[i % 3], 0.9, "m1"));
        }

        Send(1);
        var minute = Assert.Single(Minutes);
        Assert.Equal(TestPatient.Start, minute.Start);
        Assert.Equal(asked.Count / 3, minute.Ventricular);
        Assert.Equal(asked.Count, minute.Normal + minute.Ventricular);
        Assert.InRange(minute.Normal + minute.Ventricular + minute.Unsure, 68, 76);
    }

    [Fact]
    public void Beats_without_an_answer_are_unsure_at_the_end_of_the_next_minute()
    {
        Send(119);
        Assert.Empty(Minutes);

        Send(2);

        var minute = Assert.Single(Minutes);
        Assert.Equal((0, 0), (minute.Normal, minute.Ventricular));
        Assert.InRange(minute.Unsure, 68, 76);
        var late = Asked[0];
        _patient.Apply(new BeatClassified(late.Id, BeatClass.V, 0.9, "m1"));
        Assert.Single(Minutes);
    }

    [Fact]
    public void Samples_that_never_came_are_no_asystole_and_give_no_beat_twice()
    {
        Send(20);
        _ecg.NextSample += 250 * 30;
        Send(20);
        var start = _ecg.NextSample;
        _ecg.NextSample = 0;
        Send(20);

        Assert.True(start > 250 * 40);
        Assert.Empty(_patient.AlarmChanges);
        Assert.Equal(Asked.Count, Asked.Select(a => a.Id).Distinct().Count());
        Assert.True(Asked.Count > 40);
    }

    [Fact]
    public void A_packet_that_comes_again_with_another_number_gives_no_beats()
    {
        Send(20);
        var beats = Asked.Count;
        var again = _patient.Inputs.Select(i => i.Payload).OfType<PacketReceived>().TakeLast(20).Select(p => p.Packet.Waveforms).ToList();
        foreach (var waves in again)
        {
            _patient.Send(TestPatient.Device, waves);
        }

        Assert.Equal(beats, Asked.Count);
    }

    [Fact]
    public void An_ecg_that_stops_while_its_device_speaks_raises_a_technical_alarm()
    {
        Send(20);
        _patient.SendFor(20, (Mdc.Spo2, 97));

        Assert.Equal(AlarmKind.SignalUnusable, Assert.Single(_patient.Open).Kind);
        Send(2);
        Assert.Empty(_patient.Open);
    }

    [Fact]
    public void Leads_in_packets_of_their_own_are_watched_like_leads_together()
    {
        for (var i = 0; i < 100; i++)
        {
            _ecg.Rate = i < 75 ? 75 : 0;
            _patient.Wait(0.25);
            foreach (var lead in _ecg.Next(0.248))
            {
                _patient.Send(TestPatient.Device, [lead]);
            }
        }

        Assert.Equal([AlarmKind.Asystole], _patient.Open.Select(a => a.Kind));
    }

    [Fact]
    public void Other_leads_are_analysed_when_those_of_the_start_stay_away()
    {
        Send(10);
        for (var i = 0; i < 80; i++)
        {
            _patient.Wait(0.25);
            _patient.Send(TestPatient.Device, [_ecg.Next(0.248)[1] with { Code = Mdc.EcgLeadIII }]);
        }

        Assert.Empty(_patient.Open);
        Assert.True((_patient.Now - Packet(Asked[^1].Id).ReceivedAt).TotalSeconds < 2);
    }

    [Fact]
    public void An_ecg_at_a_rate_that_cannot_be_analysed_raises_a_technical_alarm()
    {
        var slow = new SyntheticEcg(100);
        for (var i = 0; i < 44; i++)
        {
            _patient.Wait(0.25);
            _patient.Send(TestPatient.Device, slow.Next(0.25));
        }

        Assert.Equal(AlarmKind.SignalUnusable, Assert.Single(_patient.Open).Kind);
    }

    [Fact]
    public void Another_devices_ecg_is_analysed_when_the_first_falls_silent()
    {
        _patient.Apply(new DeviceAssociated("d2"));
        Send(20);
        var other = new SyntheticEcg();
        for (var i = 0; i < 80; i++)
        {
            _patient.Wait(0.25);
            _patient.Send("d2", other.Next(0.25));
        }

        Assert.Contains(Asked, asked => asked.Id.Device == "d2");
        Assert.DoesNotContain(_patient.AlarmChanges, alarm => alarm.Type == AlarmType.Physiologic);
    }

    [Fact]
    public void Releasing_the_device_ends_its_alarms_and_a_high_one_stays_latched()
    {
        Send(20);
        _ecg.Rate = 0;
        Send(6);
        _patient.Apply(new DeviceReleased(TestPatient.Device));

        Assert.Equal(ConditionState.Latched, Assert.Single(_patient.Open).Condition);
    }

    private void Send(double seconds, SignalStatus status = SignalStatus.Ok)
    {
        for (var i = 0; i < seconds * 4; i++)
        {
            _patient.Wait(0.25);
            _patient.Send(TestPatient.Device, _ecg.Next(0.248, status));
        }
    }

    private DevicePacket Packet(EffectId id) =>
        _patient.Inputs.Select(i => i.Payload).OfType<PacketReceived>().Select(p => p.Packet).Single(p => p.Sequence == id.DeviceSequence);

    private Clinical.Time.SiloTime OnsetPacket(Alarm alarm)
    {
        var packet = Packet(alarm.Id);
        Assert.InRange(alarm.Id.Sample, packet.Waveforms[0].FirstSample, packet.Waveforms[0].FirstSample + packet.Waveforms[0].Samples.Length - 1);
        return packet.ReceivedAt;
    }
}
