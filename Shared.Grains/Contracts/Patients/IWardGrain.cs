using Orleans;

namespace OrleansCare.Contracts.Patients;

/// <summary>The one list of this node's stays, key "ward".</summary>
[Alias("care.IWardGrain")]
public interface IWardGrain : IGrainWithStringKey
{
    /// <returns>The stay's opaque key, the same one when this MRN is already in this bed, also with an error when the node could not record it; refused when another patient is.</returns>
    [Alias("Admit")]
    Task<AdmissionOutcome> Admit(Admission admission, string by);

    [Alias("Discharge")]
    Task<CommandOutcome> Discharge(string patient, string by);

    /// <returns>Refused when another patient is in that bed.</returns>
    [Alias("Transfer")]
    Task<CommandOutcome> Transfer(string patient, string bed, string ward, string by);

    /// <summary>Each takes the other's bed.</summary>
    /// <param name="ward">Of the first in its new bed.</param>
    [Alias("Swap")]
    Task<CommandOutcome> Swap(string patient, string ward, string other, string otherWard, string by);

    /// <summary>Another number or other personal data of the same person; null leaves as it is.</summary>
    [Alias("Correct")]
    Task<CommandOutcome> Correct(string patient, string mrn, string? name, DateOnly? birthDate);

    /// <param name="bed">Null: any bed, by <paramref name="mrns"/> alone.</param>
    /// <param name="mrns">Any of these; empty: whoever is in the bed.</param>
    [Alias("Find")]
    ValueTask<BedOccupant?> Find(string? bed, string[] mrns);

    /// <param name="patient">The stay's key.</param>
    [Alias("FindStay")]
    ValueTask<BedOccupant?> FindStay(string patient);

    [Alias("GetPatients")]
    ValueTask<IReadOnlyList<string>> GetPatients();
}

[GenerateSerializer]
[Immutable]
[Alias("care.AdmissionOutcome")]
public readonly record struct AdmissionOutcome([property: Id(0)] string? Patient, [property: Id(1)] string? Error);
