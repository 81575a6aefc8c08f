using Orleans;
using Orleans.Runtime;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Patients;

namespace OrleansCare.Edge.Association;

[GrainType("association")]
[KeepAlive]
internal sealed class AssociationGrain(
    [PersistentState("association", EdgeStorage.Name)] IPersistentState<Associations> associations, TimeProvider time) : Grain, IAssociationGrain
{
    /// <summary>A device that has been silent for so long no longer holds its bed against another of its kind. Chosen here, to be confirmed by site.</summary>
    private static readonly TimeSpan ClaimHolds = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (int Kind, DateTimeOffset At)> _heard = [];
    private readonly HashSet<string> _inConflict = [];

    public async Task Place(string device, string bed)
    {
        if (BedOf(device) != bed)
        {
            await MoveAsync(device, bed, "by hand");
        }
    }

    public async Task<Placement> Resolve(string device, int kind, string? bed, string[] patientIds)
    {
        var now = time.GetUtcNow();
        if (bed is not null && bed != BedOf(device) && kind != 0 && IsClaimed(bed, device, kind, now))
        {
            return new Placement(PlacementOutcome.BedClaimed, null);
        }

        _heard[device] = (kind, now);
        var stated = bed ?? BedOf(device);
        var occupant = stated is null && patientIds.Length == 0 ? null : await Ward.Find(stated, stated is null ? patientIds : []);
        var place = stated ?? occupant?.Bed;
        if (place is not null && place != BedOf(device))
        {
            await MoveAsync(device, place, "message");
        }

        if (occupant is null)
        {
            return new Placement(PlacementOutcome.Nobody, null);
        }

        var isOther = patientIds.Length > 0 && !patientIds.Contains(occupant.Mrn);
        if (isOther != _inConflict.Contains(device))
        {
            await Patient(occupant.Patient).ReportPatientConflict(device, isOther);
            _ = isOther ? _inConflict.Add(device) : _inConflict.Remove(device);
        }

        return new Placement(isOther ? PlacementOutcome.WrongPatient : PlacementOutcome.Placed, occupant);
    }

    public async Task<Placement> Recall(string device, int kind, string? bed, string[] patientIds, DateTimeOffset cameAt)
    {
        var present = BedOf(device);
        var place = present ?? bed;
        if (bed is not null && bed != place)
        {
            return new Placement(PlacementOutcome.Nobody, null);
        }

        var occupant = place is null && patientIds.Length == 0 ? null : await Ward.Find(place, place is null ? patientIds : []);
        var then = associations.State.History.LastOrDefault(line => line.Bed == place && line.At <= cameAt && line.Change is "occupied" or "vacated");
        if (occupant is null || then is { Change: "occupied" } && then.Patient != occupant.Patient)
        {
            return new Placement(PlacementOutcome.Nobody, null);
        }

        if (patientIds.Length > 0 && !patientIds.Contains(occupant.Mrn))
        {
            return new Placement(PlacementOutcome.WrongPatient, occupant);
        }

        return present is null ? await Resolve(device, kind, bed, patientIds) : new Placement(PlacementOutcome.Placed, occupant);
    }

    public async Task<bool> Occupy(string bed, string patient, string cause)
    {
        var isRecorded = true;
        foreach (var device in DevicesAt(bed))
        {
            isRecorded &= await LinkAsync(device, patient);
        }

        await NoteOnceAsync(bed, patient, "occupied", cause);
        return isRecorded && (await Patient(patient).Confirm()).Accepted;
    }

    public async Task<bool> Vacate(string bed, string patient, string cause)
    {
        var isRecorded = true;
        foreach (var device in DevicesAt(bed))
        {
            isRecorded &= await UnlinkAsync(device, patient);
        }

        await NoteOnceAsync(bed, patient, "vacated", cause);
        return isRecorded;
    }

    public async Task<string?> State(string mrn, string bed)
    {
        var before = associations.State.Stated.GetValueOrDefault(mrn);
        if (before != bed)
        {
            associations.State.Stated[mrn] = bed;
            await associations.WriteStateAsync();
        }

        return before;
    }

    public ValueTask<string?> Previous(string patient) => ValueTask.FromResult(
        associations.State.History.LastOrDefault(change => change.Patient == patient && change.Change == "vacated") is { Cause: not "A12" } left ? left.Bed : null);

    public ValueTask<AssociationChange[]> History(string? bed) =>
        ValueTask.FromResult<AssociationChange[]>([.. associations.State.History.Where(change => bed is null || change.Bed == bed)]);

    private IWardGrain Ward => GrainFactory.GetGrain<IWardGrain>("ward");

    private IPatientGrain Patient(string patient) => GrainFactory.GetGrain<IPatientGrain>(patient);

    private string? BedOf(string device) => associations.State.Beds.GetValueOrDefault(device);

    private string[] DevicesAt(string bed) => [.. associations.State.Beds.Where(placed => placed.Value == bed).Select(placed => placed.Key)];

    private bool IsClaimed(string bed, string device, int kind, DateTimeOffset now) => DevicesAt(bed).Any(
        other => other != device && _heard.TryGetValue(other, out var heard) && heard.Kind == kind && now - heard.At < ClaimHolds);

    private async Task MoveAsync(string device, string bed, string cause)
    {
        if (BedOf(device) is { } before && await Ward.Find(before, []) is { } left)
        {
            await UnlinkAsync(device, left.Patient);
        }

        associations.State.Beds[device] = bed;
        var occupant = await Ward.Find(bed, []);
        if (occupant is not null && !IsAway(bed, occupant.Patient))
        {
            await LinkAsync(device, occupant.Patient);
        }

        await NoteAsync(bed, device, occupant?.Patient, "placed", cause);
    }

    private async Task<bool> LinkAsync(string device, string patient)
    {
        var grain = GrainFactory.GetGrain<IDeviceGrain>(device);
        if ((await grain.GetReport()).Patient == patient)
        {
            return true;
        }

        var outcome = await Patient(patient).AssociateDevice(device);
        await grain.Associate(patient);
        return outcome.Accepted;
    }

    private async Task<bool> UnlinkAsync(string device, string patient)
    {
        await GrainFactory.GetGrain<IDeviceGrain>(device).Associate(null);
        return (await Patient(patient).ReleaseDevice(device)).Accepted;
    }

    /// <summary>On leave: the bed is held.</summary>
    private bool IsAway(string bed, string patient) => LastStay(bed) is { Change: "vacated" } last && last.Patient == patient;

    private AssociationChange? LastStay(string bed) => associations.State.History.LastOrDefault(line => line.Bed == bed && line.Change is "occupied" or "vacated");

    private Task NoteOnceAsync(string bed, string patient, string change, string cause)
    {
        var last = LastStay(bed);
        return last?.Patient == patient && last.Change == change ? Task.CompletedTask : NoteAsync(bed, null, patient, change, cause);
    }

    private Task NoteAsync(string bed, string? device, string? patient, string change, string cause)
    {
        var history = associations.State.History;
        history.Add(new AssociationChange(time.GetUtcNow(), bed, device, patient, change, cause));
        if (history.Count > Associations.HistoryAtMost)
        {
            history.RemoveAt(0);
        }

        return associations.WriteStateAsync();
    }
}

[GenerateSerializer]
[Alias("care.edge.Associations")]
internal sealed class Associations
{
    /// <summary>Older lines are given up.</summary>
    public const int HistoryAtMost = 5_000;

    /// <summary>Device -> bed.</summary>
    [Id(0)]
    public Dictionary<string, string> Beds { get; init; } = [];

    /// <summary>MRN -> the bed that the hospital last stated.</summary>
    [Id(1)]
    public Dictionary<string, string> Stated { get; init; } = [];

    [Id(2)]
    public List<AssociationChange> History { get; init; } = [];
}
