using System.Buffers;
using Orleans.Runtime;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Devices.Profiles;
using OrleansCare.Edge.Devices.Quarantine;
using OrleansCare.Edge.Journal;
using OrleansCare.Interop.Devices;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Edge.Devices.Intake;

/// <summary>
/// The one way in, whatever protocol brought the payload: decode, quarantine what cannot enter, deliver to the device's grain, wait until it is
/// durable. Adapters turn the receipt into their protocol's answer and do nothing else.
/// </summary>
internal sealed class DeviceIntake(InputsLog inputs, QuarantineLog quarantine, ProfileWatch profiles, ProfileDesk desk, DeviceMetrics metrics)
{
    /// <param name="payload">Read before the call returns: the buffer is the caller's again while the task still runs.</param>
    public ValueTask<IntakeReceipt> TakeAsync(ConnectedDevice device, PayloadFormat format, in ReadOnlySequence<byte> payload, SiloTime receivedAt)
    {
        var catalog = profiles.Catalog;
        var decoded = Hold(device, catalog, DevicePayloadReader.Read(format, payload, device.Key, receivedAt, device.ProfileIn(catalog)), out var isHeld);
        var form = format == PayloadFormat.Json ? KeptPayload.Json : KeptPayload.Protobuf;
        var kept = decoded.Rejects.Count == 0
            ? ValueTask.FromResult(true)
            : quarantine.AddAsync(new QuarantineItem(device.Key, device.Source, form, decoded.Rejects, receivedAt), payload);
        return isHeld ? HeldAsync(device, decoded, kept) : DeliverAsync(device, decoded, kept);
    }

    /// <summary>What the device's profile makes of it; good elements of an unconfirmed one are refused.</summary>
    /// <param name="isHeld">Nothing of it may enter.</param>
    public DecodeResult Read(ConnectedDevice device, Func<DeviceProfile?, DecodeResult> read, out bool isHeld)
    {
        var catalog = profiles.Catalog;
        return Hold(device, catalog, read(device.ProfileIn(catalog)), out isHeld);
    }

    /// <summary>A payload in which no element can be told apart: it is kept whole.</summary>
    /// <param name="device">Opaque key; empty when it is not known who sent it.</param>
    public ValueTask<IntakeReceipt> RefuseAsync(
        string device, DeviceSource source, KeptPayload form, Reject reject, in ReadOnlySequence<byte> payload, SiloTime receivedAt) =>
        RefusedAsync(source, reject, quarantine.AddAsync(new QuarantineItem(device, source, form, [reject], receivedAt), payload));

    /// <summary>One packet whose sender has no packet counter, to its device; the caller keeps the account of what it came with.</summary>
    /// <param name="delivery">By which a repeat is known; null: it enters however often it comes.</param>
    public async ValueTask<IntakeOutcome> DeliverAsync(IDeviceGrain grain, DevicePacket packet, UInt128? delivery) =>
        await SettleAsync(await EnterAsync(grain.ReceiveUnnumbered(packet, delivery)));

    /// <summary>What was in quarantine, to whom the device belonged when it came.</summary>
    /// <param name="delivery">By which a repeat is known; null: by the packet's own number.</param>
    /// <param name="isNumbered">The packet has a number of its device's own.</param>
    public async ValueTask<IntakeOutcome> DeliverAgainAsync(IDeviceGrain grain, DevicePacket packet, UInt128? delivery, bool isNumbered) =>
        await SettleAsync(await EnterAsync(grain.ReceiveAgain(packet, delivery, isNumbered)));

    /// <summary>What a grain that was asked has made of it; one that does not answer has not kept it.</summary>
    public static async ValueTask<PacketReceipt> EnterAsync(ValueTask<PacketReceipt> asked)
    {
        try
        {
            return await asked;
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            return new PacketReceipt(PacketOutcome.NotLogged, 0);
        }
    }

    /// <summary>Waits until what entered is durable.</summary>
    public async ValueTask<IntakeOutcome> SettleAsync(PacketReceipt entered) =>
        entered.Outcome == PacketOutcome.NotAssociated ? IntakeOutcome.Quarantined
        : await IsDurableAsync(entered) ? OutcomeOf(entered)
        : IntakeOutcome.NotKept;

    public ValueTask<bool> KeepAsync(QuarantineItem item, in ReadOnlySequence<byte> payload) => quarantine.AddAsync(item, payload);

    public void Note(DeviceSource source, in IntakeReceipt receipt) => metrics.Took(source, receipt);

    private DecodeResult Hold(ConnectedDevice device, ProfileCatalog catalog, DecodeResult decoded, out bool isHeld)
    {
        isHeld = device.ProfileIn(catalog) is { } profile && catalog.IsObserveOnly(profile);
        if (!isHeld || decoded.Accepted == 0)
        {
            return decoded;
        }

        desk.Held(device.ProfileIn(catalog)!, decoded.Accepted);
        var held = new Reject(RejectReason.ProfileUnconfirmed, "payload", decoded.Accepted);
        return decoded with { Accepted = 0, Rejected = decoded.Rejected + held.Count, Rejects = [.. decoded.Rejects, held] };
    }

    private async ValueTask<IntakeReceipt> HeldAsync(ConnectedDevice device, DecodeResult decoded, ValueTask<bool> kept)
    {
        var receipt = IntakeReceipt.Of(!await kept ? IntakeOutcome.NotKept : decoded.Rejects.Count > 0 ? IntakeOutcome.Quarantined : IntakeOutcome.Accepted, decoded);
        metrics.Took(device.Source, receipt);
        return receipt;
    }

    private async ValueTask<IntakeReceipt> RefusedAsync(DeviceSource source, Reject reject, ValueTask<bool> kept)
    {
        var receipt = IntakeReceipt.Refused(await kept, reject);
        metrics.Took(source, receipt);
        return receipt;
    }

    private async ValueTask<IntakeReceipt> DeliverAsync(ConnectedDevice device, DecodeResult decoded, ValueTask<bool> kept)
    {
        IntakeReceipt receipt;
        if (decoded.Packet is null)
        {
            receipt = IntakeReceipt.Of(await kept ? IntakeOutcome.Quarantined : IntakeOutcome.NotKept, decoded);
        }
        else
        {
            var received = await EnterAsync(device.Grain.Receive(decoded.Packet));
            receipt = received.Outcome == PacketOutcome.NotAssociated
                ? await WithoutPatientAsync(device, decoded.Packet, decoded, kept)
                : IntakeReceipt.Of(await IsDurableAsync(received) && await kept ? OutcomeOf(received) : IntakeOutcome.NotKept, decoded);
        }

        metrics.Took(device.Source, receipt);
        return receipt;
    }

    private static IntakeOutcome OutcomeOf(in PacketReceipt received) =>
        received.Outcome == PacketOutcome.Duplicate ? IntakeOutcome.Repeated : IntakeOutcome.Accepted;

    private async ValueTask<bool> IsDurableAsync(PacketReceipt received)
    {
        if (received.Outcome == PacketOutcome.NotLogged)
        {
            return false;
        }

        try
        {
            await inputs.WhenDurableAsync(new LogPosition(received.LogPosition));
            return true;
        }
        catch (LogFaultedException)
        {
            return false;
        }
    }

    /// <summary>A packet of a device that belongs to nobody; its good elements are written anew, the sender's buffer is gone by now.</summary>
    private async ValueTask<IntakeReceipt> WithoutPatientAsync(ConnectedDevice device, DevicePacket packet, DecodeResult decoded, ValueTask<bool> kept)
    {
        var reject = new Reject(RejectReason.NotAssociated, "payload", Math.Max(1, decoded.Accepted));
        var payload = new ArrayBufferWriter<byte>();
        DevicePacketWriter.Write(packet, payload);
        var item = new QuarantineItem(device.Key, device.Source, KeptPayload.Protobuf, [reject], packet.ReceivedAt);
        var isKept = await kept & await quarantine.AddAsync(item, new ReadOnlySequence<byte>(payload.WrittenMemory));
        return new IntakeReceipt(
            isKept ? IntakeOutcome.Quarantined : IntakeOutcome.NotKept,
            packet.Sequence,
            0,
            decoded.Rejected + reject.Count,
            decoded.Ignored,
            [.. decoded.Rejects, reject]);
    }
}
