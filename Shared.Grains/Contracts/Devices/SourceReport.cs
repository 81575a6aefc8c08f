namespace OrleansCare.Contracts.Devices;

/// <summary>
/// What one source (Mqtt, WebSocket, Grpc, Fhir, Hl7) has brought since the edge's start, in elements:
/// CameIn = Accepted + Repeated + Quarantined + Ignored + NotKept. What was not kept is sent again and counted anew.
/// Mended are elements that entered out of quarantine since: they stay counted as quarantined.
/// </summary>
public sealed record SourceReport(
    string Source, long Deliveries, long CameIn, long Accepted, long Repeated, long Quarantined, long Ignored, long NotKept, long Mended);
