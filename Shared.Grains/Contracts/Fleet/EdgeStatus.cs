namespace OrleansCare.Contracts.Fleet;

/// <summary>The edge's own counters since start: GET /api/status.</summary>
/// <param name="AlarmsByKind">Alarms begun, by AlarmKind name.</param>
/// <param name="Rejects">Quarantined elements by RejectReason name.</param>
/// <param name="OutboxItems">Items appended to the outbox, ever, by class.</param>
/// <param name="OutboxDepth">Items not yet receipted by the cloud.</param>
/// <param name="CloudAgeSeconds">Since the cloud's last receipt or word; null before the first.</param>
public sealed record EdgeStatus(
    string Site,
    int Beds,
    long PacketsAccepted,
    long SamplesAccepted,
    long PacketsAcknowledged,
    long PacketsDuplicate,
    long PacketsMissing,
    long BeatsClassified,
    long BeatsUnsure,
    IReadOnlyDictionary<string, long> AlarmsByKind,
    IReadOnlyDictionary<string, long> AlarmsByPriority,
    IReadOnlyDictionary<string, long> Rejects,
    IReadOnlyDictionary<string, long> OutboxItems,
    long OutboxDepth,
    long OutboxShed,
    long OutboxRepeated,
    double? CloudAgeSeconds,
    bool CloudConnected,
    bool StorageDegraded);
