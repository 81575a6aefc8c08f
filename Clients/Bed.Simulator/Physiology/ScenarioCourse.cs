namespace OrleansCare.BedSimulator.Physiology;

/// <summary>How a patient's state moves with time under a scenario.</summary>
public sealed class ScenarioCourse
{
    private readonly PatientState _usual;
    private readonly double _delay;

    /// <param name="dice">Gives this patient's usual values and a delay of up to 4 s, so that beds do not alarm in step.</param>
    public ScenarioCourse(Scenario scenario, Dice dice)
    {
        Scenario = scenario;
        _usual = new PatientState(
            HeartRate: dice.NextBetween(62, 84),
            RespiratoryRate: dice.NextBetween(13, 18),
            Spo2: dice.NextBetween(96.5, 98.5),
            Systolic: dice.NextBetween(114, 132),
            Diastolic: dice.NextBetween(64, 76),
            Temperature: dice.NextBetween(36.4, 37.2),
            EctopyChance: 0,
            HeartStands: false,
            LeadOff: false);
        _delay = dice.NextBetween(0, 4);
    }

    public Scenario Scenario { get; }

    /// <param name="seconds">Since the bed started.</param>
    public PatientState At(double seconds)
    {
        var t = seconds - _delay;
        switch (Scenario)
        {
            case Scenario.Desaturation:
                {
                    var depth = Trapezoid(t % 100, 6, 18, 50, 65);
                    return _usual with
                    {
                        Spo2 = Mix(_usual.Spo2, 79, depth),
                        HeartRate = _usual.HeartRate + (18 * depth),
                        RespiratoryRate = _usual.RespiratoryRate + (9 * depth),
                    };
                }

            case Scenario.Bradycardia:
                {
                    var depth = Trapezoid(t % 90, 10, 14, 50, 56);
                    return _usual with
                    {
                        HeartRate = Mix(_usual.HeartRate, 33, depth),
                        Systolic = _usual.Systolic - (22 * depth),
                        Diastolic = _usual.Diastolic - (14 * depth),
                    };
                }

            case Scenario.VentricularEctopy:
                return _usual with { EctopyChance = t % 40 is > 12 and < 26 ? 1 : 0.12 };

            case Scenario.Asystole:
                return _usual with { HeartStands = t % 75 is > 15 and < 22.5 };

            case Scenario.LeadOff:
                return _usual with { LeadOff = t % 70 is > 12 and < 30 };

            case Scenario.SepsisDrift:
                {
                    // Hours in the ward, made to pass in a minute.
                    var depth = Trapezoid(t % 300, 5, 55, 220, 260);
                    return _usual with
                    {
                        HeartRate = Mix(_usual.HeartRate, 132, depth),
                        RespiratoryRate = Mix(_usual.RespiratoryRate, 31, depth),
                        Spo2 = Mix(_usual.Spo2, 92, depth),
                        Systolic = Mix(_usual.Systolic, 82, depth),
                        Diastolic = Mix(_usual.Diastolic, 44, depth),
                        Temperature = Mix(_usual.Temperature, 39.4, depth),
                    };
                }

            default:
                return _usual;
        }
    }

    private static double Mix(double from, double to, double share) => from + ((to - from) * share);

    /// <summary>0 before <paramref name="start"/>, 1 between <paramref name="full"/> and <paramref name="ebb"/>, 0 after <paramref name="end"/>, straight between.</summary>
    private static double Trapezoid(double t, double start, double full, double ebb, double end) =>
        Math.Clamp(Math.Min((t - start) / (full - start), (end - t) / (end - ebb)), 0, 1);
}
