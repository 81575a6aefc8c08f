using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Edge.Devices.Profiles;

/// <summary>
/// The profiles in use and which of them are confirmed. A changed folder is read anew while running; one invalid file is named, and the profiles before
/// stay.
/// </summary>
internal sealed class ProfileWatch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ProfileLoader _loader;
    private readonly string _folder;
    private readonly ILogger<ProfileWatch> _logger;
    private readonly PhysicalFileProvider _files;
    private readonly IDisposable _watch;
    private IReadOnlySet<string> _confirmed = new HashSet<string>();
    private ProfileCatalog _catalog;

    /// <exception cref="InvalidProfileException">A profile cannot be used at the start.</exception>
    public ProfileWatch(IOptions<ProfileOptions> options, ILogger<ProfileWatch> logger)
    {
        _loader = ProfileLoader.Shipped();
        _folder = Path.GetFullPath(options.Value.Directory ?? ProfileLoader.ShippedFolder);
        _logger = logger;
        _catalog = new ProfileCatalog(_loader.LoadFolder(_folder), _confirmed);
        _files = new PhysicalFileProvider(_folder);
        _watch = ChangeToken.OnChange(() => _files.Watch("*.json"), Reload);
    }

    public ProfileCatalog Catalog => Volatile.Read(ref _catalog);

    public void Reload()
    {
        try
        {
            var profiles = _loader.LoadFolder(_folder);
            Use(profiles, confirmed: null);
            _logger.ProfilesLoaded(profiles.Count);
        }
        catch (Exception e) when (e is InvalidProfileException or IOException or UnauthorizedAccessException)
        {
            _logger.ProfilesRefused(e.Message);
        }
    }

    /// <param name="fingerprints">Of the profiles that are confirmed from now on; all others are not.</param>
    public void Confirm(IReadOnlySet<string> fingerprints) => Use(profiles: null, fingerprints);

    public void Dispose()
    {
        _watch.Dispose();
        _files.Dispose();
    }

    /// <summary>Null: as before.</summary>
    private void Use(IReadOnlyList<DeviceProfile>? profiles, IReadOnlySet<string>? confirmed)
    {
        lock (_gate)
        {
            _confirmed = confirmed ?? _confirmed;
            Volatile.Write(ref _catalog, new ProfileCatalog(profiles ?? _catalog.Profiles, _confirmed));
        }
    }
}

internal static partial class ProfileLog
{
    [LoggerMessage(EventId = 1560, Level = LogLevel.Error, Message = "The device profiles could not be used; the ones before stay: {Problem}")]
    public static partial void ProfilesRefused(this ILogger logger, string problem);

    [LoggerMessage(EventId = 1561, Level = LogLevel.Information, Message = "{Profiles} device profiles are in use")]
    public static partial void ProfilesLoaded(this ILogger logger, int profiles);

    [LoggerMessage(EventId = 1562, Level = LogLevel.Warning, Message = "Device profile {Profile} with fingerprint {Fingerprint}: confirmed is now {Confirmed}")]
    public static partial void ProfileDecided(this ILogger logger, string profile, string fingerprint, bool confirmed);
}
