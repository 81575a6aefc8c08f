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
    [InlineData(170)]
    [InlineData(190)]
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

    [Theory]
    [InlineData(160)]
    [InlineData(200)]
    [InlineData(240)]
    public void A_tachycardia_of_many_shapes_is_called_within_ten_seconds_of_its_onset(double rate)
    {
        var onset = After(30);
        (_ecg.IsPolymorphic, _ecg.Rate) = (true, rate);
        Send(10);

        Assert.InRange((Begun(AlarmKind.VentricularTachycardia).First().DetectedAt - onset).TotalSeconds, 1, 10);
    }

    [Fact]
    public void A_burst_of_two_seconds_is_called()
    {
        After(30);
        (_ecg.IsPolymorphic, _ecg.Rate) = (true, 200);
        Send(2);
        (_ecg.IsPolymorphic, _ecg.Rate) = (false, 75);
        Send(5);

        Assert.Single(Begun(AlarmKind.VentricularTachycardia));
    }

    [Fact]
    public void A_fibrillation_that_waxes_and_wanes_is_one_alarm_and_ends_with_usual_beats()
    {
        After(30);
        for (var i = 0; i < 4; i++)
        {
            _ecg.IsFibrillating = true;
            Send(5);
            _ecg.Disturbance = at => 0.15 * Math.Sin(97 * at) * Math.Sin(61 * at);
            Send(1.5);
            _ecg.Disturbance = null;
        }

        var alarm = Assert.Single(Begun(AlarmKind.VentricularFibrillation));
        _ecg.IsFibrillating = false;
        Send(10);
        Assert.Equal(ConditionState.Latched, Assert.Single(_patient.Open, open => open.Id == alarm.Id).Condition);
    }

    [Theory]
    [InlineData(0.3, 5)]
    [InlineData(2, 0.7)]
    public void A_tremor_beneath_usual_beats_is_neither(double millivolts, double hertz)
    {
        After(30);
        _ecg.Disturbance = at => millivolts * Math.Sin(2 * Math.PI * hertz * at);
        Send(20);

        Assert.Empty(Ventricular);
    }

    [Fact]
    public void Movement_that_hides_the_beats_is_neither()
    {
        var random = new Random(11);
        After(30);
        var (level, target) = (0.0, 0.0);
        _ecg.Disturbance = _ =>
        {
            target = random.NextDouble() < 0.02 ? 6 * (random.NextDouble() - 0.5) : target;
            level += 0.1 * (target - level);
            return level + (0.3 * (random.NextDouble() - 0.5));
        };
        Send(60);

        Assert.Empty(Ventricular);
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
