using Hl7.Fhir.Model;
using Orleans;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Devices;
using OrleansCare.Edge.Devices.Fhir;
using OrleansCare.Edge.Devices.Hl7;
using OrleansCare.Edge.Devices.Intake;

namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>
/// Sends what has not entered of an entry the ordinary way again, after a profile or an association was mended: the rest of a partly accepted payload is
/// left alone. Measured when it was measured, to whom the device belonged then. The entry stays, with a mark.
/// </summary>
internal sealed class QuarantineReplay(QuarantineLog log, PacketReplay packets, Hl7Replay hl7, DeviceMetrics metrics, IGrainFactory grains, TimeProvider time)
{
    public async Task<ReplayResult> ReplayAsync(long id)
    {
        if (log.Read(QuarantineFilter.One(id)) is not [var entry])
        {
            return new ReplayResult(null, ReplayProblem.NoSuchEntry);
        }

        if (await TakeAsync(entry) is not { } receipt)
        {
            return new ReplayResult(null, ReplayProblem.NotReplayable);
        }

        metrics.Replayed(entry.Item.Source, receipt);
        var mark = new ReplayMark(SiloTime.From(time.GetUtcNow()), receipt.Outcome, receipt.Accepted, receipt.Quarantined, receipt.Ignored, receipt.Rejects);
        return await log.MarkAsync(id, mark) ? new ReplayResult(mark, ReplayProblem.None) : new ReplayResult(null, ReplayProblem.NotNoted);
    }

    private async ValueTask<IntakeReceipt?> TakeAsync(QuarantineEntry entry)
    {
        var item = entry.Item;
        if (entry.Outstanding.Count == 0)
        {
            return new IntakeReceipt(IntakeOutcome.Repeated, null, 0, 0, 0, []);
        }

        return item.Form switch
        {
            KeptPayload.Protobuf or KeptPayload.Json when item.Device.Length > 0 => await packets.ReplayAsync(await DeviceOfAsync(item), entry),
            KeptPayload.FhirJson when item.Device.Length > 0 && FhirAnswers.Parse(entry.Payload.Span, out _) is Observation observation =>
                await packets.ReplayAsync(
                    await DeviceOfAsync(item), entry, isNumbered: false, (profile, only) => FhirObservations.Decode(observation, item.Device, item.ReceivedAt, profile, only)),
            KeptPayload.Hl7 => await hl7.ReplayAsync(entry),
            _ => null,
        };
    }

    private async ValueTask<ConnectedDevice> DeviceOfAsync(QuarantineItem item) => new(
        item.Device, await grains.GetGrain<IDeviceRegistryGrain>("devices").SerialOf(item.Device), item.Source, grains.GetGrain<IDeviceGrain>(item.Device));
}

/// <param name="Mark">Null when there is a problem.</param>
internal readonly record struct ReplayResult(ReplayMark? Mark, ReplayProblem Problem);

internal enum ReplayProblem
{
    None = 0,
    NoSuchEntry,

    /// <summary>Nothing here can read its form, or nobody knows whose it is.</summary>
    NotReplayable,

    /// <summary>The log did not take the mark.</summary>
    NotNoted,
}
