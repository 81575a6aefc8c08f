namespace OrleansCare.Contracts.Patients;

/// <summary>POST /api/admissions at the edge: a patient in a bed with devices. Until access control lands, loopback only.</summary>
/// <param name="By">Who says so; required, for the audit trail.</param>
public sealed record AdmissionRequest(
    string Bed, string Name, string Mrn, DateOnly? BirthDate, bool? Pregnant, bool? Paced, IReadOnlyList<DeviceEnrolment> Devices,
    string Ward = "", string Category = "", string By = "");

/// <summary>POST /api/stays/{patient}/discharge.</summary>
public sealed record DischargeRequest(string By);

/// <summary>POST /api/stays/{patient}/transfer: another bed, and another ward where it is named.</summary>
public sealed record TransferRequest(string Bed, string? Ward, string By);

/// <summary>POST /api/stays/{patient}/paediatric: what an observer saw of a child, in the words of <see cref="IPatientGrain.EnterPaediatric"/>.</summary>
public sealed record PaediatricRequest(string CapillaryRefill, string RespiratoryEffort, string OxygenTherapy, string By);

/// <param name="Serial">The MQTT client id and the {serial} of its topics.</param>
/// <param name="Certificate">SHA-256 of the client certificate with which it may come instead of user and password, hex; TLS only.</param>
public sealed record DeviceEnrolment(string Serial, string User, string Password, string? Certificate = null);

/// <param name="Patient">The stay's opaque key.</param>
public sealed record AdmissionResponse(string Patient);
