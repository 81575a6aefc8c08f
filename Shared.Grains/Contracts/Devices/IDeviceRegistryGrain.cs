using Orleans;
using Orleans.Concurrency;

namespace OrleansCare.Contracts.Devices;

/// <summary>Which devices may connect, key "devices": serial numbers and credentials stay in here, everything else knows opaque keys.</summary>
[Alias("care.IDeviceRegistryGrain")]
public interface IDeviceRegistryGrain : IGrainWithStringKey
{
    /// <summary>Enrols a device or changes its credentials.</summary>
    /// <returns>The device's opaque key, kept for as long as it is enrolled.</returns>
    [Alias("Enrol")]
    Task<string> Enrol(string serial, string user, string password);

    /// <returns>The device's opaque key, or null when serial, user and password do not belong together.</returns>
    [AlwaysInterleave]
    [Alias("Authenticate")]
    ValueTask<string?> Authenticate(string serial, string user, string password);

    /// <summary>Lets an enrolled device come with a certificate instead of a password.</summary>
    /// <param name="certificate">SHA-256 of the certificate, hex; null takes the right back.</param>
    [Alias("Trust")]
    Task Trust(string serial, string? certificate);

    /// <returns>The device's opaque key, or null when the certificate is not the one it is enrolled with.</returns>
    [AlwaysInterleave]
    [Alias("AuthenticateByCertificate")]
    ValueTask<string?> AuthenticateByCertificate(string serial, string certificate);

    /// <summary>A device that is named in a message of a trusted sender: an enrolled one by its serial, else one that can only be named so.</summary>
    /// <returns>Its opaque key, the same whenever it is named.</returns>
    [Alias("Recognise")]
    Task<string> Recognise(string serial);

    /// <returns>The serial number by which a profile recognises the device; empty: it is not enrolled.</returns>
    [Alias("SerialOf")]
    ValueTask<string> SerialOf(string device);

    /// <returns>Opaque keys.</returns>
    [Alias("GetDevices")]
    ValueTask<IReadOnlyList<string>> GetDevices();
}
