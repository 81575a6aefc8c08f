using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>The profiles in use. A changed folder is read anew while running; one invalid file is named, and the profiles before stay.</summary>
internal sealed class ProfileWatch : IDisposable
{
    private readonly ProfileLoader _loader;
    private readonly string _folder;
    private readonly HashSet<string> _confirmed;
    private readonly ILogger<ProfileWatch> _logger;
    private readonly PhysicalFileProvider _files;
    private readonly IDisposable _watch;
    private ProfileCatalog _catalog;

    /// <exception cref="InvalidProfileException">A profile cannot be used at the start.</exception>
    public ProfileWatch(IOptions<Hl7Options> options, ILogger<ProfileWatch> logger)
    {
        _loader = ProfileLoader.Shipped();
        _folder = Path.GetFullPath(options.Value.ProfileDirectory ?? ProfileLoader.ShippedFolder);
        _confirmed = [.. options.Value.ConfirmedProfiles];
        _logger = logger;
        _catalog = Load();
        _files = new PhysicalFileProvider(_folder);
        _watch = ChangeToken.OnChange(() => _files.Watch("*.json"), Reload);
    }

    public ProfileCatalog Catalog => Volatile.Read(ref _catalog);

    public void Reload()
    {
        try
        {
            Volatile.Write(ref _catalog, Load());
            _logger.ProfilesLoaded(Catalog.Profiles.Count);
        }
        catch (Exception e) when (e is InvalidProfileException or IOException or UnauthorizedAccessException)
        {
            _logger.ProfilesRefused(e.Message);
        }
    }

    public void Dispose()
    {
        _watch.Dispose();
        _files.Dispose();
    }

    private ProfileCatalog Load() => new(_loader.LoadFolder(_folder), _confirmed);
}
