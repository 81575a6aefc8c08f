using Orleans;
using OrleansCare.Contracts.Patients;

namespace OrleansCare.Edge.Association;

/// <summary>
/// A stay goes to another bed or ends, and what that does to the devices there: the same whoever says so, the hospital or the bedside
/// (docs/flows/associations.md).
/// </summary>
internal sealed class BedChanges(IGrainFactory grains)
{
    private IWardGrain Ward => grains.GetGrain<IWardGrain>("ward");

    private IAssociationGrain Association => grains.GetGrain<IAssociationGrain>("association");

    /// <summary>The old bed's devices belong to nobody then, the new bed's to this stay.</summary>
    public async Task<CommandOutcome> MoveAsync(BedOccupant stay, string bed, string ward, string by, string cause)
    {
        if (await Ward.Find(bed, []) is { } other && other.Patient != stay.Patient)
        {
            return CommandOutcome.Refused("Another patient is in this bed: discharge or transfer that stay first.");
        }

        if (!await CanRecordAsync(stay))
        {
            return CommandOutcome.Unrecorded;
        }

        var isVacated = await Association.Vacate(stay.Bed, stay.Patient, cause);
        var outcome = await Ward.Transfer(stay.Patient, bed, ward, by);
        var isOccupied = await Association.Occupy(outcome.Accepted || outcome.IsUnrecorded ? bed : stay.Bed, stay.Patient, cause);
        return outcome.Accepted && !(isVacated && isOccupied) ? CommandOutcome.Unrecorded : outcome;
    }

    /// <summary>The bed's devices belong to nobody then.</summary>
    public async Task<CommandOutcome> EndAsync(BedOccupant stay, string by, string cause)
    {
        if (!await CanRecordAsync(stay))
        {
            return CommandOutcome.Unrecorded;
        }

        var isVacated = await Association.Vacate(stay.Bed, stay.Patient, cause);
        var outcome = await Ward.Discharge(stay.Patient, by);
        return outcome.Accepted && !isVacated ? CommandOutcome.Unrecorded : outcome;
    }

    /// <summary>A full disk refuses before anything is changed: the patient keeps bed and devices.</summary>
    private async Task<bool> CanRecordAsync(BedOccupant stay) => (await grains.GetGrain<IPatientGrain>(stay.Patient).Confirm()).Accepted;
}
