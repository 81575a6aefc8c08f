using System.Security.Cryptography;
using System.Text;
using Orleans;
using Orleans.Runtime;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Identity;

namespace OrleansCare.Edge.Devices;

[GrainType("device-registry")]
[KeepAlive]
internal sealed class DeviceRegistryGrain(
    [PersistentState("registry", EdgeStorage.Name)] IPersistentState<DeviceRegistry> registry, IOpaqueIdSource ids) : Grain, IDeviceRegistryGrain
{
    private const int Iterations = 20_000;
    private const int SaltBytes = 16;

    public async Task<string> Enrol(string serial, string user, string password)
    {
        var device = registry.State.Devices.TryGetValue(serial, out var known) ? known.Device : registry.State.Named.GetValueOrDefault(serial) ?? ids.Next();
        registry.State.Named.Remove(serial);
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        registry.State.Devices[serial] = new EnrolledDevice(device, user, salt, Hash(password, salt));
        await registry.WriteStateAsync();
        return device;
    }

    /// <summary>The hash is slow on purpose: it is computed on the pool, and others are answered meanwhile.</summary>
    public async ValueTask<string?> Authenticate(string serial, string user, string password)
    {
        if (!registry.State.Devices.TryGetValue(serial, out var enrolled) || enrolled.User != user)
        {
            return null;
        }

        var hash = await Task.Run(() => Hash(password, enrolled.Salt));
        return CryptographicOperations.FixedTimeEquals(enrolled.PasswordHash, hash) ? enrolled.Device : null;
    }

    public async Task Trust(string serial, string? certificate)
    {
        if (certificate is null)
        {
            registry.State.Certificates.Remove(serial);
        }
        else
        {
            registry.State.Certificates[serial] = certificate.ToUpperInvariant();
        }

        await registry.WriteStateAsync();
    }

    public ValueTask<string?> AuthenticateByCertificate(string serial, string certificate) => ValueTask.FromResult(
        registry.State.Certificates.TryGetValue(serial, out var known) && string.Equals(known, certificate, StringComparison.OrdinalIgnoreCase)
        && registry.State.Devices.TryGetValue(serial, out var enrolled)
            ? enrolled.Device
            : null);

    public async Task<string> Recognise(string serial)
    {
        if (registry.State.Devices.TryGetValue(serial, out var enrolled))
        {
            return enrolled.Device;
        }

        if (!registry.State.Named.TryGetValue(serial, out var device))
        {
            registry.State.Named[serial] = device = ids.Next();
            await registry.WriteStateAsync();
        }

        return device;
    }

    public ValueTask<string> SerialOf(string device) =>
        ValueTask.FromResult(registry.State.Devices.FirstOrDefault(enrolled => enrolled.Value.Device == device).Key ?? "");

    public ValueTask<IReadOnlyList<string>> GetDevices() => ValueTask.FromResult<IReadOnlyList<string>>([.. registry.State.Devices.Values.Select(enrolled => enrolled.Device), .. registry.State.Named.Values]);

    private static byte[] Hash(string password, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA256, 32);
}

[GenerateSerializer]
[Alias("care.edge.DeviceRegistry")]
internal sealed class DeviceRegistry
{
    [Id(0)]
    public Dictionary<string, EnrolledDevice> Devices { get; init; } = [];

    /// <summary>Devices that only messages name: serial -> opaque key. They cannot log in.</summary>
    [Id(1)]
    public Dictionary<string, string> Named { get; init; } = [];

    /// <summary>Serial -> SHA-256 of the certificate it may come with, hex.</summary>
    [Id(2)]
    public Dictionary<string, string> Certificates { get; init; } = [];
}

[GenerateSerializer]
[Immutable]
[Alias("care.edge.EnrolledDevice")]
internal sealed record EnrolledDevice(
    [property: Id(0)] string Device, [property: Id(1)] string User, [property: Id(2)] byte[] Salt, [property: Id(3)] byte[] PasswordHash);
