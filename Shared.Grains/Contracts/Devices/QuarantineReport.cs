namespace OrleansCare.Contracts.Devices;

/// <summary>GET /api/quarantine and /api/quarantine/{id} at the edge. Identified when the payload is in it: loopback only.</summary>
/// <param name="Device">Opaque key; empty when it is not known who sent it.</param>
/// <param name="Source">Mqtt, WebSocket, Grpc, Fhir or Hl7.</param>
/// <param name="Form">Protobuf, Json, FhirJson, Hl7 or Unknown; the last cannot be replayed.</param>
/// <param name="Payload">As it came; null in a list.</param>
public sealed record QuarantineReport(
    long Id,
    DateTimeOffset ReceivedAt,
    string Device,
    string Source,
    string Form,
    int PayloadBytes,
    IReadOnlyList<RejectReport> Rejects,
    IReadOnlyList<ReplayReport> Replays,
    byte[]? Payload);

/// <param name="Element">Its place in the payload, never its value.</param>
public sealed record RejectReport(string Reason, string Element, int Count);

/// <summary>One replay of an entry, in elements: of what had not entered before, the rest of its payload is left alone.</summary>
/// <param name="Outcome">Accepted, Repeated (it had entered before), Quarantined (refused again) or NotKept (the node could not keep it: replay it again).</param>
/// <param name="Remaining">What was refused again, and is tried by the next replay.</param>
public sealed record ReplayReport(DateTimeOffset At, string Outcome, int Accepted, int Quarantined, int Ignored, IReadOnlyList<RejectReport> Remaining);
