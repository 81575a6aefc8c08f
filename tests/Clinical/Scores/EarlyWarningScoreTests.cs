using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Tests.Monitoring;

namespace OrleansCare.Clinical.Tests.Scores;

public sealed class EarlyWarningScoreTests
{
    private static readonly (int, double)[] Well =
        [(Mdc.RespiratoryRate, 16), (Mdc.Spo2, 97), (Mdc.ArterialSystolic, 120), (Mdc.HeartRate, 70), (Mdc.Temperature, 37)];

    private readonly TestPatient _patient = TestPatient.Admitted();

    private News2Score Last => _patient.Effects.OfType<ScoreChanged>().Last().Score;

    [Fact]
    public void A_score_is_at_least_what_is_known_until_nothing_is_missing()
    {
        _patient.SendFor(60, Well);
        Assert.Equal([News2Parameter.Oxygen, News2Parameter.Consciousness], Last.Missing);
        Assert.Null(Last.Total);

        _patient.Apply(new OxygenEntered(true, "nurse"));
        Assert.Equal([News2Parameter.Consciousness], Last.Missing);
        Assert.Equal((2, null), (Last.AtLeast, Last.Total));
        _patient.Apply(new ConsciousnessEntered(Consciousness.Alert, "nurse"));

        Assert.Equal(2, Last.Total);
        Assert.Equal(Last, _patient.Monitor.Picture(_patient.Now).Score);
    }

    [Fact]
    public void A_score_is_told_only_when_it_differs()
    {
        EnterAlertOnAir();
        _patient.SendFor(600, Well);
        _patient.Apply(new OxygenEntered(false, "nurse"));

        Assert.Equal([6, 5, 0], _patient.Effects.OfType<ScoreChanged>().Select(e => e.Score.Missing.Count).SkipWhile(n => n > 6));
    }

    [Fact]
    public void A_value_that_stops_coming_is_missing_after_the_next_minute()
    {
        EnterAlertOnAir();
        Minute(Well);
        Assert.Equal(0, Last.Total);

        _patient.Tick(60);

        Assert.Equal([News2Parameter.RespiratoryRate, News2Parameter.Spo2, News2Parameter.SystolicPressure, News2Parameter.Pulse], Last.Missing);
        _patient.Tick(600);
        Assert.Contains(News2Parameter.Temperature, Last.Missing);
    }

    [Fact]
    public void What_staff_entered_is_missing_after_twelve_hours_but_a_prescribed_scale_stands()
    {
        EnterAlertOnAir();
        _patient.Apply(new Spo2ScaleEntered(Spo2Scale.Scale2, "doctor", "hypercapnia"));
        _patient.Wait(12 * 3600);
        _patient.SendFor(120, Well);

        Assert.Equal([News2Parameter.Spo2, News2Parameter.Oxygen, News2Parameter.Consciousness], Last.Missing);
        Assert.Equal(Spo2Scale.Scale2, Last.Scale);
    }

    [Fact]
    public void Two_scores_of_one_moment_have_two_names()
    {
        _patient.SendFor(59, Well);
        _patient.Wait(5);
        _patient.Apply(new OxygenEntered(true, "nurse"));

        var changes = _patient.Effects.OfType<ScoreChanged>().TakeLast(2).ToList();
        Assert.Equal(changes[0].At, changes[1].At);
        Assert.NotEqual(changes[0].Id, changes[1].Id);
    }

    [Fact]
    public void The_score_takes_the_median_of_the_minute_not_its_peaks()
    {
        EnterAlertOnAir();
        _patient.SendFor(31, Well);
        _patient.SendFor(29, [.. Well[..3], (Mdc.HeartRate, 129), Well[4]]);

        Assert.Equal(0, Last.Total);
    }

    [Fact]
    public void Heart_rate_goes_before_pulse_and_arterial_pressure_before_cuff()
    {
        EnterAlertOnAir();
        _patient.SendFor(60, [.. Well, (Mdc.PulseRateOximeter, 120), (Mdc.NonInvasiveSystolic, 95)]);
        Assert.Equal(0, Last.Total);

        _patient.SendFor(120, (Mdc.RespiratoryRate, 16), (Mdc.Spo2, 97), (Mdc.PulseRateOximeter, 120), (Mdc.Temperature, 37));

        Assert.Equal(2, Last.Points[(int)News2Parameter.Pulse]);
        Assert.Equal(2, Last.Points[(int)News2Parameter.SystolicPressure]);
    }

    [Theory]
    [InlineData(15, null, "age below 16")]
    [InlineData(30, true, "pregnancy")]
    [InlineData(null, null, "age unknown")]
    public void The_score_does_not_apply_to_children_in_pregnancy_or_at_unknown_age(int? age, bool? pregnant, string reason)
    {
        var patient = TestPatient.Admitted(age, pregnant);
        patient.SendFor(120, Well);

        var change = Assert.Single(patient.Effects.OfType<ScoreChanged>());
        Assert.Equal((reason, null), (change.Score.NotApplicable, change.Score.Total));
    }

    [Fact]
    public void A_score_of_seven_raises_a_medium_alarm_that_only_a_whole_lower_score_ends()
    {
        EnterAlertOnAir();
        Minute([.. Well[..1], (Mdc.Spo2, 91), Well[2], (Mdc.HeartRate, 112), (Mdc.Temperature, 39.5)]);

        var alarm = _patient.Open[^1];
        Assert.Equal((AlarmKind.EarlyWarningScoreHigh, AlarmPriority.Medium, 7d, 7d), (alarm.Kind, alarm.Priority, alarm.Value!.Value, alarm.Limit!.Value));

        Minute((Mdc.Spo2, 97), (Mdc.RespiratoryRate, 16));
        Assert.True(Last.AtLeast < 7);
        Assert.Contains(_patient.Open, a => a.Id == alarm.Id);

        Minute(Well);
        Assert.Equal(0, Last.Total);
        Assert.Empty(_patient.Open);
    }

    /// <summary>A whole minute of values, up to the tick that ends it.</summary>
    private void Minute(params (int Code, double Value)[] numerics)
    {
        _patient.SendFor(59, numerics);
        _patient.Tick();
    }

    private void EnterAlertOnAir()
    {
        _patient.Apply(new ConsciousnessEntered(Consciousness.Alert, "nurse"));
        _patient.Apply(new OxygenEntered(false, "nurse"));
    }
}
