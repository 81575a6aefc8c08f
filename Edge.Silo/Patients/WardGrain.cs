using Orleans;
using Orleans.Runtime;
using OrleansCare.Contracts.Identity;
using OrleansCare.Contracts.Patients;

namespace OrleansCare.Edge.Patients;

[GrainType("ward")]
[KeepAlive]
internal sealed class WardGrain([PersistentState("ward", EdgeStorage.Name)] IPersistentState<Ward> stays, IOpaqueIdSource ids) : Grain, IWardGrain
{
    public async Task<AdmissionOutcome> Admit(Admission admission, string by)
    {
        var inBed = stays.State.Stays.FirstOrDefault(stay => stay.Bed == admission.Bed);
        if (inBed is not null && inBed.Mrn != admission.Mrn)
        {
            return new AdmissionOutcome(null, "Another patient is in this bed: discharge that stay first.");
        }

        if (stays.State.Stays.Any(stay => stay.Mrn == admission.Mrn && stay.Bed != admission.Bed))
        {
            return new AdmissionOutcome(null, "This patient lies in another bed: transfer that stay.");
        }

        var patient = inBed?.Patient ?? ids.Next();
        if (inBed is null)
        {
            stays.State.Stays.Add(new BedStay(patient, admission.Bed, admission.Mrn));
            await stays.WriteStateAsync();
        }

        var outcome = await GrainFactory.GetGrain<IPatientGrain>(patient).Admit(admission, by);
        return new AdmissionOutcome(outcome.Accepted || outcome.IsUnrecorded ? patient : null, outcome.Error);
    }

    public async Task<CommandOutcome> Discharge(string patient, string by)
    {
        if (stays.State.Stays.FirstOrDefault(stay => stay.Patient == patient) is not { } stay)
        {
            return CommandOutcome.Refused("There is no such stay.");
        }

        var outcome = await GrainFactory.GetGrain<IPatientGrain>(patient).Discharge(by);
        if (outcome.Accepted)
        {
            stays.State.Stays.Remove(stay);
            await stays.WriteStateAsync();
        }

        return outcome;
    }

    public async Task<CommandOutcome> Transfer(string patient, string bed, string ward, string by)
    {
        var index = stays.State.Stays.FindIndex(stay => stay.Patient == patient);
        if (index < 0)
        {
            return CommandOutcome.Refused("There is no such stay.");
        }

        if (stays.State.Stays.Any(stay => stay.Bed == bed && stay.Patient != patient))
        {
            return CommandOutcome.Refused("Another patient is in this bed: discharge or transfer that stay first.");
        }

        var outcome = await GrainFactory.GetGrain<IPatientGrain>(patient).Transfer(bed, ward, by);
        if (outcome.Accepted || outcome.IsUnrecorded)
        {
            stays.State.Stays[index] = stays.State.Stays[index] with { Bed = bed };
            await stays.WriteStateAsync();
        }

        return outcome;
    }

    public async Task<CommandOutcome> Swap(string patient, string ward, string other, string otherWard, string by)
    {
        var (one, two) = (stays.State.Stays.FindIndex(stay => stay.Patient == patient), stays.State.Stays.FindIndex(stay => stay.Patient == other));
        if (one < 0 || two < 0)
        {
            return CommandOutcome.Refused("There is no such stay.");
        }

        var (first, second) = (stays.State.Stays[one], stays.State.Stays[two]);
        var outcome = await GrainFactory.GetGrain<IPatientGrain>(patient).Transfer(second.Bed, ward, by);
        if (!outcome.Accepted && !outcome.IsUnrecorded)
        {
            return outcome;
        }

        var back = await GrainFactory.GetGrain<IPatientGrain>(other).Transfer(first.Bed, otherWard, by);
        stays.State.Stays[one] = first with { Bed = second.Bed };
        stays.State.Stays[two] = second with { Bed = first.Bed };
        await stays.WriteStateAsync();
        return outcome.Accepted ? back : outcome;
    }

    public async Task<CommandOutcome> Correct(string patient, string mrn, string? name, DateOnly? birthDate)
    {
        var index = stays.State.Stays.FindIndex(stay => stay.Patient == patient);
        if (index < 0)
        {
            return CommandOutcome.Refused("There is no such stay.");
        }

        var outcome = await GrainFactory.GetGrain<IPatientGrain>(patient).Correct(mrn, name, birthDate);
        if (outcome.Accepted && stays.State.Stays[index].Mrn != mrn)
        {
            stays.State.Stays[index] = stays.State.Stays[index] with { Mrn = mrn };
            await stays.WriteStateAsync();
        }

        return outcome;
    }

    public ValueTask<BedOccupant?> Find(string? bed, string[] mrns) =>
        First(stay => (bed is null || stay.Bed == bed) && (mrns.Length > 0 ? mrns.Contains(stay.Mrn) : bed is not null));

    public ValueTask<BedOccupant?> FindStay(string patient) => First(stay => stay.Patient == patient);

    public ValueTask<IReadOnlyList<string>> GetPatients() => ValueTask.FromResult<IReadOnlyList<string>>([.. stays.State.Stays.Select(stay => stay.Patient)]);

    private ValueTask<BedOccupant?> First(Func<BedStay, bool> passes) =>
        ValueTask.FromResult(stays.State.Stays.FirstOrDefault(passes) is { } stay ? new BedOccupant(stay.Patient, stay.Bed, stay.Mrn) : null);
}

[GenerateSerializer]
[Alias("care.edge.Ward")]
internal sealed class Ward
{
    [Id(0)]
    public List<BedStay> Stays { get; init; } = [];
}

[GenerateSerializer]
[Immutable]
[Alias("care.edge.BedStay")]
internal sealed record BedStay([property: Id(0)] string Patient, [property: Id(1)] string Bed, [property: Id(2)] string Mrn);
