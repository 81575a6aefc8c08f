namespace OrleansCare.Edge.Devices.Intake;

/// <summary>The form in which a payload came and is kept. Numbers are frozen: they stand in quarantine records.</summary>
internal enum KeptPayload
{
    /// <summary>Of no form that is known here: it can be looked at, not replayed.</summary>
    Unknown = 0,
    Protobuf = 1,
    Json = 2,
    FhirJson = 3,
    Hl7 = 4,
}
