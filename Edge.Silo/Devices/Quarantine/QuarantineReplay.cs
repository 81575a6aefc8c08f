using System.Buffers;
using Hl7.Fhir.Model;
using Orleans;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Devices;
using OrleansCare.Edge.Devices.Fhir;
using OrleansCare.Edge.Devices.Hl7;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Interop.Devices;

namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>
/// Sends an entry the ordinary way again, after a profile or an association was mended. What had entered before is recognised by its sequence.
/// The entry stays, with a mark.
/// </summary>
internal sealed class QuarantineReplay(QuarantineLog log, DeviceIntake intake, Hl7Intake hl7, FhirIntake fhir, IGrainFactory grains, TimeProvider time)
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

        var mark = new ReplayMark(SiloTime.From(time.GetUtcNow()), receipt.Outcome, receipt.Accepted, receipt.Quarantined, receipt.Ignored);
        return await log.MarkAsync(id, mark) ? new ReplayResult(mark, ReplayProblem.None) : new ReplayResult(null, ReplayProblem.NotNoted);
    }

    private async ValueTask<IntakeReceipt?> TakeAsync(QuarantineEntry entry)
    {
        var (item, payload) = (entry.Item, new ReadOnlySequence<byte>(entry.Payload));
        return item.Form switch
        {
            KeptPayload.Protobuf or KeptPayload.Json when item.Device.Length > 0 => await intake.ReplayAsync(
                await DeviceOfAsync(item), item.Form == KeptPayload.Json ? PayloadFormat.Json : PayloadFormat.Protobuf, payload, item.ReceivedAt),
            KeptPayload.FhirJson when item.Device.Length > 0 && FhirAnswers.Parse(entry.Payload.Span, out _) is Observation observation
                && !entry.Replays.Any(replay => replay.Outcome == IntakeOutcome.Accepted) => await fhir.ReplayAsync(
                    await DeviceOfAsync(item), observation, item.ReceivedAt),

            // HL7 has no packet counter by which a second replay could be told: the mark of the first tells it.
            KeptPayload.Hl7 when entry.Replays.FirstOrDefault(replay => replay.Outcome == IntakeOutcome.Accepted) is { Accepted: > 0 } before =>
                new IntakeReceipt(IntakeOutcome.Repeated, null, before.Accepted, before.Quarantined, before.Ignored, []),
            KeptPayload.Hl7 => await hl7.ReplayAsync(entry.Payload, item.ReceivedAt),
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
