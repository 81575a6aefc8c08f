using Orleans;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Patients;
using OrleansCare.Edge.Association;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Edge.Devices.Profiles;
using OrleansCare.Interop.Devices;
using OrleansCare.Interop.Hl7.Alarms;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Hl7.Observations;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>Takes what a message became to where it belongs: readings to devices' grains, their own alarms to the stay, admissions to beds.</summary>
internal sealed class Hl7Delivery(IGrainFactory grains, DeviceIntake intake, ProfileDesk desk, AdtEffects adt)
{
    /// <param name="content">The message's hash, by which its readings are known when it comes again; null: a replay, which enters however often it is asked for.</param>
    /// <param name="entered">Called when all of it has reached the grains, before it is durable.</param>
    public async Task<Delivered> DeliverAsync(Interpretation read, SiloTime receivedAt, UInt128? content, Action? entered = null)
    {
        var delivered = new Delivered();
        var waiting = new List<(PacketReceipt Entered, string Element, int Count)>();
        switch (read.Admission is { } admission ? await adt.ApplyAsync(admission) : null)
        {
            case RejectReason.NotRecorded:
                delivered.IsKept = false;
                break;
            case { } refused:
                delivered.Refuse(refused, "ADT", read.Receipt.Accepted);
                break;
        }

        for (var i = 0; i < read.Readings.Count; i++)
        {
            if (await EnterAsync(read, read.Readings[i], receivedAt, content + (UInt128)i, delivered) is { } receipt)
            {
                waiting.Add((receipt, "reading", read.Readings[i].Numerics.Count + read.Readings[i].Waveforms.Count));
            }
        }

        foreach (var alarm in read.Alarms)
        {
            if (await EnterAsync(read, alarm, delivered) is { } receipt)
            {
                waiting.Add((receipt, "alarm", 1));
            }
        }

        entered?.Invoke();
        foreach (var (receipt, element, count) in waiting)
        {
            delivered.Take(await intake.SettleAsync(receipt), element, count);
        }

        return delivered;
    }

    /// <returns>Null: it did not enter, the reason is noted.</returns>
    private async Task<PacketReceipt?> EnterAsync(Interpretation read, DeviceReading reading, SiloTime receivedAt, UInt128? delivery, Delivered delivered)
    {
        var elements = reading.Numerics.Count + reading.Waveforms.Count;
        if (reading.ObserveOnly)
        {
            desk.Held(reading.Profile, elements);
            delivered.Refuse(RejectReason.ProfileUnconfirmed, "reading", elements);
            return null;
        }

        var (device, placement) = await PlaceAsync(read, reading.Device);
        if (Objection(placement.Outcome) is { } objection)
        {
            delivered.Refuse(objection, "reading", elements);
            return null;
        }

        return await DeviceIntake.EnterAsync(grains.GetGrain<IDeviceGrain>(device).ReceiveUnnumbered(reading.ToPacket(device, 0, receivedAt), delivery));
    }

    private async Task<PacketReceipt?> EnterAsync(Interpretation read, DeviceAlarmReport report, Delivered delivered)
    {
        if (report.ObserveOnly)
        {
            desk.Held(report.Profile, 1);
            delivered.Refuse(RejectReason.ProfileUnconfirmed, "alarm", 1);
            return null;
        }

        var (device, placement) = await PlaceAsync(read, report.Device);
        if (Objection(placement.Outcome) is { } objection)
        {
            delivered.Refuse(objection, "alarm", 1);
            return null;
        }

        var patient = grains.GetGrain<IPatientGrain>(placement.Occupant!.Patient);
        return await DeviceIntake.EnterAsync(patient.ReportDeviceAlarm(report.Alarm with { Device = device }));
    }

    private async Task<(string Device, Placement Placement)> PlaceAsync(Interpretation read, DeviceIdentity identity)
    {
        var device = await grains.GetGrain<IDeviceRegistryGrain>("devices").Recognise(identity.System);
        var placement = await grains.GetGrain<IAssociationGrain>("association").Resolve(
            device, identity.SystemCode, BedLabel.Of(read.Location), [.. read.Patient.Select(id => id.Id)]);
        return (device, placement);
    }

    private static RejectReason? Objection(PlacementOutcome outcome) => outcome switch
    {
        PlacementOutcome.Placed => null,
        PlacementOutcome.WrongPatient => RejectReason.WrongPatient,
        PlacementOutcome.BedClaimed => RejectReason.BedClaimed,
        _ => RejectReason.NotAssociated,
    };
}

/// <summary>What became of a message's content beyond its reading.</summary>
internal sealed class Delivered
{
    private readonly List<Reject> _rejects = [];

    public bool IsKept { get; set; } = true;

    /// <summary>Readings that had entered before.</summary>
    public int Repeats { get; set; }

    public IReadOnlyList<Reject> Rejects => _rejects;

    public void Take(IntakeOutcome outcome, string element, int count)
    {
        switch (outcome)
        {
            case IntakeOutcome.NotKept:
                IsKept = false;
                break;
            case IntakeOutcome.Quarantined:
                Refuse(RejectReason.NotAssociated, element, count);
                break;
            case IntakeOutcome.Repeated:
                Repeats++;
                break;
        }
    }

    /// <param name="count">Elements; none is one, the message has to be looked at.</param>
    public void Refuse(RejectReason reason, string element, int count) => _rejects.Add(new Reject(reason, element, Math.Max(1, count)));
}
