using OrleansCare.Clinical.Scores;

namespace OrleansCare.Clinical.Tests.Scores;

/// <summary>Every boundary of the chart, on both sides.</summary>
public sealed class News2Tests
{
    private static readonly News2Inputs Well = new(16, 97, OnOxygen: false, 120, 70, Consciousness.Alert, 37, Spo2Scale.Scale1);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(8, 3)]
    [InlineData(8.4, 3)]
    [InlineData(8.5, 1)]
    [InlineData(9, 1)]
    [InlineData(11, 1)]
    [InlineData(11.49, 1)]
    [InlineData(12, 0)]
    [InlineData(20, 0)]
    [InlineData(20.5, 2)]
    [InlineData(21, 2)]
    [InlineData(24, 2)]
    [InlineData(25, 3)]
    [InlineData(60, 3)]
    public void Respiratory_rate_scores_as_charted(double rate, int points) =>
        Assert.Equal(points, Points(Well with { RespiratoryRate = rate }, News2Parameter.RespiratoryRate));

    [Theory]
    [InlineData(70, 3)]
    [InlineData(91, 3)]
    [InlineData(91.4, 3)]
    [InlineData(91.5, 2)]
    [InlineData(92, 2)]
    [InlineData(93, 2)]
    [InlineData(94, 1)]
    [InlineData(95, 1)]
    [InlineData(95.5, 0)]
    [InlineData(96, 0)]
    [InlineData(100, 0)]
    public void Saturation_on_scale_1_scores_as_charted(double spo2, int points)
    {
        Assert.Equal(points, Points(Well with { Spo2 = spo2 }, News2Parameter.Spo2));
        Assert.Equal(points, Points(Well with { Spo2 = spo2, OnOxygen = true }, News2Parameter.Spo2));
        Assert.Equal(points, Points(Well with { Spo2 = spo2, OnOxygen = null }, News2Parameter.Spo2));
    }

    [Theory]
    [InlineData(70, 3, 3)]
    [InlineData(83, 3, 3)]
    [InlineData(84, 2, 2)]
    [InlineData(85, 2, 2)]
    [InlineData(86, 1, 1)]
    [InlineData(87, 1, 1)]
    [InlineData(88, 0, 0)]
    [InlineData(92, 0, 0)]
    [InlineData(92.5, 0, 1)]
    [InlineData(93, 0, 1)]
    [InlineData(94, 0, 1)]
    [InlineData(95, 0, 2)]
    [InlineData(96, 0, 2)]
    [InlineData(97, 0, 3)]
    [InlineData(100, 0, 3)]
    public void Saturation_on_scale_2_scores_by_air_or_oxygen(double spo2, int onAir, int onOxygen)
    {
        var inputs = Well with { Spo2 = spo2, Scale = Spo2Scale.Scale2 };
        Assert.Equal(onAir, Points(inputs, News2Parameter.Spo2));
        Assert.Equal(onOxygen, Points(inputs with { OnOxygen = true }, News2Parameter.Spo2));
    }

    [Theory]
    [InlineData(92, 0)]
    [InlineData(93, null)]
    [InlineData(99, null)]
    public void Saturation_on_scale_2_has_no_points_where_oxygen_decides_and_is_unknown(double spo2, int? points) =>
        Assert.Equal(points, Points(Well with { Spo2 = spo2, Scale = Spo2Scale.Scale2, OnOxygen = null }, News2Parameter.Spo2));

    [Theory]
    [InlineData(40, 3)]
    [InlineData(90, 3)]
    [InlineData(90.5, 2)]
    [InlineData(91, 2)]
    [InlineData(100, 2)]
    [InlineData(101, 1)]
    [InlineData(110, 1)]
    [InlineData(111, 0)]
    [InlineData(219, 0)]
    [InlineData(219.5, 3)]
    [InlineData(220, 3)]
    public void Systolic_pressure_scores_as_charted(double pressure, int points) =>
        Assert.Equal(points, Points(Well with { SystolicPressure = pressure }, News2Parameter.SystolicPressure));

    [Theory]
    [InlineData(0, 3)]
    [InlineData(40, 3)]
    [InlineData(40.5, 1)]
    [InlineData(41, 1)]
    [InlineData(50, 1)]
    [InlineData(51, 0)]
    [InlineData(90, 0)]
    [InlineData(90.5, 1)]
    [InlineData(91, 1)]
    [InlineData(110, 1)]
    [InlineData(111, 2)]
    [InlineData(130, 2)]
    [InlineData(131, 3)]
    public void Pulse_scores_as_charted(double pulse, int points) => Assert.Equal(points, Points(Well with { Pulse = pulse }, News2Parameter.Pulse));

    [Theory]
    [InlineData(30, 3)]
    [InlineData(35.0, 3)]
    [InlineData(35.04, 3)]
    [InlineData(35.05, 1)]
    [InlineData(35.1, 1)]
    [InlineData(36.0, 1)]
    [InlineData(36.1, 0)]
    [InlineData(38.0, 0)]
    [InlineData(38.04, 0)]
    [InlineData(38.1, 1)]
    [InlineData(39.0, 1)]
    [InlineData(39.05, 2)]
    [InlineData(39.1, 2)]
    [InlineData(42, 2)]
    public void Temperature_scores_as_charted(double temperature, int points) =>
        Assert.Equal(points, Points(Well with { Temperature = temperature }, News2Parameter.Temperature));

    [Theory]
    [InlineData(Consciousness.Alert, 0)]
    [InlineData(Consciousness.NewConfusion, 3)]
    [InlineData(Consciousness.Voice, 3)]
    [InlineData(Consciousness.Pain, 3)]
    [InlineData(Consciousness.Unresponsive, 3)]
    public void Consciousness_scores_three_unless_alert(Consciousness state, int points) =>
        Assert.Equal(points, Points(Well with { Consciousness = state }, News2Parameter.Consciousness));

    [Fact]
    public void Oxygen_scores_two_on_either_scale()
    {
        Assert.Equal(0, Points(Well, News2Parameter.Oxygen));
        Assert.Equal(2, Points(Well with { OnOxygen = true }, News2Parameter.Oxygen));
        Assert.Equal(2, Points(Well with { OnOxygen = true, Scale = Spo2Scale.Scale2 }, News2Parameter.Oxygen));
    }

    [Fact]
    public void Bands_follow_the_sum_and_a_single_three()
    {
        Assert.Equal((0, News2Band.Low), Band(Well));
        Assert.Equal((4, News2Band.Low), Band(Well with { Pulse = 120, RespiratoryRate = 22 }));
        Assert.Equal((3, News2Band.LowMedium), Band(Well with { Pulse = 140 }));
        Assert.Equal((4, News2Band.LowMedium), Band(Well with { Pulse = 140, Temperature = 36 }));
        Assert.Equal((5, News2Band.Medium), Band(Well with { Pulse = 140, RespiratoryRate = 22 }));
        Assert.Equal((6, News2Band.Medium), Band(Well with { Pulse = 140, RespiratoryRate = 30 }));
        Assert.Equal((7, News2Band.High), Band(Well with { Pulse = 140, RespiratoryRate = 22, OnOxygen = true }));
        Assert.Equal((20, News2Band.High), Band(new News2Inputs(5, 80, true, 60, 200, Consciousness.Unresponsive, 34, Spo2Scale.Scale1)));
    }

    [Fact]
    public void A_score_with_any_value_missing_has_no_total()
    {
        for (var mask = 0; mask < 1 << News2.ParameterCount; mask++)
        {
            bool Has(News2Parameter parameter) => (mask & (1 << (int)parameter)) != 0;
            var score = News2.Score(new News2Inputs(
                Has(News2Parameter.RespiratoryRate) ? 30 : null, Has(News2Parameter.Spo2) ? 90 : null, Has(News2Parameter.Oxygen) ? true : null,
                Has(News2Parameter.SystolicPressure) ? 80 : null, Has(News2Parameter.Pulse) ? 140 : null,
                Has(News2Parameter.Consciousness) ? Consciousness.Pain : null, Has(News2Parameter.Temperature) ? 34 : null, Spo2Scale.Scale1));

            Assert.Equal(Enum.GetValues<News2Parameter>().Where(p => !Has(p)), score.Missing);
            Assert.Equal(score.Points.Sum(p => p ?? 0), score.AtLeast);
            Assert.Equal(mask == (1 << News2.ParameterCount) - 1 ? 20 : (int?)null, score.Total);
        }
    }

    private static int? Points(in News2Inputs inputs, News2Parameter parameter) => News2.Score(inputs).Points[(int)parameter];

    private static (int, News2Band) Band(in News2Inputs inputs)
    {
        var score = News2.Score(inputs);
        return (score.Total!.Value, score.Band);
    }
}
