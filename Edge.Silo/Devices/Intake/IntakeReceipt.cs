using OrleansCare.Interop.Devices;

namespace OrleansCare.Edge.Devices.Intake;

/// <summary>Numbers are those of care.device.v1.IngestOutcome.</summary>
internal enum IntakeOutcome
{
    /// <summary>Durable; elements that could not enter are durable in quarantine.</summary>
    Accepted = 1,

    /// <summary>It had come before, and is durable since.</summary>
    Repeated = 2,

    /// <summary>Nothing of it entered; it is durable in quarantine.</summary>
    Quarantined = 3,

    /// <summary>The node cannot keep it now: send it again. Alarms of it went out all the same.</summary>
    NotKept = 4,
}

/// <summary>What became of one delivery. Each protocol says it in its own terms (docs/adr/2611-one-intake.md).</summary>
/// <param name="Sequence">The packet's; null when there was none to read.</param>
/// <param name="Accepted">Elements; with <paramref name="Quarantined"/> and <paramref name="Ignored"/> they are all that came in.</param>
internal readonly record struct IntakeReceipt(IntakeOutcome Outcome, long? Sequence, int Accepted, int Quarantined, int Ignored, IReadOnlyList<Reject> Rejects)
{
    /// <summary>Whether the sender may forget it.</summary>
    public bool IsKept => Outcome != IntakeOutcome.NotKept;

    public static IntakeReceipt Of(IntakeOutcome outcome, DecodeResult decoded) =>
        new(outcome, decoded.Packet?.Sequence, decoded.Accepted, decoded.Rejected, decoded.Ignored, decoded.Rejects);

    public static IntakeReceipt Refused(bool kept, Reject reject) =>
        new(kept ? IntakeOutcome.Quarantined : IntakeOutcome.NotKept, null, 0, reject.Count, 0, [reject]);
}
