using Orleans;
using Orleans.Runtime;
using OrleansCare.Contracts.Identity;
using OrleansCare.Contracts.Patients;

namespace OrleansCare.Edge.Patients;

[GrainType("ward")]
[KeepAlive]
internal sealed class WardGrain([PersistentState("ward", EdgeStorage.Name)] IPersistentState<Ward> ward, IOpaqueIdSource ids) : Grain, IWardGrain
{
    public async Task<AdmissionOutcome> Admit(Admission admission)
    {
        var inBed = ward.State.Stays.FirstOrDefault(stay => stay.Bed == admission.Bed);
        if (inBed is not null && inBed.Mrn != admission.Mrn)
        {
            return new AdmissionOutcome(null, "Another patient is in this bed: discharge that stay first.");
        }

        var patient = inBed?.Patient ?? ids.Next();
        if (inBed is null)
        {
            ward.State.Stays.Add(new BedStay(patient, admission.Bed, admission.Mrn));
            await ward.WriteStateAsync();
        }

        var outcome = await GrainFactory.GetGrain<IPatientGrain>(patient).Admit(admission);
        return new AdmissionOutcome(outcome.Accepted ? patient : null, outcome.Error);
    }

    public async Task<CommandOutcome> Discharge(string patient)
    {
        if (ward.State.Stays.FirstOrDefault(stay => stay.Patient == patient) is not { } stay)
        {
            return CommandOutcome.Refused("There is no such stay.");
        }

        var outcome = await GrainFactory.GetGrain<IPatientGrain>(patient).Discharge();
        if (outcome.Accepted)
        {
            ward.State.Stays.Remove(stay);
            await ward.WriteStateAsync();
        }

        return outcome;
    }

    public ValueTask<IReadOnlyList<string>> GetPatients() => ValueTask.FromResult<IReadOnlyList<string>>([.. ward.State.Stays.Select(stay => stay.Patient)]);
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
