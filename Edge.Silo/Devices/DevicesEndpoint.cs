using Orleans;
using OrleansCare.Contracts.Devices;

namespace OrleansCare.Edge.Devices;

/// <summary>GET /api/devices: every enrolled device by its opaque key, with its patient, its packets since start and how far its clock is off.</summary>
internal static class DevicesEndpoint
{
    public static void MapDevices(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/devices", GetReports);

    private static async Task<DeviceReport[]> GetReports(IGrainFactory grains)
    {
        var devices = await grains.GetGrain<IDeviceRegistryGrain>("devices").GetDevices();
        return await Task.WhenAll(devices.Select(device => grains.GetGrain<IDeviceGrain>(device).GetReport().AsTask()));
    }
}
