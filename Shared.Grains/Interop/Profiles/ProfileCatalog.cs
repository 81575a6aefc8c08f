namespace OrleansCare.Interop.Profiles;

/// <summary>All profiles in use. It never changes: a new profile is picked up by making a new catalog.</summary>
public sealed class ProfileCatalog
{
    /// <summary>What decodes a device that speaks IHE PCD-01 and is otherwise unknown.</summary>
    public const string GenericPcd = "generic-pcd01";

    /// <summary>What decodes any other device; assumed, so it only observes.</summary>
    public const string GenericHl7 = "generic-hl7";

    private static readonly DeviceProfile Nothing = new(GenericHl7, "Unknown device", Evidence.Assumed, "no profile at all", []);

    private readonly IReadOnlySet<string> _confirmed;

    /// <param name="confirmed">Fingerprints of profiles that an engineer has confirmed.</param>
    public ProfileCatalog(IReadOnlyList<DeviceProfile> profiles, IReadOnlySet<string>? confirmed = null)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        Profiles = profiles;
        _confirmed = confirmed ?? new HashSet<string>();
    }

    public IReadOnlyList<DeviceProfile> Profiles { get; }

    public DeviceProfile? Find(string name) => Profiles.FirstOrDefault(profile => profile.Name == name);

    /// <summary>Values are received and accounted for, but do not reach alarms.</summary>
    public bool IsObserveOnly(DeviceProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.Evidence == Evidence.Assumed && !_confirmed.Contains(profile.Fingerprint);
    }

    /// <summary>Of a device that sends packets: null where no profile is meant for it, then it sends the form of docs/device-payloads.md as it stands there.</summary>
    public DeviceProfile? Find(DeviceFacts facts) => Best(facts, generic: false);

    /// <summary>The profile most of whose conditions hold, the first by name among equals; a generic one only when no other does.</summary>
    public DeviceProfile Recognise(DeviceFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Best(facts, generic: false) ?? Best(facts, generic: true) ?? Find(GenericHl7) ?? Nothing;
    }

    private DeviceProfile? Best(DeviceFacts facts, bool generic)
    {
        var best = (Profile: (DeviceProfile?)null, Count: 0);
        foreach (var profile in Profiles.Where(profile => (profile.Name is GenericPcd or GenericHl7) == generic))
        {
            foreach (var alternative in profile.Recognise)
            {
                if (alternative.Match(facts) is var count && count > best.Count)
                {
                    best = (profile, count);
                }
            }
        }

        return best.Profile;
    }
}
