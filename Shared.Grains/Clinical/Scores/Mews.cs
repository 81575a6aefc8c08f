namespace OrleansCare.Clinical.Scores;

/// <summary>
/// Modified Early Warning Score: Subbe CP et al., Validation of a modified Early Warning Score in medical admissions, QJM 2001;94:521-6, table 1, 0 to 14.
/// The table was read in reproductions of it, not in the paper. Its AVPU knows no new confusion (C of ACVPU): it counts as a reaction to voice.
/// </summary>
internal static class Mews
{
    /// <summary>Subbe 2001: from 5 on, more deaths and admissions to intensive care.</summary>
    public const int UrgentFrom = 5;

    public static NamedScore Score(in ScoreInputs inputs)
    {
        var sum = new ScoreSum();
        sum.Add(ScoreParameter.SystolicPressure, inputs.SystolicPressure, SystolicPressure);
        sum.Add(ScoreParameter.Pulse, inputs.Pulse, Pulse);
        sum.Add(ScoreParameter.RespiratoryRate, inputs.RespiratoryRate, RespiratoryRate);
        sum.Add(ScoreParameter.Temperature, inputs.Temperature, Temperature);
        sum.Add(ScoreParameter.Consciousness, inputs.Consciousness, ConsciousLevel);
        return sum.Named(ScoreName.Mews, sum.Points >= UrgentFrom ? ScoreBand.Urgent : ScoreBand.Low);
    }

    private static int SystolicPressure(double value) => ScoreSum.Charted(value) switch
    {
        <= 70 => 3,
        <= 80 => 2,
        <= 100 => 1,
        <= 199 => 0,
        _ => 2,
    };

    private static int Pulse(double value) => ScoreSum.Charted(value) switch
    {
        <= 40 => 2,
        <= 50 => 1,
        <= 100 => 0,
        <= 110 => 1,
        <= 129 => 2,
        _ => 3,
    };

    private static int RespiratoryRate(double value) => ScoreSum.Charted(value) switch
    {
        < 9 => 2,
        <= 14 => 0,
        <= 20 => 1,
        <= 29 => 2,
        _ => 3,
    };

    private static int Temperature(double value) => ScoreSum.Charted(value * 10) is < 350 or >= 385 ? 2 : 0;

    private static int ConsciousLevel(Consciousness value) => value switch
    {
        Consciousness.Alert => 0,
        Consciousness.NewConfusion or Consciousness.Voice => 1,
        Consciousness.Pain => 2,
        _ => 3,
    };
}
