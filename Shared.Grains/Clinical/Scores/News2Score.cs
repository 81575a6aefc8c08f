namespace OrleansCare.Clinical.Scores;

public enum Consciousness
{
    Alert = 0,
    NewConfusion = 1,
    Voice = 2,
    Pain = 3,
    Unresponsive = 4,
}

/// <summary>Scale 2 only when a clinician prescribed 88-92 % for hypercapnic respiratory failure.</summary>
public enum Spo2Scale
{
    Scale1 = 1,
    Scale2 = 2,
}

/// <summary>RCP 2017 bands; a single parameter of 3 makes <see cref="LowMedium"/>.</summary>
public enum News2Band
{
    Low = 0,
    LowMedium = 1,
    Medium = 2,
    High = 3,
}

public enum News2Parameter
{
    RespiratoryRate = 0,
    Spo2 = 1,
    Oxygen = 2,
    SystolicPressure = 3,
    Pulse = 4,
    Consciousness = 5,
    Temperature = 6,
}

/// <summary>
/// National Early Warning Score 2 (Royal College of Physicians 2017). With a parameter missing or stale there is no total:
/// <see cref="AtLeast"/> is what the present ones add up to, and <see cref="Missing"/> names the rest.
/// </summary>
/// <param name="Points">By <see cref="News2Parameter"/>, 0 to 3; null where missing.</param>
/// <param name="NotApplicable">Why the score does not apply (age below 16, pregnancy), or null.</param>
public sealed record News2Score(
    int AtLeast, News2Band Band, IReadOnlyList<int?> Points, IReadOnlyList<News2Parameter> Missing, Spo2Scale Scale, string? NotApplicable)
{
    public int? Total => Missing.Count == 0 && NotApplicable is null ? AtLeast : null;
}
