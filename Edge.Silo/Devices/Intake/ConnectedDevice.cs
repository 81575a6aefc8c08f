using OrleansCare.Contracts.Devices;

namespace OrleansCare.Edge.Devices.Intake;

/// <summary>A device that has shown who it is.</summary>
/// <param name="Key">Its opaque key.</param>
internal sealed record ConnectedDevice(string Key, DeviceSource Source, IDeviceGrain Grain);
