using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Tests.Monitoring;

namespace OrleansCare.Clinical.Tests.Scores;

/// <summary>Each boundary of each published table, on both sides, through the whole reducer.</summary>
public sealed class NamedScoreTests
{
    private static readonly (int Code, double Value)[] Well =
        [(Mdc.RespiratoryRate, 12), (Mdc.Spo2, 97), (Mdc.ArterialSystolic, 120), (Mdc.HeartRate, 70), (Mdc.Temperature, 37)];

    [Theory]
    [InlineData(Mdc.ArterialSystolic, 70, 3)]
    [InlineData(Mdc.ArterialSystolic, 71, 2)]
    [InlineData(Mdc.ArterialSystolic, 80, 2)]
    [InlineData(Mdc.ArterialSystolic, 81, 1)]
    [InlineData(Mdc.ArterialSystolic, 100, 1)]
    [InlineData(Mdc.ArterialSystolic, 101, 0)]
    [InlineData(Mdc.ArterialSystolic, 199, 0)]
    [InlineData(Mdc.ArterialSystolic, 200, 2)]
    [InlineData(Mdc.HeartRate, 40, 2)]
    [InlineData(Mdc.HeartRate, 41, 1)]
    [InlineData(Mdc.HeartRate, 50, 1)]
    [InlineData(Mdc.HeartRate, 51, 0)]
    [InlineData(Mdc.HeartRate, 100, 0)]
    [InlineData(Mdc.HeartRate, 101, 1)]
    [InlineData(Mdc.HeartRate, 110, 1)]
    [InlineData(Mdc.HeartRate, 111, 2)]
    [InlineData(Mdc.HeartRate, 129, 2)]
    [InlineData(Mdc.HeartRate, 130, 3)]
    [InlineData(Mdc.RespiratoryRate, 8, 2)]
    [InlineData(Mdc.RespiratoryRate, 9, 0)]
    [InlineData(Mdc.RespiratoryRate, 14, 0)]
    [InlineData(Mdc.RespiratoryRate, 15, 1)]
    [InlineData(Mdc.RespiratoryRate, 20, 1)]
    [InlineData(Mdc.RespiratoryRate, 21, 2)]
    [InlineData(Mdc.RespiratoryRate, 29, 2)]
    [InlineData(Mdc.RespiratoryRate, 30, 3)]
    [InlineData(Mdc.Temperature, 34.9, 2)]
    [InlineData(Mdc.Temperature, 35, 0)]
    [InlineData(Mdc.Temperature, 38.4, 0)]
    [InlineData(Mdc.Temperature, 38.5, 2)]
    public void Mews_scores_as_Subbe_2001_charts_it(int code, double value, double total)
    {
        Assert.Equal(total, After(Measured(60, code, value), Consciousness.Alert, ScoreName.Mews).Total);
    }

    [Theory]
    [InlineData(Consciousness.NewConfusion, 1)]
    [InlineData(Consciousness.Voice, 1)]
    [InlineData(Consciousness.Pain, 2)]
    [InlineData(Consciousness.Unresponsive, 3)]
    public void Mews_scores_consciousness_by_AVPU_and_new_confusion_as_voice(Consciousness consciousness, double total)
    {
        Assert.Equal(total, After(Measured(60), consciousness, ScoreName.Mews).Total);
    }

    [Theory]
    [InlineData(21, 101, Consciousness.Alert, 0, ScoreBand.Low)]
    [InlineData(22, 101, Consciousness.Alert, 1, ScoreBand.Watch)]
    [InlineData(21, 100, Consciousness.Alert, 1, ScoreBand.Watch)]
    [InlineData(22, 100, Consciousness.Alert, 2, ScoreBand.Urgent)]
    [InlineData(22, 100, Consciousness.NewConfusion, 3, ScoreBand.Urgent)]
    public void Qsofa_has_a_point_for_each_of_its_three_signs(double rate, double pressure, Consciousness consciousness, double total, ScoreBand band)
    {
        var score = After(Measured(60, (Mdc.RespiratoryRate, rate), (Mdc.ArterialSystolic, pressure)), consciousness, ScoreName.Qsofa);

        Assert.Equal((total, band), (score.Total, score.Band));
    }

    [Theory]
    [InlineData(70, 100, 0.7, ScoreBand.Low)]
    [InlineData(90, 100, 0.9, ScoreBand.Watch)]
    [InlineData(91, 100, 0.91, ScoreBand.Urgent)]
    public void Shock_index_is_pulse_by_systolic_pressure(double pulse, double pressure, double index, ScoreBand band)
    {
        var score = After(Measured(60, (Mdc.HeartRate, pulse), (Mdc.ArterialSystolic, pressure)), null, ScoreName.ShockIndex);

        Assert.Equal((index, band), (score.Total, score.Band));
    }

    [Theory]
    [InlineData(1, Mdc.HeartRate, 60, 4)]
    [InlineData(1, Mdc.HeartRate, 61, 2)]
    [InlineData(1, Mdc.HeartRate, 70, 2)]
    [InlineData(1, Mdc.HeartRate, 90, 1)]
    [InlineData(1, Mdc.HeartRate, 91, 0)]
    [InlineData(1, Mdc.HeartRate, 120, 1)]
    [InlineData(1, Mdc.HeartRate, 150, 2)]
    [InlineData(1, Mdc.HeartRate, 170, 4)]
    [InlineData(6, Mdc.RespiratoryRate, 10, 4)]
    [InlineData(6, Mdc.RespiratoryRate, 14, 2)]
    [InlineData(6, Mdc.RespiratoryRate, 19, 1)]
    [InlineData(6, Mdc.RespiratoryRate, 30, 0)]
    [InlineData(6, Mdc.RespiratoryRate, 31, 1)]
    [InlineData(6, Mdc.RespiratoryRate, 51, 4)]
    [InlineData(13, Mdc.ArterialSystolic, 75, 4)]
    [InlineData(13, Mdc.ArterialSystolic, 85, 2)]
    [InlineData(13, Mdc.ArterialSystolic, 100, 1)]
    [InlineData(13, Mdc.ArterialSystolic, 101, 0)]
    [InlineData(13, Mdc.ArterialSystolic, 190, 4)]
    [InlineData(13, Mdc.Spo2, 95, 0)]
    [InlineData(13, Mdc.Spo2, 94, 1)]
    [InlineData(13, Mdc.Spo2, 91, 1)]
    [InlineData(13, Mdc.Spo2, 90, 2)]
    public void Bedside_pews_scores_by_age_as_Parshuram_2009_charts_it_and_without_an_observer_has_no_total(int age, int code, double value, double atLeast)
    {
        (int, double)[] well = age switch
        {
            1 => [(Mdc.RespiratoryRate, 30), (Mdc.Spo2, 97), (Mdc.ArterialSystolic, 100), (Mdc.HeartRate, 100)],
            6 => [(Mdc.RespiratoryRate, 25), (Mdc.Spo2, 97), (Mdc.ArterialSystolic, 100), (Mdc.HeartRate, 90)],
            _ => [(Mdc.RespiratoryRate, 14), (Mdc.Spo2, 97), (Mdc.ArterialSystolic, 110), (Mdc.HeartRate, 80)],
        };
        var patient = TestPatient.Admitted(age);
        patient.Apply(new OxygenEntered(OnOxygen: false, "nurse"));
        patient.SendFor(61, [.. well.Select(pair => pair.Item1 == code ? (code, value) : pair)]);

        var score = Last(patient, ScoreName.BedsidePews);

        Assert.Equal(atLeast, score.AtLeast);
        Assert.Null(score.Total);
        Assert.Equal([ScoreParameter.CapillaryRefill, ScoreParameter.RespiratoryEffort], score.Missing);
    }

    [Fact]
    public void An_infant_needs_its_age_in_days_and_oxygen_of_unknown_flow_is_at_least_two_points()
    {
        var patient = TestPatient.Admitted(0);
        patient.Apply(new OxygenEntered(OnOxygen: true, "nurse"));
        patient.SendFor(61, (Mdc.HeartRate, 120));
        Assert.Equal("age unknown", Last(patient, ScoreName.BedsidePews).NotApplicable);

        patient.Apply(new PatientAdmitted(new PatientProfile(0, AgeDays: 200)));

        var score = Last(patient, ScoreName.BedsidePews);
        Assert.Equal((2, null), (score.AtLeast, score.NotApplicable));
        Assert.Contains(ScoreParameter.OxygenFlow, score.Missing);
    }

    [Theory]
    [InlineData(CapillaryRefill.Normal, RespiratoryEffort.Normal, OxygenTherapy.None, 0)]
    [InlineData(CapillaryRefill.Slow, RespiratoryEffort.Normal, OxygenTherapy.None, 4)]
    [InlineData(CapillaryRefill.Normal, RespiratoryEffort.Mild, OxygenTherapy.None, 1)]
    [InlineData(CapillaryRefill.Normal, RespiratoryEffort.Moderate, OxygenTherapy.None, 2)]
    [InlineData(CapillaryRefill.Normal, RespiratoryEffort.Severe, OxygenTherapy.None, 4)]
    [InlineData(CapillaryRefill.Normal, RespiratoryEffort.Normal, OxygenTherapy.Low, 2)]
    [InlineData(CapillaryRefill.Normal, RespiratoryEffort.Normal, OxygenTherapy.High, 4)]
    [InlineData(CapillaryRefill.Slow, RespiratoryEffort.Severe, OxygenTherapy.High, 12)]
    public void Bedside_pews_has_a_total_once_an_observer_entered_what_no_device_measures(CapillaryRefill refill, RespiratoryEffort effort, OxygenTherapy therapy, double total)
    {
        var patient = WellChild();
        patient.Apply(new PaediatricEntered(new PaediatricObservation(refill, effort, therapy), "nurse"));

        Assert.Equal(total, Last(patient, ScoreName.BedsidePews).Total);
        Assert.Equal(therapy != OxygenTherapy.None, patient.Monitor.Picture(patient.Now).Entries.OnOxygen);
    }

    [Fact]
    public void What_was_seen_of_a_child_is_shown_with_its_time_and_observer_survives_a_restart_and_is_stale_after_four_hours()
    {
        var patient = WellChild();
        patient.Apply(new PaediatricEntered(new PaediatricObservation(CapillaryRefill.Slow, RespiratoryEffort.Mild, OxygenTherapy.Low), "nurse"));
        var seenAt = patient.Now;
        patient.Restart();

        var entries = patient.Monitor.Picture(patient.Now).Entries;
        Assert.Equal((CapillaryRefill.Slow, RespiratoryEffort.Mild, OxygenTherapy.Low), (entries.Paediatric!.Value.CapillaryRefill, entries.Paediatric.Value.RespiratoryEffort, entries.Paediatric.Value.OxygenTherapy));
        Assert.Equal(("nurse", seenAt), (entries.PaediatricBy, entries.PaediatricAt!.Value));

        patient.Wait((4 * 3600) - 60);
        patient.SendFor(61, WellChildValues);
        Assert.Equal(7, Last(patient, ScoreName.BedsidePews).Total);

        patient.SendFor(61, WellChildValues);
        Assert.Equal([ScoreParameter.OxygenFlow, ScoreParameter.CapillaryRefill, ScoreParameter.RespiratoryEffort], Last(patient, ScoreName.BedsidePews).Stale);
        Assert.Null(Last(patient, ScoreName.BedsidePews).Total);
    }

    [Fact]
    public void Oxygen_entered_alone_after_the_observation_leaves_its_flow_open_and_air_ends_it()
    {
        var patient = WellChild();
        patient.Apply(new PaediatricEntered(new PaediatricObservation(CapillaryRefill.Normal, RespiratoryEffort.Normal, OxygenTherapy.None), "nurse"));

        patient.Apply(new OxygenEntered(OnOxygen: true, "nurse"));
        Assert.Equal([ScoreParameter.OxygenFlow], Last(patient, ScoreName.BedsidePews).Missing);
        Assert.Equal(2, Last(patient, ScoreName.BedsidePews).AtLeast);

        patient.Apply(new OxygenEntered(OnOxygen: false, "nurse"));
        Assert.Equal(0, Last(patient, ScoreName.BedsidePews).Total);
    }

    [Fact]
    public void Nothing_is_entered_for_a_patient_who_is_no_child()
    {
        var patient = TestPatient.Admitted(18);
        var before = patient.Monitor.Ignored;

        patient.Apply(new PaediatricEntered(new PaediatricObservation(CapillaryRefill.Slow, RespiratoryEffort.Severe, OxygenTherapy.High), "nurse"));

        Assert.Equal(before + 1, patient.Monitor.Ignored);
        Assert.Null(patient.Monitor.Picture(patient.Now).Entries.Paediatric);
    }

    [Fact]
    public void A_child_whose_known_points_reach_eight_raises_the_alarm_and_a_missing_value_does_not_end_it()
    {
        var patient = TestPatient.Admitted(6);
        patient.SendFor(61, (Mdc.HeartRate, 160), (Mdc.RespiratoryRate, 60), (Mdc.Spo2, 97));
        Assert.Contains(patient.Open, alarm => alarm.Kind == AlarmKind.BedsidePewsHigh);

        patient.Tick(180);
        Assert.Contains(patient.Open, alarm => alarm.Kind == AlarmKind.BedsidePewsHigh);

        patient.SendFor(61, (Mdc.HeartRate, 90), (Mdc.RespiratoryRate, 25), (Mdc.Spo2, 97));
        Assert.DoesNotContain(patient.Open, alarm => alarm.Kind == AlarmKind.BedsidePewsHigh);
    }

    [Fact]
    public void What_was_never_known_is_missing_and_what_was_known_once_is_stale()
    {
        var patient = TestPatient.Admitted();
        patient.SendFor(61, (Mdc.HeartRate, 70), (Mdc.RespiratoryRate, 12));
        patient.Tick(300);

        var score = Last(patient, ScoreName.Mews);

        Assert.Equal([ScoreParameter.SystolicPressure, ScoreParameter.Temperature, ScoreParameter.Consciousness], score.Missing);
        Assert.Equal([ScoreParameter.Pulse, ScoreParameter.RespiratoryRate], score.Stale);
        Assert.Null(score.Total);
    }

    [Theory]
    [InlineData(15, "age below 16", ScoreName.News2, ScoreName.Mews, ScoreName.ShockIndex)]
    [InlineData(17, "age below 18", ScoreName.Qsofa)]
    [InlineData(18, "age 18 or over", ScoreName.BedsidePews)]
    [InlineData(null, "age unknown", ScoreName.News2, ScoreName.Mews, ScoreName.Qsofa, ScoreName.ShockIndex, ScoreName.BedsidePews)]
    public void A_score_says_for_whom_it_was_not_made(int? age, string why, params ScoreName[] names)
    {
        var patient = TestPatient.Admitted(age);

        Assert.All(names, name => Assert.Equal(why, Last(patient, name).NotApplicable));
    }

    [Fact]
    public void The_trend_has_a_point_for_each_change_of_the_total_forgets_after_a_day_and_survives_a_restart()
    {
        var patient = TestPatient.Admitted();
        foreach (var pulse in new[] { 70, 110, 70 })
        {
            patient.SendFor(60, [.. Well.Select(pair => pair.Code == Mdc.HeartRate ? (pair.Code, pulse) : pair)]);
        }

        patient.Tick();
        var trend = Standing(patient, ScoreName.ShockIndex).Trend;
        Assert.Equal([0.58, 0.92, 0.58], trend.Select(point => point.Total));

        patient.Restart();
        Assert.Equal(trend, Standing(patient, ScoreName.ShockIndex).Trend);

        patient.Wait(24 * 3600);
        patient.SendFor(61, (Mdc.HeartRate, 100), (Mdc.ArterialSystolic, 100));
        Assert.Equal([1.0], Standing(patient, ScoreName.ShockIndex).Trend.Select(point => point.Total));
    }

    [Fact]
    public void The_early_warning_score_is_among_them_with_the_same_figures()
    {
        var patient = Measured(60);
        patient.Apply(new OxygenEntered(OnOxygen: true, "nurse"));
        patient.Apply(new ConsciousnessEntered(Consciousness.Alert, "nurse"));

        var (named, news2) = (Last(patient, ScoreName.News2), patient.Monitor.Picture(patient.Now).Score!);

        Assert.Equal((news2.Total, (int)news2.Band), ((int?)named.Total, (int)named.Band));
        Assert.Equal("Royal College of Physicians 2017", NamedScore.SourceOf(named.Name));
    }

    private static readonly (int Code, double Value)[] WellChildValues = [(Mdc.RespiratoryRate, 25), (Mdc.Spo2, 97), (Mdc.ArterialSystolic, 100), (Mdc.HeartRate, 90)];

    private static TestPatient WellChild()
    {
        var patient = TestPatient.Admitted(6);
        patient.SendFor(61, WellChildValues);
        return patient;
    }

    private static TestPatient Measured(int age, int code, double value) => Measured(age, (code, value));

    private static TestPatient Measured(int age, params (int Code, double Value)[] other)
    {
        var patient = TestPatient.Admitted(age);
        patient.SendFor(61, [.. Well.Select(pair => Array.Exists(other, o => o.Code == pair.Code) ? Array.Find(other, o => o.Code == pair.Code) : pair)]);
        return patient;
    }

    private static NamedScore After(TestPatient patient, Consciousness? entered, ScoreName name)
    {
        if (entered is { } consciousness)
        {
            patient.Apply(new ConsciousnessEntered(consciousness, "nurse"));
        }

        return Last(patient, name);
    }

    private static NamedScore Last(TestPatient patient, ScoreName name) => patient.Effects.OfType<NamedScoreChanged>().Last(e => e.Standing.Score.Name == name).Standing.Score;

    private static ScoreStanding Standing(TestPatient patient, ScoreName name) => patient.Monitor.Picture(patient.Now).Scores.Single(standing => standing.Score.Name == name);
}
