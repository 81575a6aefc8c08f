using Orleans;
using Orleans.Runtime;

namespace OrleansCare.Edge.Devices.Profiles;

/// <summary>Which assumed profiles an engineer has confirmed, key "profiles": one decision per fingerprint, the newest counts. Kept over restarts.</summary>
[Alias("care.edge.IProfileDecisionsGrain")]
internal interface IProfileDecisionsGrain : IGrainWithStringKey
{
    /// <returns>All decisions, one per fingerprint.</returns>
    [Alias("GetAll")]
    ValueTask<ProfileDecision[]> GetAll();

    /// <returns>All decisions, after this one is durable.</returns>
    [Alias("Decide")]
    Task<ProfileDecision[]> Decide(ProfileDecision decision);
}

/// <param name="Fingerprint">Of the very content that was looked at: a changed file is another profile.</param>
/// <param name="By">Who: stays in here and in the answer to who asks.</param>
[GenerateSerializer]
[Immutable]
[Alias("care.edge.ProfileDecision")]
internal sealed record ProfileDecision(
    [property: Id(0)] string Fingerprint, [property: Id(1)] bool Confirmed, [property: Id(2)] string By, [property: Id(3)] string Reason, [property: Id(4)] DateTimeOffset At);

[GrainType("profile-decisions")]
internal sealed class ProfileDecisionsGrain([PersistentState("decisions", EdgeStorage.Name)] IPersistentState<ProfileDecisions> decisions) : Grain, IProfileDecisionsGrain
{
    public ValueTask<ProfileDecision[]> GetAll() => ValueTask.FromResult<ProfileDecision[]>([.. decisions.State.Newest.Values]);

    public async Task<ProfileDecision[]> Decide(ProfileDecision decision)
    {
        decisions.State.Newest[decision.Fingerprint] = decision;
        await decisions.WriteStateAsync();
        return [.. decisions.State.Newest.Values];
    }
}

[GenerateSerializer]
[Alias("care.edge.ProfileDecisions")]
internal sealed class ProfileDecisions
{
    [Id(0)]
    public Dictionary<string, ProfileDecision> Newest { get; init; } = [];
}
