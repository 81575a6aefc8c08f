using Orleans;

namespace OrleansCare.Contracts.Patients;

/// <summary>Done, or why not.</summary>
[GenerateSerializer]
[Immutable]
[Alias("care.CommandOutcome")]
public readonly record struct CommandOutcome([property: Id(0)] string? Error)
{
    public static readonly CommandOutcome Done;

    public bool Accepted => Error is null;

    public static CommandOutcome Refused(string error) => new(error);
}
