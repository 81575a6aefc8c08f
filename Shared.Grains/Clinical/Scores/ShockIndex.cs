namespace OrleansCare.Clinical.Scores;

/// <summary>
/// Pulse by systolic pressure: Allgoewer M, Burri C, Dtsch Med Wochenschr 1967;92:1947-50 (usual 0.5 to 0.7); above 0.9 more often admitted to intensive
/// care: Rady MY et al., Ann Emerg Med 1994;24:685-90. Read in abstracts. Two decimals. For adults: children have bounds by age.
/// </summary>
internal static class ShockIndex
{
    public const double WatchAbove = 0.7;

    public const double UrgentAbove = 0.9;

    public static NamedScore Score(in ScoreInputs inputs)
    {
        if (inputs is { Pulse.Value: { } pulse, SystolicPressure.Value: > 0 and { } pressure })
        {
            var index = Math.Round(pulse / pressure, 2, MidpointRounding.AwayFromZero);
            return new NamedScore(ScoreName.ShockIndex, index, index switch { > UrgentAbove => ScoreBand.Urgent, > WatchAbove => ScoreBand.Watch, _ => ScoreBand.Low }, [], []);
        }

        var sum = new ScoreSum();
        sum.Add(ScoreParameter.Pulse, inputs.Pulse, _ => 0);
        sum.Add(ScoreParameter.SystolicPressure, inputs.SystolicPressure is { Value: > 0 } ? inputs.SystolicPressure : new(null, inputs.SystolicPressure.WasKnown), _ => 0);
        return sum.Named(ScoreName.ShockIndex, ScoreBand.Low);
    }
}
