using Orleans;

namespace OrleansCare.Contracts.Patients;

/// <summary>Who lies where. Identified: stays on the edge.</summary>
/// <param name="Patient">The stay's opaque key.</param>
[GenerateSerializer]
[Immutable]
[Alias("care.BedOccupant")]
public sealed record BedOccupant([property: Id(0)] string Patient, [property: Id(1)] string Bed, [property: Id(2)] string Mrn);
