namespace OrleansCare.Clinical.Scores;

/// <summary>
/// Quick SOFA: Singer M et al., The Third International Consensus Definitions for Sepsis and Septic Shock (Sepsis-3), JAMA 2016;315:801-10, box 4:
/// one point each for 22 breaths a minute or more, altered mentation (GCS below 15), systolic 100 mmHg or less. Anything but alert of ACVPU is altered.
/// </summary>
internal static class Qsofa
{
    /// <summary>Sepsis-3: two points tell patients likely to have poor outcomes.</summary>
    public const int UrgentFrom = 2;

    /// <summary>Derived in adults.</summary>
    public const int YoungestYears = 18;

    public static NamedScore Score(in ScoreInputs inputs)
    {
        var sum = new ScoreSum();
        sum.Add(ScoreParameter.RespiratoryRate, inputs.RespiratoryRate, value => ScoreSum.Charted(value) >= 22 ? 1 : 0);
        sum.Add(ScoreParameter.SystolicPressure, inputs.SystolicPressure, value => ScoreSum.Charted(value) <= 100 ? 1 : 0);
        sum.Add(ScoreParameter.Consciousness, inputs.Consciousness, value => value == Consciousness.Alert ? 0 : 1);
        return sum.Named(ScoreName.Qsofa, sum.Points switch { >= UrgentFrom => ScoreBand.Urgent, 1 => ScoreBand.Watch, _ => ScoreBand.Low });
    }
}
