using OrleansCare.Contracts.Devices;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Edge.Devices.Intake;

/// <summary>A device that has shown who it is.</summary>
/// <param name="Key">Its opaque key.</param>
/// <param name="Serial">By which profiles recognise it; goes nowhere else.</param>
internal sealed record ConnectedDevice(string Key, string Serial, DeviceSource Source, IDeviceGrain Grain)
{
    private (ProfileCatalog Catalog, DeviceProfile? Profile)? _recognised;

    /// <summary>The address that a device has over every protocol: its MQTT topics begin so.</summary>
    public static string AddressOf(string serial) => "care/v1/" + serial;

    /// <returns>Null: it sends the form of docs/device-payloads.md as it stands there.</returns>
    public DeviceProfile? ProfileIn(ProfileCatalog catalog)
    {
        if (_recognised is not { } known || known.Catalog != catalog)
        {
            known = (catalog, catalog.Find(new DeviceFacts(Topic: AddressOf(Serial))));
            _recognised = known;
        }

        return known.Profile;
    }
}
