using OrleansCare.Clinical.Packets;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Edge.Devices.Profiles;
using OrleansCare.Interop.Devices;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>
/// What has not entered of a packet: all of it where nothing had (undecodable, unconfirmed, without a patient), else the refused elements alone, each on its
/// own. The packet's own number is kept: it fills the gap that the packet left, and is no repeat of the elements that had entered.
/// </summary>
internal sealed class PacketReplay(DeviceIntake intake, ProfileWatch profiles)
{
    public delegate DecodeResult ReadPayload(DeviceProfile? profile, IReadOnlySet<string>? only);

    public ValueTask<IntakeReceipt> ReplayAsync(ConnectedDevice device, QuarantineEntry entry)
    {
        var format = entry.Item.Form == KeptPayload.Json ? PayloadFormat.Json : PayloadFormat.Protobuf;
        return ReplayAsync(device, entry, isNumbered: true, (profile, only) => DevicePayloadReader.Read(format, entry.Payload.Span, device.Key, entry.Item.ReceivedAt, profile, only));
    }

    /// <param name="isNumbered">The device counts its packets itself.</param>
    public ValueTask<IntakeReceipt> ReplayAsync(ConnectedDevice device, QuarantineEntry entry, bool isNumbered, ReadPayload read)
    {
        var catalog = profiles.Catalog;
        var profile = device.ProfileIn(catalog);
        if (profile is not null && catalog.IsObserveOnly(profile))
        {
            return ValueTask.FromResult(new IntakeReceipt(IntakeOutcome.Quarantined, null, 0, entry.Outstanding.Sum(reject => reject.Count), 0, entry.Outstanding));
        }

        return entry.Outstanding.All(IsElement) ? PartsAsync(device, entry, isNumbered, profile, read) : WholeAsync(device, entry, isNumbered, read(profile, null));
    }

    /// <summary>Other places name the payload or what cannot be told apart in it: then nothing of it had entered.</summary>
    private static bool IsElement(Reject reject) =>
        reject.Element == "time" || reject.Element.Contains('[', StringComparison.Ordinal) || reject.Element.StartsWith("Observation.value", StringComparison.Ordinal)
        || reject.Element == "Observation.effective";

    private async ValueTask<IntakeReceipt> WholeAsync(ConnectedDevice device, QuarantineEntry entry, bool isNumbered, DecodeResult decoded)
    {
        if (decoded.Packet is not { } packet || decoded.Accepted == 0)
        {
            return IntakeReceipt.Of(IntakeOutcome.Quarantined, decoded);
        }

        UInt128? delivery = isNumbered ? null : PartId.Of(entry.Id, entry.Item.ReceivedAt, "payload");
        var outcome = await intake.DeliverAgainAsync(device.Grain, packet, delivery, isNumbered);
        if (outcome != IntakeOutcome.Quarantined)
        {
            return IntakeReceipt.Of(outcome, decoded);
        }

        var held = new Reject(RejectReason.NotAssociated, "payload", decoded.Accepted);
        return new IntakeReceipt(outcome, packet.Sequence, 0, decoded.Rejected + held.Count, decoded.Ignored, [.. decoded.Rejects, held]);
    }

    private async ValueTask<IntakeReceipt> PartsAsync(ConnectedDevice device, QuarantineEntry entry, bool isNumbered, DeviceProfile? profile, ReadPayload read)
    {
        var parts = new ReplayedParts();
        foreach (var refused in entry.Outstanding)
        {
            var decoded = read(profile, new HashSet<string> { refused.Place });
            if (decoded.Packet is not { } packet || decoded.Total != refused.Count)
            {
                parts.Remain(refused);
            }
            else if (decoded.Rejects.Count > 0)
            {
                parts.Remain(decoded.Rejects[0]);
            }
            else if (decoded.Ignored > 0)
            {
                parts.Ignore();
            }
            else if (packet.Numerics.Count + packet.Waveforms.Count == 0)
            {
                // The time of the packet: what it timed has entered without it.
                parts.Accept();
            }
            else
            {
                parts.Take(refused, await intake.DeliverAgainAsync(device.Grain, packet, PartId.Of(entry.Id, entry.Item.ReceivedAt, refused.Place), isNumbered));
            }
        }

        return parts.Receipt;
    }
}
