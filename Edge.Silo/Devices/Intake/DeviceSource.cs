namespace OrleansCare.Edge.Devices.Intake;

/// <summary>What brought a payload. Numbers are frozen: they stand in quarantine records.</summary>
internal enum DeviceSource
{
    Mqtt = 1,
    WebSocket = 2,
    Grpc = 3,
    Fhir = 4,
    Hl7 = 5,
}
