using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Arrhythmia;
using OrleansCare.Clinical.Tests.Monitoring;
using OrleansCare.Clinical.Tests.Rhythm;

namespace OrleansCare.Clinical.Tests.Arrhythmia;

public sealed class JudgementTests
{
    private readonly TestPatient _patient = TestPatient.Admitted();
    private readonly SyntheticEcg _ecg = new();
    private readonly SyntheticPleth _pleth = new();

    [Fact]
    public void Nothing_is_said_of_an_alarm_while_no_signal_is_heard()
    {
        foreach (var kind in Enum.GetValues<AlarmKind>())
        {
            Assert.Equal(Judgement.Undetermined, _patient.Monitor.Judge(kind));
        }
    }

    [Fact]
    public void Usual_beats_and_an_even_pulse_contradict_every_alarm_of_the_rhythm()
    {
        Send(60);

        foreach (var kind in (AlarmKind[])[AlarmKind.Asystole, AlarmKind.ExtremeBradycardia, AlarmKind.ExtremeTachycardia, AlarmKind.VentricularTachycardia, AlarmKind.VentricularFibrillation])
        {
            Assert.Equal((kind, Verdict.Contradicted), (kind, _patient.Monitor.Judge(kind).Verdict));
        }
    }

    [Fact]
    public void Two_leads_without_a_beat_confirm_asystole()
    {
        Send(60);
        (_ecg.Rate, _pleth.Interval) = (0, null);
        Send(6);

        AssertConfirmed(AlarmKind.Asystole, "lead II:", "pleth:");
    }

    [Fact]
    public void Waves_as_chest_compressions_make_them_do_not_contradict_asystole()
    {
        Send(60);
        (_ecg.Rate, _pleth.Interval) = (0, wave => wave % 2 == 0 ? 0.5 : 0.58);
        Send(20);

        Assert.NotEqual(Verdict.Contradicted, _patient.Monitor.Judge(AlarmKind.Asystole).Verdict);
    }

    [Fact]
    public void A_pulse_of_the_same_rate_that_is_even_as_a_heart_is_does_contradict_it()
    {
        _pleth.Interval = _ => 0.54;
        Send(60);
        _ecg.Rate = 0;
        Send(20);

        Assert.Equal(Verdict.Contradicted, _patient.Monitor.Judge(AlarmKind.Asystole).Verdict);
    }

    [Fact]
    public void Waves_of_a_pleth_that_come_anyhow_do_not_contradict_asystole()
    {
        Send(60);
        (_ecg.Rate, _pleth.Interval) = (0, wave => 0.6 + (0.25 * (wave % 4)));
        Send(20);

        Assert.NotEqual(Verdict.Contradicted, _patient.Monitor.Judge(AlarmKind.Asystole).Verdict);
    }

    [Fact]
    public void Fibrillating_leads_confirm_fibrillation()
    {
        Send(60);
        (_ecg.IsFibrillating, _pleth.Interval) = (true, null);
        Send(8);

        AssertConfirmed(AlarmKind.VentricularFibrillation, "lead II:", "pleth:");
    }

    [Theory]
    [InlineData(30, AlarmKind.ExtremeBradycardia)]
    [InlineData(170, AlarmKind.ExtremeTachycardia)]
    public void Two_channels_of_that_rate_confirm_an_extreme_one(double rate, AlarmKind kind)
    {
        Send(60);
        (_ecg.Rate, _pleth.Interval) = (rate, _ => 60 / rate);
        Send(20);

        AssertConfirmed(kind, "lead II:");
    }

    [Fact]
    public void A_run_on_two_leads_in_which_the_pulse_is_lost_confirms_ventricular_tachycardia()
    {
        Send(60);
        (_ecg.IsVentricular, _ecg.Rate, _pleth.Interval) = (true, 150, null);
        Send(4);

        AssertConfirmed(AlarmKind.VentricularTachycardia, "lead II:", "lead V:");
    }

    [Fact]
    public void A_run_beside_an_even_pulse_of_the_same_patient_stays_undetermined()
    {
        Send(60);
        (_ecg.IsVentricular, _ecg.Rate) = (true, 150);
        Send(4);

        Assert.Equal(Verdict.Undetermined, _patient.Monitor.Judge(AlarmKind.VentricularTachycardia).Verdict);
    }

    [Fact]
    public void Wander_as_high_as_the_beats_does_not_hide_that_they_are_the_usual_ones()
    {
        Send(60);
        (_ecg.Disturbance, _pleth.Interval) = (at => 1.2 * Math.Sin(7 * at) * Math.Sin(1.3 * at), null);
        Send(20);

        var judgement = _patient.Monitor.Judge(AlarmKind.VentricularTachycardia);

        Assert.Equal(Verdict.Contradicted, judgement.Verdict);
        Assert.EndsWith("no room for a run", judgement.Evidence, StringComparison.Ordinal);
    }

    private void AssertConfirmed(AlarmKind kind, params string[] evidence)
    {
        var judgement = _patient.Monitor.Judge(kind);
        Assert.Equal(Verdict.Confirmed, judgement.Verdict);
        Assert.All(evidence, part => Assert.Contains(part, judgement.Evidence, StringComparison.Ordinal));
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
