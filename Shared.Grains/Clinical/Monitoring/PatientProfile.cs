namespace OrleansCare.Clinical.Monitoring;

/// <summary>What rules need to know of the patient: no name, no number, no date.</summary>
/// <param name="AgeYears">Completed years; unknown is null, and rules that need it say that it is missing.</param>
public sealed record PatientProfile(int? AgeYears, bool? Pregnant = null, bool? Paced = null);
