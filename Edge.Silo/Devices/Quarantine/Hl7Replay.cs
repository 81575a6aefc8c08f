using Microsoft.Extensions.Options;
using NodaTime;
using Orleans;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Packets;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Association;
using OrleansCare.Edge.Devices.Hl7;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Edge.Devices.Profiles;
using OrleansCare.Interop.Devices;
using OrleansCare.Interop.Hl7;
using OrleansCare.Interop.Hl7.Alarms;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Hl7.Observations;
using OrleansCare.Interop.Hl7.Receipts;

namespace OrleansCare.Edge.Devices.Quarantine;

/// <summary>
/// What has not entered of an HL7 message: each row that was refused, as a value of its own. It moves no device and raises no conflict; an alarm of then is a
/// point in time.
/// </summary>
internal sealed class Hl7Replay(ProfileWatch profiles, DeviceIntake intake, AdtEffects adt, IGrainFactory grains, IOptions<Hl7Options> options)
{
    /// <summary>The message was not read at all when it came.</summary>
    private static readonly HashSet<RejectReason> Unread = [RejectReason.UnknownSender, RejectReason.MessageIdReused];

    private readonly Hl7Site _site = new() { Zone = DateTimeZoneProviders.Tzdb[options.Value.TimeZone] };

    /// <returns>Null: it is no message.</returns>
    public async Task<IntakeReceipt?> ReplayAsync(QuarantineEntry entry)
    {
        if (!Hl7Message.TryParse(entry.Payload, out var message, out _))
        {
            return null;
        }

        var read = new Hl7Interpreter(profiles.Catalog, _site).Interpret(message, entry.Item.ReceivedAt);
        var outstanding = entry.Outstanding.Any(reject => Unread.Contains(reject.Reason)) ? AllOf(read.Receipt) : entry.Outstanding;
        var outcomes = await DeliverAsync(entry, read, [.. outstanding.Select(reject => reject.Element)]);
        var elements = read.Receipt.Elements.ToDictionary(element => read.Receipt.LocationOf(element).ToString());
        var parts = new ReplayedParts();
        foreach (var refused in outstanding)
        {
            if (outcomes.TryGetValue(refused.Element, out var outcome))
            {
                Take(parts, refused, outcome);
            }
            else if (!elements.TryGetValue(refused.Element, out var element))
            {
                parts.Remain(refused);
            }
            else if (element.Outcome == ElementOutcome.Quarantined)
            {
                parts.Remain(refused with { Reason = (RejectReason)element.Reason });
            }
            else if (element.Outcome == ElementOutcome.Ignored)
            {
                parts.Ignore(refused.Count);
            }
            else
            {
                parts.Accept(refused.Count);
            }
        }

        return parts.Receipt;
    }

    private static List<Reject> AllOf(Receipt receipt) =>
        [.. receipt.Elements.Select(element => new Reject((RejectReason)Math.Max(element.Reason, 1), receipt.LocationOf(element).ToString()))];

    private static void Take(ReplayedParts parts, Reject refused, Delivery outcome)
    {
        if (outcome.Refusal is { } reason)
        {
            parts.Remain(refused with { Reason = reason });
        }
        else
        {
            parts.Take(refused, outcome.Outcome);
        }
    }

    /// <returns>By the place of what was delivered.</returns>
    private async Task<Dictionary<string, Delivery>> DeliverAsync(QuarantineEntry entry, Interpretation read, HashSet<string> wanted)
    {
        var outcomes = new Dictionary<string, Delivery>();
        string PlaceOf(int row) => read.Receipt.LocationOf(row, 0).ToString();
        foreach (var part in read.Readings.SelectMany(reading => reading.Split()))
        {
            var place = PlaceOf(part.Rows.Single());
            if (wanted.Contains(place))
            {
                outcomes[place] = await DeliverAsync(entry, read, part, place);
            }
        }

        foreach (var report in read.Alarms)
        {
            if (PlaceOf(report.Row) is var place && wanted.Contains(place))
            {
                outcomes[place] = await DeliverAsync(entry, read, report);
            }
        }

        const string Admission = "ADT";
        if (read.Admission is { } admission && (wanted.Contains(Admission) || wanted.Contains(read.Receipt.LocationOf(0, 9).ToString())))
        {
            outcomes[Admission] = await adt.ApplyAsync(admission) is { } refused ? new Delivery(default, refused) : new Delivery(IntakeOutcome.Accepted, null);
        }

        return outcomes;
    }

    private async Task<Delivery> DeliverAsync(QuarantineEntry entry, Interpretation read, DeviceReading part, string place)
    {
        if (part.ObserveOnly)
        {
            return new Delivery(default, RejectReason.ProfileUnconfirmed);
        }

        var (device, placement) = await RecallAsync(entry, read, part.Device);
        return Hl7Delivery.Objection(placement.Outcome) is { } objection
            ? new Delivery(default, objection)
            : new Delivery(
                await intake.DeliverAgainAsync(
                    grains.GetGrain<IDeviceGrain>(device), part.ToPacket(device, 0, entry.Item.ReceivedAt), PartId.Of(entry.Id, entry.Item.ReceivedAt, place), isNumbered: false),
                null);
    }

    private async Task<Delivery> DeliverAsync(QuarantineEntry entry, Interpretation read, DeviceAlarmReport report)
    {
        if (report.ObserveOnly)
        {
            return new Delivery(default, RejectReason.ProfileUnconfirmed);
        }

        var (device, placement) = await RecallAsync(entry, read, report.Device);
        return Hl7Delivery.Objection(placement.Outcome) is { } objection
            ? new Delivery(default, objection)
            : new Delivery(
                await intake.SettleAsync(await DeviceIntake.EnterAsync(
                    grains.GetGrain<IPatientGrain>(placement.Occupant!.Patient).ReportDeviceAlarm(report.Alarm with { Device = device, Phase = EventPhase.TimePoint }))),
                null);
    }

    private async Task<(string Device, Placement Placement)> RecallAsync(QuarantineEntry entry, Interpretation read, DeviceIdentity identity)
    {
        var device = await grains.GetGrain<IDeviceRegistryGrain>("devices").Recognise(identity.System);
        var placement = await grains.GetGrain<IAssociationGrain>("association").Recall(
            device, identity.SystemCode, BedLabel.Of(read.Location), [.. read.Patient.Select(id => id.Id)], entry.Item.ReceivedAt.ToDateTimeOffset());
        return (device, placement);
    }

    /// <param name="Refusal">Why it was not delivered; null: it was, with this outcome.</param>
    private readonly record struct Delivery(IntakeOutcome Outcome, RejectReason? Refusal);
}
