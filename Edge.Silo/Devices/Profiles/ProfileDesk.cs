using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using OrleansCare.Contracts.Devices;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Edge.Devices.Profiles;

/// <summary>Where an engineer sees the profiles and decides on the assumed ones. Recalled before a device is let in.</summary>
internal sealed class ProfileDesk(ProfileWatch watch, IGrainFactory grains, TimeProvider time, ILogger<ProfileDesk> logger) : IStartupTask
{
    private readonly ConcurrentDictionary<string, long> _held = new();

    private IProfileDecisionsGrain Decisions => grains.GetGrain<IProfileDecisionsGrain>("profiles");

    public async Task Execute(CancellationToken cancellationToken) => Use(await Decisions.GetAll());

    /// <summary>Elements of an unconfirmed profile went to quarantine.</summary>
    public void Held(DeviceProfile profile, int elements) => _held.AddOrUpdate(profile.Name, elements, (_, before) => before + elements);

    public async Task<IReadOnlyList<ProfileReport>> ReportAsync()
    {
        var catalog = watch.Catalog;
        var decisions = (await Decisions.GetAll()).ToDictionary(decision => decision.Fingerprint);
        return [.. catalog.Profiles.Select(profile => ReportOf(profile, catalog, decisions.GetValueOrDefault(profile.Fingerprint)))];
    }

    /// <param name="fingerprint">Of what was looked at; null: of whatever is in use.</param>
    /// <returns>Null on success, else why not.</returns>
    public async Task<string?> DecideAsync(string name, bool confirmed, string? fingerprint, string by, string reason)
    {
        if (watch.Catalog.Find(name) is not { } profile)
        {
            return "There is no such profile.";
        }

        if (fingerprint is not null && fingerprint != profile.Fingerprint)
        {
            return "The profile was changed meanwhile: look at it again.";
        }

        if (profile.Evidence != Evidence.Assumed)
        {
            return "The profile is not an assumed one: there is nothing to confirm.";
        }

        Use(await Decisions.Decide(new ProfileDecision(profile.Fingerprint, confirmed, by, reason, time.GetUtcNow())));
        logger.ProfileDecided(profile.Name, profile.Fingerprint, confirmed);
        return null;
    }

    private void Use(ProfileDecision[] decisions) =>
        watch.Confirm(decisions.Where(decision => decision.Confirmed).Select(decision => decision.Fingerprint).ToHashSet());

    private ProfileReport ReportOf(DeviceProfile profile, ProfileCatalog catalog, ProfileDecision? decision) => new(
        profile.Name,
        profile.Title,
        profile.Evidence switch { Evidence.Sample => "sample", Evidence.VendorDocument => "vendor-document", _ => "assumed" },
        profile.Source,
        profile.Fingerprint,
        catalog.IsObserveOnly(profile),
        _held.GetValueOrDefault(profile.Name),
        decision is null ? null : new ProfileDecisionReport(decision.Confirmed, decision.By, decision.Reason, decision.At));
}
