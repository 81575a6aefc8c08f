namespace OrleansCare.Clinical.Scores;

/// <summary>What a score is made of; null is missing or stale. Units: /min, %, mmHg, degrees Celsius.</summary>
public readonly record struct News2Inputs(
    double? RespiratoryRate, double? Spo2, bool? OnOxygen, double? SystolicPressure, double? Pulse, Consciousness? Consciousness, double? Temperature, Spo2Scale Scale);

/// <summary>
/// The chart of the National Early Warning Score 2: Royal College of Physicians, 2017 (chart 1, the scoring system; chart 2, thresholds).
/// A value is rounded as it would be charted before it is banded (SpO2, rates and pressure to integers, temperature to 0.1 C, half away from zero),
/// so that no value falls between two bands.
/// </summary>
public static class News2
{
    public const int ParameterCount = 7;

    /// <summary>RCP 2017, threshold of an urgent response.</summary>
    public const int MediumFrom = 5;

    /// <summary>RCP 2017, threshold of an emergency response.</summary>
    public const int HighFrom = 7;

    /// <summary>RCP 2017: not for children under 16.</summary>
    public const int YoungestYears = 16;

    public static News2Score Score(in News2Inputs inputs)
    {
        var points = new int?[ParameterCount];
        points[(int)News2Parameter.RespiratoryRate] = RespiratoryRate(inputs.RespiratoryRate);
        points[(int)News2Parameter.Spo2] = inputs.Scale == Spo2Scale.Scale2 ? Spo2Scale2(inputs.Spo2, inputs.OnOxygen) : Spo2Scale1(inputs.Spo2);
        points[(int)News2Parameter.Oxygen] = inputs.OnOxygen is { } oxygen ? (oxygen ? 2 : 0) : null;
        points[(int)News2Parameter.SystolicPressure] = SystolicPressure(inputs.SystolicPressure);
        points[(int)News2Parameter.Pulse] = Pulse(inputs.Pulse);
        points[(int)News2Parameter.Consciousness] = inputs.Consciousness is { } state ? (state == Consciousness.Alert ? 0 : 3) : null;
        points[(int)News2Parameter.Temperature] = Temperature(inputs.Temperature);

        var sum = 0;
        var singleThree = false;
        var missing = new List<News2Parameter>();
        for (var i = 0; i < points.Length; i++)
        {
            if (points[i] is not { } present)
            {
                missing.Add((News2Parameter)i);
                continue;
            }

            sum += present;
            singleThree |= present == 3;
        }

        return new News2Score(sum, BandOf(sum, singleThree), points, missing, inputs.Scale, NotApplicable: null);
    }

    public static News2Score NotApplicable(string reason, Spo2Scale scale) =>
        new(0, News2Band.Low, new int?[ParameterCount], [], scale, reason);

    /// <summary>Records compare lists by reference; a score is the same when what it says is the same.</summary>
    public static bool AreSame(News2Score? left, News2Score? right)
    {
        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        return left.AtLeast == right.AtLeast && left.Band == right.Band && left.Scale == right.Scale && left.NotApplicable == right.NotApplicable
            && left.Points.SequenceEqual(right.Points) && left.Missing.SequenceEqual(right.Missing);
    }

    private static News2Band BandOf(int sum, bool singleThree) => sum switch
    {
        >= HighFrom => News2Band.High,
        >= MediumFrom => News2Band.Medium,
        _ => singleThree ? News2Band.LowMedium : News2Band.Low,
    };

    private static int? RespiratoryRate(double? value) => Charted(value) switch
    {
        null => null,
        <= 8 => 3,
        <= 11 => 1,
        <= 20 => 0,
        <= 24 => 2,
        _ => 3,
    };

    private static int? Spo2Scale1(double? value) => Charted(value) switch
    {
        null => null,
        <= 91 => 3,
        <= 93 => 2,
        <= 95 => 1,
        _ => 0,
    };

    /// <summary>From 93 % on, the points depend on whether the patient breathes air: without knowing that there are none.</summary>
    private static int? Spo2Scale2(double? value, bool? onOxygen) => (Charted(value), onOxygen) switch
    {
        (null, _) => null,
        ( <= 83, _) => 3,
        ( <= 85, _) => 2,
        ( <= 87, _) => 1,
        ( <= 92, _) => 0,
        (_, null) => null,
        (_, false) => 0,
        ( <= 94, true) => 1,
        ( <= 96, true) => 2,
        (_, true) => 3,
    };

    private static int? SystolicPressure(double? value) => Charted(value) switch
    {
        null => null,
        <= 90 => 3,
        <= 100 => 2,
        <= 110 => 1,
        <= 219 => 0,
        _ => 3,
    };

    private static int? Pulse(double? value) => Charted(value) switch
    {
        null => null,
        <= 40 => 3,
        <= 50 => 1,
        <= 90 => 0,
        <= 110 => 1,
        <= 130 => 2,
        _ => 3,
    };

    private static int? Temperature(double? value) => Charted(value * 10) switch
    {
        null => null,
        <= 350 => 3,
        <= 360 => 1,
        <= 380 => 0,
        <= 390 => 1,
        _ => 2,
    };

    private static int? Charted(double? value) => value is { } present ? (int)Math.Round(present, MidpointRounding.AwayFromZero) : null;
}
