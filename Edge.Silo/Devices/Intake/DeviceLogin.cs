using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using Orleans;
using OrleansCare.Contracts.Devices;

namespace OrleansCare.Edge.Devices.Intake;

/// <summary>The device registry's answer to a serial number with user and password, whichever protocol carries them. HTTP carries them as RFC 7617 Basic.</summary>
internal sealed class DeviceLogin(IGrainFactory grains)
{
    /// <returns>Null: they do not belong together.</returns>
    public async ValueTask<ConnectedDevice?> AuthenticateAsync(DeviceSource source, string serial, Credentials credentials)
    {
        var device = await grains.GetGrain<IDeviceRegistryGrain>("devices").Authenticate(serial, credentials.User, credentials.Password);
        return device is null ? null : new ConnectedDevice(device, serial, source, grains.GetGrain<IDeviceGrain>(device));
    }

    /// <param name="authorization">The Authorization header.</param>
    /// <returns>Null: it is not Basic, or broken.</returns>
    public static Credentials? ReadBasic(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header)
            || !header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
            || header.Parameter is not { } parameter
            || !Base64.IsValid(parameter))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(parameter));
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : new Credentials(pair[..colon], pair[(colon + 1)..]);
    }
}

internal readonly record struct Credentials(string User, string Password);
