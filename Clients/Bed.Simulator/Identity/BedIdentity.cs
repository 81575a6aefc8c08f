using OrleansCare.Contracts.Patients;

namespace OrleansCare.BedSimulator.Identity;

/// <summary>Who lies in a simulated bed: made up, and every field unlike anything else, so that a leak of it is found by searching.</summary>
public sealed record BedIdentity(string Bed, string Name, string Mrn, DateOnly BirthDate, IReadOnlyList<DeviceIdentity> Devices)
{
    public AdmissionRequest ToAdmission() => new(
        Bed, Name, Mrn, BirthDate, Pregnant: null, Paced: false, [.. Devices.Select(d => new DeviceEnrolment(d.Serial, d.User, d.Password))], By: "simulated beds");
}

/// <param name="Serial">Also the MQTT client id.</param>
/// <param name="Note">Free text that a JSON device adds and the edge must ignore.</param>
public sealed record DeviceIdentity(DeviceKind Kind, string Serial, string User, string Password, string Note);
