using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;

namespace OrleansCare.Clinical.Tests.Monitoring;

/// <summary>Standby, limits by age group and how wide they may be, discharge.</summary>
public sealed class PatientHandlingTests
{
    private readonly TestPatient _patient = TestPatient.Admitted();

    public static TheoryData<Vital, AgeGroup> Rows
    {
        get
        {
            var rows = new TheoryData<Vital, AgeGroup>();
            foreach (var vital in DefaultLimits.Watched)
            {
                foreach (var group in Enum.GetValues<AgeGroup>())
                {
                    rows.Add(vital, group);
                }
            }

            return rows;
        }
    }

    [Fact]
    public void A_patient_who_is_away_raises_no_alarm_of_lost_signals_and_ends_those_there_were()
    {
        _patient.SendFor(3, (Mdc.Spo2, 97));
        _patient.Tick(6);
        Assert.Contains(_patient.Open, alarm => alarm.Kind == AlarmKind.SignalLost);

        _patient.Apply(new StandbyEntered(true, "nurse", "imaging"));
        _patient.Tick(600);

        Assert.Empty(_patient.Open);
        var away = _patient.Monitor.Picture(_patient.Now).Standby!;
        Assert.Equal(("nurse", "imaging"), (away.By, away.Reason));
    }

    [Fact]
    public void A_patient_who_is_away_and_measured_still_alarms()
    {
        _patient.Apply(new StandbyEntered(true, "nurse", "walk"));
        _patient.SendFor(12, (Mdc.Spo2, 80));

        Assert.Equal(AlarmKind.Spo2Low, Assert.Single(_patient.Open).Kind);
    }

    [Fact]
    public void Standby_ends_by_itself_when_the_signals_are_back_for_ten_seconds_and_silence_alarms_again()
    {
        _patient.Apply(new StandbyEntered(true, "nurse", "imaging"));
        _patient.Tick(60);
        _patient.SendFor(10, (Mdc.Spo2, 97));
        Assert.NotNull(_patient.Monitor.Picture(_patient.Now).Standby);

        _patient.SendFor(1, (Mdc.Spo2, 97));

        Assert.Null(_patient.Monitor.Picture(_patient.Now).Standby);
        Assert.Contains(_patient.Effects.OfType<StayChanged>(), told => told.Change == StayChange.StandbyEndedBySignals);
        _patient.Tick(6);
        Assert.Equal(AlarmKind.SignalLost, Assert.Single(_patient.Open).Kind);
    }

    [Fact]
    public void Standby_outlives_a_restart()
    {
        _patient.Apply(new StandbyEntered(true, "nurse", "imaging"));
        _patient.Tick(60);
        _patient.Restart();
        _patient.Tick(60);

        Assert.Empty(_patient.Open);
        Assert.NotNull(_patient.Monitor.Picture(_patient.Now).Standby);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_names_its_source_waits_for_the_site_and_allows_itself(Vital vital, AgeGroup group)
    {
        var row = DefaultLimits.For(vital, group)!;

        Assert.Equal((vital, group), (row.Vital, row.Group));
        Assert.EndsWith("to be confirmed by site", row.Source, StringComparison.Ordinal);
        Assert.Equal(LimitRefusal.None, row.Check(row.Limits, ""));
    }

    [Theory]
    [InlineData(AgeGroup.Neonate, 91, 189, 51, 30)]
    [InlineData(AgeGroup.Infant, 81, 179, 71, 40)]
    [InlineData(AgeGroup.YoungChild, 71, 169, 76, 42)]
    [InlineData(AgeGroup.Child, 61, 150, 81, 48)]
    [InlineData(AgeGroup.Adolescent, 50, 139, 86, 58)]
    [InlineData(AgeGroup.Adult, 40, 130, 90, 60)]
    [InlineData(AgeGroup.Unknown, 40, 130, 90, 60)]
    public void The_younger_the_faster_the_heart_and_the_lower_the_pressure(AgeGroup group, double rateLow, double rateHigh, double systolicLow, double meanLow)
    {
        Assert.Equal((rateLow, rateHigh), (DefaultLimits.For(Vital.HeartRate, group)!.Limits.Low!.Value, DefaultLimits.For(Vital.HeartRate, group)!.Limits.High!.Value));
        Assert.Equal(systolicLow, DefaultLimits.For(Vital.ArterialSystolic, group)!.Limits.Low);
        Assert.Equal(meanLow, DefaultLimits.For(Vital.NonInvasiveMean, group)!.Limits.Low);
    }

    [Theory]
    [InlineData(AgeGroup.Neonate, 91, 36, 37.9, "WHO")]
    [InlineData(AgeGroup.Infant, 91, 36, 37.9, "NICE NG143")]
    [InlineData(AgeGroup.YoungChild, 91, 36, 38.5, "Parshuram 2009")]
    [InlineData(AgeGroup.Child, 91, 36, 38.5, "Parshuram 2009")]
    [InlineData(AgeGroup.Adolescent, 91, 36, 38.5, "Parshuram 2009")]
    [InlineData(AgeGroup.Adult, 90, 35, 39, "RCP 2017")]
    [InlineData(AgeGroup.Unknown, 90, 35, 39, "AGE UNKNOWN")]
    public void Saturation_and_temperature_have_limits_of_the_age(AgeGroup group, double spo2Low, double temperatureLow, double temperatureHigh, string source)
    {
        var (spo2, temperature) = (DefaultLimits.For(Vital.Spo2, group)!, DefaultLimits.For(Vital.Temperature, group)!);

        Assert.Equal((spo2Low, null), (spo2.Limits.Low!.Value, spo2.Limits.High));
        Assert.Equal((temperatureLow, temperatureHigh), (temperature.Limits.Low!.Value, temperature.Limits.High!.Value));
        Assert.Contains(source, temperature.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preterm_on_oxygen_can_be_given_an_upper_limit_of_saturation()
    {
        _patient.Apply(new ProfileEntered(new PatientProfile(0, AgeDays: 3), "nurse"));
        _patient.Apply(new LimitsEntered(Vital.Spo2, DefaultLimits.For(Vital.Spo2, AgeGroup.Neonate)!.Limits with { High = 95 }, "nurse"));
        _patient.SendFor(12, (Mdc.Spo2, 99));

        Assert.Equal(AlarmKind.Spo2High, Assert.Single(_patient.Open).Kind);
    }

    [Fact]
    public void A_neonates_heart_at_140_is_no_alarm_and_becomes_one_when_the_category_was_wrong()
    {
        _patient.Apply(new ProfileEntered(new PatientProfile(0, AgeDays: 3), "nurse"));
        _patient.SendFor(20, (Mdc.HeartRate, 140));
        Assert.Empty(_patient.Open);

        _patient.Apply(new ProfileEntered(new PatientProfile(60), "nurse"));
        _patient.SendFor(6, (Mdc.HeartRate, 140));

        Assert.Equal(AlarmKind.HeartRateHigh, Assert.Single(_patient.Open).Kind);
    }

    [Fact]
    public void Limits_wider_than_the_row_allows_need_a_reason_and_some_are_never_possible()
    {
        var spo2 = DefaultLimits.For(Vital.Spo2)!.Limits;
        LimitRefusal? Ask(AlarmLimits limits, string reason) => _patient.Monitor.Check(new LimitsEntered(Vital.Spo2, limits, "nurse", reason));

        Assert.Equal(LimitRefusal.None, Ask(spo2 with { Low = 86 }, ""));
        Assert.Equal(LimitRefusal.ReasonMissing, Ask(spo2 with { Low = 80 }, ""));
        Assert.Equal(LimitRefusal.None, Ask(spo2 with { Low = 80 }, "chronic lung disease"));
        Assert.Equal(LimitRefusal.ReasonMissing, Ask(spo2 with { Delay = TimeSpan.FromSeconds(60) }, ""));
        Assert.Equal(LimitRefusal.ReasonMissing, Ask(spo2 with { Priority = AlarmPriority.Low }, ""));
        Assert.Equal(LimitRefusal.OutOfRange, Ask(spo2 with { Low = 20 }, "chronic lung disease"));
        Assert.Equal(LimitRefusal.LifeThreatening, Ask(spo2 with { Low = null }, "chronic lung disease"));
        Assert.Null(_patient.Monitor.Check(new LimitsEntered((Vital)999, spo2, "nurse", "")));
    }

    [Fact]
    public void Limits_that_staff_entered_say_who_when_and_why_over_a_restart()
    {
        var limits = DefaultLimits.For(Vital.Spo2)!.Limits with { Low = 80 };
        var at = _patient.Now;
        _patient.Apply(new LimitsEntered(Vital.Spo2, limits, "nurse", "chronic lung disease"));
        _patient.Restart();

        var setting = _patient.Monitor.Picture(_patient.Now).Limits.Single(row => row.Vital == Vital.Spo2);
        Assert.Equal(limits, setting.Limits);
        Assert.Equal(new LimitEntry("nurse", at, "chronic lung disease"), setting.Entry);
    }

    [Theory]
    [InlineData(60, null, null, AgeGroup.Adult)]
    [InlineData(null, null, null, AgeGroup.Unknown)]
    [InlineData(null, null, PatientCategory.Adult, AgeGroup.Adult)]
    [InlineData(0, 12, null, AgeGroup.Neonate)]
    [InlineData(0, 200, null, AgeGroup.Infant)]
    [InlineData(3, null, null, AgeGroup.YoungChild)]
    [InlineData(8, null, null, AgeGroup.Child)]
    [InlineData(14, null, null, AgeGroup.Adolescent)]
    [InlineData(null, null, PatientCategory.Paediatric, AgeGroup.Child)]
    [InlineData(60, null, PatientCategory.Neonatal, AgeGroup.Neonate)]
    public void Age_and_category_choose_the_rows(int? years, int? days, PatientCategory? category, AgeGroup expected)
    {
        _patient.Apply(new ProfileEntered(new PatientProfile(years, AgeDays: days, Category: category), "nurse"));

        Assert.Equal(expected, _patient.Monitor.Picture(_patient.Now).AgeGroup);
    }

    [Fact]
    public void A_discharge_closes_alarms_clears_limits_and_what_is_inactivated_and_nothing_follows()
    {
        _patient.Apply(new LimitsEntered(Vital.HeartRate, DefaultLimits.For(Vital.HeartRate)!.Limits with { High = 140 }, "nurse"));
        _patient.Apply(new SignalsInactivated(AlarmKind.TemperatureHigh, SignalState.AudioOff, null, "nurse", "warming blanket"));
        _patient.SendFor(12, (Mdc.Spo2, 80));
        _patient.Apply(new PatientDischarged());

        Assert.Equal((EventPhase.End, ConditionState.Inactive), (_patient.AlarmChanges.Last().Phase, _patient.AlarmChanges.Last().Condition));
        var picture = _patient.Monitor.Picture(_patient.Now);
        Assert.Empty(picture.Alarms);
        Assert.Empty(picture.Inactivations);
        Assert.All(picture.Limits, setting => Assert.Null(setting.Entry));
        var told = _patient.Effects.Count;
        _patient.SendFor(12, (Mdc.Spo2, 80));
        Assert.Equal(told, _patient.Effects.Count);
    }
}
