using OrleansCare.Clinical.Time;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>What is known of a payload that could not enter, or not all of it.</summary>
/// <param name="Device">Opaque key; empty when it is not known who sent it.</param>
internal sealed record QuarantineItem(string Device, DeviceSource Source, KeptPayload Form, IReadOnlyList<Reject> Rejects, SiloTime ReceivedAt);
