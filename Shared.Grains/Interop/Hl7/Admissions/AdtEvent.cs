namespace OrleansCare.Interop.Hl7.Admissions;

/// <summary>What a hospital event means for a bed. The names say it; the HL7 events are listed in <see cref="AdtEvents"/>.</summary>
public enum AdtKind
{
    Admit = 1,
    Transfer,
    Discharge,
    Register,
    OutpatientToInpatient,
    InpatientToOutpatient,
    Update,
    CancelAdmit,
    CancelTransfer,
    CancelDischarge,
    SwapPatients,
    LeaveOfAbsence,
    ReturnFromLeave,
    MergePatients,
}

/// <summary>One ADT message as data. What it does to a bed is decided where beds are known.</summary>
/// <param name="Sender">MSH-3, the sending application; empty when it does not say.</param>
/// <param name="Trigger">A01 ...</param>
/// <param name="OccurredAt">EVN-6, else EVN-2; null: not said, or unreadable.</param>
/// <param name="Other">The second patient of A17; null otherwise.</param>
/// <param name="Merges">Of A18, A34, A36 and A40; empty otherwise.</param>
public sealed record AdtEvent(AdtKind Kind, string Sender, string Trigger, DateTimeOffset? OccurredAt, AdtPatient Patient, AdtPatient? Other, IReadOnlyList<AdtMerge> Merges);

/// <summary>PID-3 of one repetition (CX).</summary>
/// <param name="Authority">CX.4: who gave it; may be empty.</param>
/// <param name="Type">CX.5, e.g. MR; may be empty.</param>
public sealed record PatientIdentifier(string Id, string Authority, string Type);

/// <summary>The patient <paramref name="Surviving"/> takes over what was known under <paramref name="Prior"/> (MRG-1).</summary>
public sealed record AdtMerge(AdtPatient Surviving, IReadOnlyList<PatientIdentifier> Prior);

/// <summary>Who and where. Everything here identifies a person: it stays on the edge and out of logs.</summary>
/// <param name="Location">PV1-3.</param>
/// <param name="PriorLocation">PV1-6.</param>
/// <param name="Visit">PV1-19; may be empty.</param>
public sealed record AdtPatient(
    IReadOnlyList<PatientIdentifier> Identifiers, Stated<PersonName> Name, Stated<DateOnly?> BirthDate, Stated<string> Sex, Stated<BedLocation> Location,
    Stated<BedLocation> PriorLocation, string Visit, string Account, string PatientClass);

public sealed record PersonName(string Family, string Given);

/// <summary>PL: ward, room, bed, facility; parts may be empty.</summary>
public sealed record BedLocation(string PointOfCare, string Room, string Bed, string Facility);

/// <summary>HL7 tells three things of a field: nothing (<see cref="IsStated"/> false), <c>""</c> = delete it (<see cref="IsDeleted"/>), or a value.</summary>
public readonly record struct Stated<T>(bool IsStated, T? Value)
{
    public bool IsDeleted => IsStated && Value is null;
}
