using Orleans;
using OrleansCare.Contracts.Devices;
using OrleansCare.Edge.Devices.Intake;

namespace OrleansCare.Edge.Devices;

/// <summary>
/// GET /api/devices: every enrolled device by its opaque key, with its patient, its packets since start and how far its clock is off.
/// GET /api/devices/account: for each source what came in and what became of it, in elements; the sums are equal.
/// </summary>
internal static class DevicesEndpoint
{
    public static void MapDevices(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/devices", GetReports);
        endpoints.MapGet("/api/devices/account", (DeviceMetrics metrics) => metrics.Accounts.Select(AccountOf));
    }

    private static SourceReport AccountOf(SourceAccount account) => new(
        account.Source.ToString(), account.Deliveries, account.CameIn, account.Accepted, account.Repeated, account.Quarantined, account.Ignored, account.NotKept, account.Mended);

    private static async Task<DeviceReport[]> GetReports(IGrainFactory grains)
    {
        var devices = await grains.GetGrain<IDeviceRegistryGrain>("devices").GetDevices();
        return await Task.WhenAll(devices.Select(device => grains.GetGrain<IDeviceGrain>(device).GetReport().AsTask()));
    }
}
