using Orleans;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.Contracts.Devices;

/// <summary>One device, keyed by its opaque key: removes duplicates, counts gaps, measures its clock and passes packets on to its patient.</summary>
[Alias("care.IDeviceGrain")]
public interface IDeviceGrain : IGrainWithStringKey
{
    /// <summary>The packet belongs to the grain until the returned task ends.</summary>
    [Alias("Receive")]
    ValueTask<PacketReceipt> Receive([Immutable] DevicePacket packet);

    /// <summary>
    /// As <see cref="Receive"/>, from a device whose protocol has no packet counter: the packet gets the next number of this device in this stay.
    /// </summary>
    /// <param name="delivery">What brought it (<see cref="DevicePacket.Delivery"/>): a repeat gets no number. Null: nothing tells a repeat.</param>
    [Alias("ReceiveUnnumbered")]
    ValueTask<PacketReceipt> ReceiveUnnumbered([Immutable] DevicePacket packet, UInt128? delivery);

    /// <summary>
    /// What was in quarantine, as it came then: refused as not associated when the device belonged to another patient at that time than it does now.
    /// </summary>
    /// <param name="delivery">By which a repeat is known; null: by the packet's number.</param>
    /// <param name="isNumbered">The packet keeps the number that its device gave it.</param>
    [Alias("ReceiveAgain")]
    ValueTask<PacketReceipt> ReceiveAgain([Immutable] DevicePacket packet, UInt128? delivery, bool isNumbered);

    /// <summary>Gives the device to the patient with this key, or to none.</summary>
    [Alias("Associate")]
    Task Associate(string? patient);

    [Alias("GetReport")]
    ValueTask<DeviceReport> GetReport();
}
