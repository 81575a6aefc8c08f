using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Tests.Monitoring;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Tests.Rhythm;

/// <summary>Detection times are of the analysis alone, from the first sample of the event in a packet of 250 ms; the way of a packet is measured elsewhere.</summary>
public sealed class VentricularTests
{
    private readonly SyntheticEcg _ecg = new();
    private TestPatient _patient = TestPatient.Admitted();

    [Theory]
    [InlineData(120)]
    [InlineData(150)]
    public void Ventricular_tachycardia_is_called_within_ten_seconds_of_its_onset(double rate)
    {
        var onset = After(30);
        (_ecg.IsVentricular, _ecg.Rate) = (true, rate);
        Send(10);

        var alarm = Assert.Single(Begun(AlarmKind.VentricularTachycardia));
        Assert.Equal((AlarmPriority.High, false), (alarm.Priority, alarm.Demoted));
        Assert.InRange((alarm.DetectedAt - onset).TotalSeconds, 1, 10);
        Assert.InRange(alarm.Value!.Value, rate - 5, rate + 5);
        Assert.DoesNotContain(_patient.AlarmChanges, change => change.Kind == AlarmKind.VentricularFibrillation);
    }

    /// <summary>The rule misses it: its T waves are as high and as steep as another beat.</summary>
    [Fact]
    public void A_ventricular_tachycardia_with_t_waves_like_beats_is_a_high_alarm_of_the_rate_within_ten_seconds()
    {
        var onset = After(30);
        (_ecg.IsVentricular, _ecg.Rate) = (true, 190);
        Send(10);

        var alarm = Assert.Single(Begun(AlarmKind.ExtremeTachycardia));
        Assert.Equal((AlarmPriority.High, false), (alarm.Priority, alarm.Demoted));
        Assert.InRange((alarm.DetectedAt - onset).TotalSeconds, 1, 10);
    }

    [Fact]
    public void A_tachycardia_that_ended_stays_latched_until_it_is_acknowledged()
    {
        After(30);
        (_ecg.IsVentricular, _ecg.Rate) = (true, 150);
        Send(8);
        (_ecg.IsVentricular, _ecg.Rate) = (false, 75);
        Send(5);

        Assert.Equal(ConditionState.Latched, Assert.Single(_patient.Open, open => open.Kind == AlarmKind.VentricularTachycardia).Condition);
    }

    [Fact]
    public void Ventricular_fibrillation_is_called_within_ten_seconds_of_its_onset_and_is_high()
    {
        var onset = After(30);
        _ecg.IsFibrillating = true;
        Send(10);

        var alarm = Assert.Single(Begun(AlarmKind.VentricularFibrillation));
        Assert.Equal((AlarmPriority.High, false), (alarm.Priority, alarm.Demoted));
        Assert.InRange((alarm.DetectedAt - onset).TotalSeconds, 3.5, 10);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Below_adult_neither_is_called(bool fibrillates)
    {
        _patient = TestPatient.Admitted(age: 6);
        After(30);
        (_ecg.IsVentricular, _ecg.IsFibrillating, _ecg.Rate) = (true, fibrillates, 150);
        Send(10);

        Assert.Empty(Ventricular);
    }

    [Theory]
    [InlineData(75, false)]
    [InlineData(170, false)]
    [InlineData(80, true)]
    public void Neither_is_called_at_usual_beats_or_a_slow_ventricular_rhythm(double rate, bool isVentricular)
    {
        After(30);
        (_ecg.IsVentricular, _ecg.Rate) = (isVentricular, rate);
        Send(30);

        Assert.Empty(Ventricular);
    }

    [Fact]
    public void A_lead_that_goes_off_ends_no_fibrillation()
    {
        After(30);
        _ecg.IsFibrillating = true;
        Send(10);
        Send(10, SignalStatus.LeadOff);

        Assert.Equal(ConditionState.Active, Assert.Single(_patient.Open, open => open.Kind == AlarmKind.VentricularFibrillation).Condition);
    }

    [Fact]
    public void Asystole_is_called_within_five_seconds_of_the_last_beat()
    {
        var onset = After(30);
        _ecg.Rate = 0;
        Send(8);

        Assert.InRange((Assert.Single(Begun(AlarmKind.Asystole)).DetectedAt - onset).TotalSeconds, 3, 5);
    }

    [Theory]
    [InlineData(30, AlarmKind.ExtremeBradycardia)]
    [InlineData(160, AlarmKind.ExtremeTachycardia)]
    [InlineData(200, AlarmKind.ExtremeTachycardia)]
    public void An_extreme_rate_is_called_within_ten_seconds_of_its_onset(double rate, AlarmKind kind)
    {
        var onset = After(30);
        _ecg.Rate = rate;
        Send(12);

        Assert.InRange((Assert.Single(Begun(kind)).DetectedAt - onset).TotalSeconds, 1, 10);
    }

    private IEnumerable<Alarm> Ventricular =>
        _patient.AlarmChanges.Where(change => change.Kind is AlarmKind.VentricularTachycardia or AlarmKind.VentricularFibrillation);

    private IEnumerable<Alarm> Begun(AlarmKind kind) => _patient.AlarmChanges.Where(change => change.Kind == kind && change.Revision == 1);

    private SiloTime After(double seconds)
    {
        Send(seconds);
        return _patient.Now;
    }

    private void Send(double seconds, SignalStatus status = SignalStatus.Ok)
    {
        for (var i = 0; i < seconds * 4; i++)
        {
            _patient.Wait(0.25);
            _patient.Send(TestPatient.Device, _ecg.Next(0.25, status));
        }
    }
}
