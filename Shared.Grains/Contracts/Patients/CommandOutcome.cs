using Orleans;

namespace OrleansCare.Contracts.Patients;

/// <summary>Done, or why not.</summary>
/// <param name="IsUnrecorded">Applied, but the node could not record it: whoever asked asks again.</param>
[GenerateSerializer]
[Immutable]
[Alias("care.CommandOutcome")]
public readonly record struct CommandOutcome([property: Id(0)] string? Error, [property: Id(1)] bool IsUnrecorded = false)
{
    public static readonly CommandOutcome Done;

    public static readonly CommandOutcome Unrecorded = new("Applied, but the node cannot record it now: it will not survive a restart.", IsUnrecorded: true);

    public bool Accepted => Error is null;

    public static CommandOutcome Refused(string error) => new(error);
}
