using Orleans;

namespace OrleansCare.Contracts.Patients;

/// <summary>Identified: stays on the edge.</summary>
/// <param name="Bed">Label of the bed, e.g. ICU-03.</param>
/// <param name="Ward">Whose escalation levels hold; empty is the site's only one.</param>
/// <param name="Category">adult, paediatric, neonatal; empty is told by the age.</param>
[GenerateSerializer]
[Immutable]
[Alias("care.Admission")]
public sealed record Admission(
    [property: Id(0)] string Bed,
    [property: Id(1)] string Name,
    [property: Id(2)] string Mrn,
    [property: Id(3)] DateOnly? BirthDate,
    [property: Id(4)] bool? Pregnant,
    [property: Id(5)] bool? Paced,
    [property: Id(6)] string Ward = "",
    [property: Id(7)] string Category = "");
