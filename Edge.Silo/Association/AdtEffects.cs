using Orleans;
using OrleansCare.Clinical.Packets;
using OrleansCare.Contracts.Patients;
using OrleansCare.Interop.Hl7.Admissions;

namespace OrleansCare.Edge.Association;

/// <summary>What a hospital event does to beds and stays (docs/flows/associations.md).</summary>
internal sealed class AdtEffects(IGrainFactory grains, BedChanges beds)
{
    private IWardGrain Ward => grains.GetGrain<IWardGrain>("ward");

    private IAssociationGrain Association => grains.GetGrain<IAssociationGrain>("association");

    /// <returns>Null: done, or nothing to do. NotRecorded: done, and to be asked for again. Else why not.</returns>
    public async Task<RejectReason?> ApplyAsync(AdtEvent adt)
    {
        var patient = adt.Patient;
        var said = new Statement(adt);
        if (await AreTwoAsync(patient) || (adt.Other is { } second && await AreTwoAsync(second)))
        {
            return RejectReason.PatientInTwoBeds;
        }

        switch (adt.Kind)
        {
            case AdtKind.Admit or AdtKind.Register or AdtKind.OutpatientToInpatient or AdtKind.CancelDischarge or AdtKind.Transfer:
                return BedLabel.Of(patient.Location) is { } bed ? await BringAsync(patient, bed, said) : null;
            case AdtKind.Discharge or AdtKind.CancelAdmit or AdtKind.InpatientToOutpatient:
                return await EndAsync(patient, said);
            case AdtKind.CancelTransfer:
                return await ReturnAsync(patient, said);
            case AdtKind.SwapPatients:
                return adt.Other is { } other ? await SwapAsync(patient, other, said) : RejectReason.RequiredFieldMissing;
            case AdtKind.LeaveOfAbsence or AdtKind.ReturnFromLeave:
                return await LeaveAsync(patient, adt.Kind == AdtKind.LeaveOfAbsence, said);
            case AdtKind.Update:
                return await UpdateAsync(patient, said);
            case AdtKind.MergePatients:
                return await MergeAsync(adt.Merges);
            default:
                return null;
        }
    }

    /// <summary>The patient is in this bed: a new stay, or the stay moves.</summary>
    private async Task<RejectReason?> BringAsync(AdtPatient patient, string bed, Statement said)
    {
        var mrn = MrnOf(patient);
        await Association.State(mrn, bed);
        var stay = await FindAsync(patient);
        if (stay is null)
        {
            var outcome = await Ward.Admit(AdmissionOf(patient, bed, mrn), said.By);
            if (outcome.Patient is not { } admitted)
            {
                return RejectReason.BedOccupied;
            }

            return await Association.Occupy(bed, admitted, said.Trigger) && outcome.Error is null ? null : RejectReason.NotRecorded;
        }

        var notThere = stay.Bed != bed ? await MoveAsync(stay, bed, BedLabel.WardOf(patient.Location), said)
            : await Association.Occupy(bed, stay.Patient, said.Trigger) ? null
            : RejectReason.NotRecorded;
        return notThere ?? await CorrectAsync(stay, patient);
    }

    private async Task<RejectReason?> MoveAsync(BedOccupant stay, string bed, string ward, Statement said) =>
        ReasonOf(await beds.MoveAsync(stay, bed, ward, said.By, said.Trigger), RejectReason.BedOccupied);

    private async Task<RejectReason?> EndAsync(AdtPatient patient, Statement said) =>
        await FindAsync(patient) is { } stay ? ReasonOf(await beds.EndAsync(stay, said.By, said.Trigger), RejectReason.UnknownPatient) : null;

    /// <summary>PV1-3 of a cancelled transfer is where the patient is after all; without it, the bed before.</summary>
    private async Task<RejectReason?> ReturnAsync(AdtPatient patient, Statement said)
    {
        if (await FindAsync(patient) is not { } stay)
        {
            return RejectReason.UnknownPatient;
        }

        var bed = BedLabel.Of(patient.Location) ?? await Association.Previous(stay.Patient);
        if (bed is null || bed == stay.Bed)
        {
            return null;
        }

        await Association.State(stay.Mrn, bed);
        return await MoveAsync(stay, bed, BedLabel.WardOf(patient.Location), said);
    }

    private async Task<RejectReason?> SwapAsync(AdtPatient first, AdtPatient second, Statement said)
    {
        if (await FindAsync(first) is not { } one || await FindAsync(second) is not { } two || one.Patient == two.Patient)
        {
            return RejectReason.UnknownPatient;
        }

        // Each PV1-3 names the new bed: a message that came twice must not swap back.
        if (BedLabel.Of(first.Location) == one.Bed && BedLabel.Of(second.Location) == two.Bed)
        {
            return await Association.Occupy(one.Bed, one.Patient, said.Trigger) & await Association.Occupy(two.Bed, two.Patient, said.Trigger) ? null : RejectReason.NotRecorded;
        }

        var isRecorded = await Association.Vacate(one.Bed, one.Patient, said.Trigger) & await Association.Vacate(two.Bed, two.Patient, said.Trigger);
        var outcome = await Ward.Swap(one.Patient, BedLabel.WardOf(first.Location), two.Patient, BedLabel.WardOf(second.Location), said.By);
        isRecorded &= await Association.Occupy(outcome.Accepted ? two.Bed : one.Bed, one.Patient, said.Trigger);
        isRecorded &= await Association.Occupy(outcome.Accepted ? one.Bed : two.Bed, two.Patient, said.Trigger);
        if (!outcome.Accepted)
        {
            return ReasonOf(outcome, RejectReason.UnknownPatient);
        }

        await Association.State(one.Mrn, two.Bed);
        await Association.State(two.Mrn, one.Bed);
        return isRecorded ? null : RejectReason.NotRecorded;
    }

    /// <summary>The bed is held; its devices measure nobody meanwhile.</summary>
    private async Task<RejectReason?> LeaveAsync(AdtPatient patient, bool leaves, Statement said)
    {
        if (await FindAsync(patient) is not { } stay)
        {
            return RejectReason.UnknownPatient;
        }

        var outcome = await grains.GetGrain<IPatientGrain>(stay.Patient).EnterStandby(leaves, said.By, said.Trigger);
        var isRecorded = await (leaves ? Association.Vacate(stay.Bed, stay.Patient, said.Trigger) : Association.Occupy(stay.Bed, stay.Patient, said.Trigger));
        return isRecorded && !outcome.IsUnrecorded ? null : RejectReason.NotRecorded;
    }

    /// <summary>Moves a patient only when PV1-3 is another one than the hospital stated before: the bedside may know better.</summary>
    private async Task<RejectReason?> UpdateAsync(AdtPatient patient, Statement said)
    {
        if (await FindAsync(patient) is not { } stay)
        {
            return null;
        }

        if (BedLabel.Of(patient.Location) is { } bed && await Association.State(stay.Mrn, bed) is { } before && before != bed && bed != stay.Bed
            && await MoveAsync(stay, bed, BedLabel.WardOf(patient.Location), said) is { } refused)
        {
            // It is asked for again, or replayed when the bed is free: it must move the patient then.
            await Association.State(stay.Mrn, before);
            return refused;
        }

        return await CorrectAsync(await FindAsync(patient) ?? stay, patient);
    }

    private async Task<RejectReason?> MergeAsync(IReadOnlyList<AdtMerge> merges)
    {
        foreach (var merge in merges)
        {
            if (await Ward.Find(null, [.. merge.Prior.Select(id => id.Id)]) is not { } prior)
            {
                continue;
            }

            if (await AreTwoAsync(merge.Surviving) || (await FindAsync(merge.Surviving) is { } surviving && surviving.Patient != prior.Patient))
            {
                return RejectReason.PatientInTwoBeds;
            }

            if (await CorrectAsync(prior, merge.Surviving) is { } refused)
            {
                return refused;
            }
        }

        return null;
    }

    private async Task<RejectReason?> CorrectAsync(BedOccupant stay, AdtPatient patient)
    {
        var name = NameOf(patient);
        return ReasonOf(await Ward.Correct(stay.Patient, MrnOf(patient), name.Length > 0 ? name : null, patient.BirthDate.Value), RejectReason.UnknownPatient);
    }

    private static RejectReason? ReasonOf(CommandOutcome outcome, RejectReason refused) =>
        outcome.Accepted ? null : outcome.IsUnrecorded ? RejectReason.NotRecorded : refused;

    private ValueTask<BedOccupant?> FindAsync(AdtPatient patient) => Ward.Find(null, [.. patient.Identifiers.Select(id => id.Id)]);

    /// <summary>PID-3 holds the numbers of two who both lie here: whose event it is cannot be told.</summary>
    private async Task<bool> AreTwoAsync(AdtPatient patient)
    {
        var stays = new HashSet<string>();
        foreach (var identifier in patient.Identifiers)
        {
            if (await Ward.Find(null, [identifier.Id]) is { } stay)
            {
                stays.Add(stay.Patient);
            }
        }

        return stays.Count > 1;
    }

    private static Admission AdmissionOf(AdtPatient patient, string bed, string mrn) =>
        new(bed, NameOf(patient), mrn, patient.BirthDate.Value, null, null, BedLabel.WardOf(patient.Location));

    private static string NameOf(AdtPatient patient) =>
        patient.Name.Value is { } name ? string.Join(' ', new[] { name.Given, name.Family }.Where(part => part.Length > 0)) : "";

    private static string MrnOf(AdtPatient patient) => (patient.Identifiers.FirstOrDefault(id => id.Type == "MR") ?? patient.Identifiers[0]).Id;

    /// <summary>Which event says so, and who sent it: what the audit trail names.</summary>
    private sealed class Statement(AdtEvent adt)
    {
        public string Trigger => adt.Trigger;

        public string By { get; } = adt.Sender.Length > 0 ? $"{adt.Sender} ADT^{adt.Trigger}" : $"ADT^{adt.Trigger}";
    }
}
