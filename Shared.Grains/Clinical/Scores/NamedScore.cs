namespace OrleansCare.Clinical.Scores;

/// <summary>Numbers are frozen: they stand in effect ids and snapshots.</summary>
public enum ScoreName
{
    News2 = 1,
    Mews = 2,
    Qsofa = 3,
    ShockIndex = 4,
    BedsidePews = 5,
}

/// <summary>What scores are made of. Names leave the process.</summary>
public enum ScoreParameter
{
    RespiratoryRate = 1,
    Spo2 = 2,
    Oxygen = 3,
    SystolicPressure = 4,
    Pulse = 5,
    Consciousness = 6,
    Temperature = 7,

    /// <summary>Seconds until colour returns.</summary>
    CapillaryRefill = 8,

    /// <summary>Work of breathing.</summary>
    RespiratoryEffort = 9,

    /// <summary>Litres a minute or share of oxygen.</summary>
    OxygenFlow = 10,
}

/// <summary>How urgent the source of a score says its value is.</summary>
public enum ScoreBand
{
    Low = 0,
    Watch = 1,
    Urgent = 2,
    Emergency = 3,
}

/// <summary>A score by its own rules. With an input missing or stale there is no total, only what the others come to.</summary>
/// <param name="AtLeast">Of the inputs that are there.</param>
/// <param name="Missing">Never measured or entered in this stay.</param>
/// <param name="Stale">Known once, too old to count.</param>
/// <param name="NotApplicable">Why the score does not apply to this patient, or null.</param>
public sealed record NamedScore(
    ScoreName Name, double AtLeast, ScoreBand Band, IReadOnlyList<ScoreParameter> Missing, IReadOnlyList<ScoreParameter> Stale, string? NotApplicable = null)
{
    public double? Total => Missing.Count == 0 && Stale.Count == 0 && NotApplicable is null ? AtLeast : null;

    public static NamedScore DoesNotApply(ScoreName name, string why) => new(name, 0, ScoreBand.Low, [], [], why);

    /// <summary>Records compare lists by reference; a score is the same when what it says is the same.</summary>
    public bool SaysTheSame(NamedScore? other) => other is not null && Name == other.Name && AtLeast.Equals(other.AtLeast) && Band == other.Band
        && NotApplicable == other.NotApplicable && Missing.SequenceEqual(other.Missing) && Stale.SequenceEqual(other.Stale);

    /// <summary>The publication whose rules these are.</summary>
    public static string SourceOf(ScoreName name) => name switch
    {
        ScoreName.News2 => "Royal College of Physicians 2017",
        ScoreName.Mews => "Subbe 2001, QJM 94:521",
        ScoreName.Qsofa => "Singer 2016 (Sepsis-3), JAMA 315:801",
        ScoreName.ShockIndex => "Allgoewer 1967; Rady 1994",
        ScoreName.BedsidePews => "Parshuram 2009, Crit Care 13:R135",
        _ => "",
    };
}
