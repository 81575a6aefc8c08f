using Orleans;

namespace OrleansCare.Contracts.Patients;

/// <summary>Counts of one stay since admission, restored with it; <see cref="Duplicates"/> counts since the silo's start.</summary>
/// <param name="AlarmsByKind">Alarms begun, indexed by AlarmKind number.</param>
/// <param name="AlarmsByPriority">Alarms begun: low, medium, high.</param>
[GenerateSerializer]
[Immutable]
[Alias("care.PatientTotals")]
public sealed record PatientTotals(
    [property: Id(0)] bool Occupied,
    [property: Id(1)] long Packets,
    [property: Id(2)] long Samples,
    [property: Id(3)] long Duplicates,
    [property: Id(4)] long Missing,
    [property: Id(5)] long BeatsClassified,
    [property: Id(6)] long BeatsUnsure,
    [property: Id(7)] long[] AlarmsByKind,
    [property: Id(8)] long[] AlarmsByPriority);
