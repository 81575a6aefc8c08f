namespace OrleansCare.Interop.Fhir;

/// <summary>Whose and where an effect happened. Identified: an Observation written with it stays on the edge unless it goes through the de-identifier.</summary>
/// <param name="Patient">Opaque key of the stay; the subject is <c>Patient/{key}</c>.</param>
/// <param name="Bed">Label, e.g. ICU-03.</param>
public sealed record ObservationContext(string Patient, string? Name = null, string? Mrn = null, string? Bed = null, string? DeviceSerial = null);
