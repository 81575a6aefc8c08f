using OrleansCare.Clinical.Scores;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>What rules need to know of the patient: no name, no number, no date.</summary>
/// <param name="AgeYears">Completed years; unknown is null, and rules that need it say that it is missing.</param>
/// <param name="AgeDays">Completed days: below two years, years do not tell an infant's limits.</param>
/// <param name="Category">As staff entered it; null is told by the age.</param>
public sealed record PatientProfile(int? AgeYears, bool? Pregnant = null, bool? Paced = null, int? AgeDays = null, PatientCategory? Category = null)
{
    /// <summary>For whom Bedside PEWS was made: below 18 years by age, or by the category when the age is unknown.</summary>
    public bool IsChild => AgeYears is { } years ? years < BedsidePews.BelowYears : Category is PatientCategory.Paediatric or PatientCategory.Neonatal;
}

/// <summary>As a bedside monitor asks for it. Numbers are frozen.</summary>
public enum PatientCategory
{
    Adult = 1,
    Paediatric = 2,
    Neonatal = 3,
}
