using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>One payload in quarantine with the reasons, and what became of it since.</summary>
/// <param name="Id">Its position in the quarantine's log; never given again.</param>
/// <param name="Payload">As it came; empty in a list.</param>
internal sealed record QuarantineEntry(long Id, QuarantineItem Item, int PayloadBytes, ReadOnlyMemory<byte> Payload, IReadOnlyList<ReplayMark> Replays)
{
    /// <summary>What has not entered yet: the refusals it came with, or those that the last replay left.</summary>
    public IReadOnlyList<Reject> Outstanding => Replays.LastOrDefault(replay => replay.Outcome != IntakeOutcome.NotKept) is { Remaining: { } remaining } ? remaining : Item.Rejects;
}
