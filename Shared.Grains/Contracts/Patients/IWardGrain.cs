using Orleans;

namespace OrleansCare.Contracts.Patients;

/// <summary>The one list of this node's stays, key "ward".</summary>
[Alias("care.IWardGrain")]
public interface IWardGrain : IGrainWithStringKey
{
    /// <returns>The stay's opaque key, the same one when this MRN is already in this bed; refused when another patient is.</returns>
    [Alias("Admit")]
    Task<AdmissionOutcome> Admit(Admission admission);

    [Alias("Discharge")]
    Task<CommandOutcome> Discharge(string patient);

    /// <returns>Refused when another patient is in that bed.</returns>
    [Alias("Transfer")]
    Task<CommandOutcome> Transfer(string patient, string bed, string ward, string by);

    [Alias("GetPatients")]
    ValueTask<IReadOnlyList<string>> GetPatients();
}

[GenerateSerializer]
[Immutable]
[Alias("care.AdmissionOutcome")]
public readonly record struct AdmissionOutcome([property: Id(0)] string? Patient, [property: Id(1)] string? Error);
