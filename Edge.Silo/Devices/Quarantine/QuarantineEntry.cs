namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>One payload in quarantine with the reasons, and what became of it since.</summary>
/// <param name="Id">Its position in the quarantine's log; never given again.</param>
/// <param name="Payload">As it came; empty in a list.</param>
internal sealed record QuarantineEntry(long Id, QuarantineItem Item, int PayloadBytes, ReadOnlyMemory<byte> Payload, IReadOnlyList<ReplayMark> Replays);
