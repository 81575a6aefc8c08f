using Orleans;
using OrleansCare.Contracts.Patients;

namespace OrleansCare.Edge.Association;

/// <summary>Which device stands at which bed, key "association": a device stays with its bed, the bed's patient changes (docs/flows/associations.md).</summary>
[Alias("care.edge.IAssociationGrain")]
internal interface IAssociationGrain : IGrainWithStringKey
{
    /// <summary>Puts a device at a bed by hand, or by an admission that names it.</summary>
    [Alias("Place")]
    Task Place(string device, string bed);

    /// <summary>A device says where it stands and whom it measures.</summary>
    /// <param name="kind">MDC code of the device's top row; 0: not said.</param>
    /// <param name="bed">Null: not said.</param>
    /// <param name="patientIds">Empty: not said.</param>
    [Alias("Resolve")]
    Task<Placement> Resolve(string device, int kind, string? bed, string[] patientIds);

    /// <summary>To whom the values of an earlier message may go now. It moves no device that stands somewhere, and raises no conflict.</summary>
    /// <returns>Nobody: the device stands elsewhere by now, or another patient lay there then.</returns>
    [Alias("Recall")]
    Task<Placement> Recall(string device, int kind, string? bed, string[] patientIds, DateTimeOffset cameAt);

    /// <summary>The patient lies in this bed now: its devices are given to the stay. Again it changes nothing.</summary>
    /// <returns>False: done, but the node could not record it.</returns>
    [Alias("Occupy")]
    Task<bool> Occupy(string bed, string patient, string cause);

    /// <summary>The patient left this bed: its devices stay, and belong to nobody.</summary>
    /// <returns>False: done, but the node could not record it.</returns>
    [Alias("Vacate")]
    Task<bool> Vacate(string bed, string patient, string cause);

    /// <summary>Notes where the hospital last said that the patient is.</summary>
    /// <returns>What it said before; null: nothing.</returns>
    [Alias("State")]
    Task<string?> State(string mrn, string bed);

    /// <returns>The bed that this patient was in before the last change; null: not known, or that change was itself a cancelled transfer (A12).</returns>
    [Alias("Previous")]
    ValueTask<string?> Previous(string patient);

    [Alias("History")]
    ValueTask<AssociationChange[]> History(string? bed);
}

/// <summary>Numbers are frozen.</summary>
[GenerateSerializer]
internal enum PlacementOutcome
{
    Placed = 1,

    /// <summary>No bed, or nobody in it.</summary>
    Nobody = 2,

    /// <summary>Somebody else is in the device's bed.</summary>
    WrongPatient = 3,

    /// <summary>Another device of its kind stands at that bed and speaks.</summary>
    BedClaimed = 4,
}

[GenerateSerializer]
[Immutable]
[Alias("care.edge.Placement")]
internal sealed record Placement([property: Id(0)] PlacementOutcome Outcome, [property: Id(1)] BedOccupant? Occupant);

/// <summary>One line of the history, by opaque keys and bed labels.</summary>
/// <param name="Cause">A01 ... , message, or by hand.</param>
[GenerateSerializer]
[Immutable]
[Alias("care.edge.AssociationChange")]
internal sealed record AssociationChange(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string Bed,
    [property: Id(2)] string? Device,
    [property: Id(3)] string? Patient,
    [property: Id(4)] string Change,
    [property: Id(5)] string Cause);
