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
using OrleansCare.Interop.Hl7.Receipts;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>Takes what a message became to where it belongs: readings to devices' grains, their own alarms to the stay, admissions to beds.</summary>
internal sealed class Hl7Delivery(IGrainFactory grains, DeviceIntake intake, ProfileDesk desk, AdtEffects adt)
{
    /// <param name="content">The message's hash, by which its readings are known when it comes again.</param>
    /// <param name="entered">Called when all of it has reached the grains, before it is durable.</param>
    public async Task<Delivered> DeliverAsync(Interpretation read, SiloTime receivedAt, UInt128 content, Action? entered = null)
    {
        var delivered = new Delivered();
        var waiting = new List<(PacketReceipt Entered, IEnumerable<int> Rows)>();
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
                waiting.Add((receipt, read.Readings[i].Rows));
            }
        }

        foreach (var alarm in read.Alarms)
        {
            if (await EnterAsync(read, alarm, delivered) is { } receipt)
            {
                waiting.Add((receipt, [alarm.Row]));
            }
        }

        entered?.Invoke();
        foreach (var (receipt, rows) in waiting)
        {
            delivered.Take(await intake.SettleAsync(receipt), read.Receipt, rows);
        }

        return delivered;
    }

    /// <returns>Null: it did not enter, the reason is noted.</returns>
    private async Task<PacketReceipt?> EnterAsync(Interpretation read, DeviceReading reading, SiloTime receivedAt, UInt128 delivery, Delivered delivered)
    {
        if (reading.ObserveOnly)
        {
            desk.Held(reading.Profile, reading.Numerics.Count + reading.Waveforms.Count);
            delivered.Refuse(RejectReason.ProfileUnconfirmed, read.Receipt, reading.Rows);
            return null;
        }

        var (device, placement) = await PlaceAsync(read, reading.Device);
        if (Objection(placement.Outcome) is { } objection)
        {
            delivered.Refuse(objection, read.Receipt, reading.Rows);
            return null;
        }

        return await DeviceIntake.EnterAsync(grains.GetGrain<IDeviceGrain>(device).ReceiveUnnumbered(reading.ToPacket(device, 0, receivedAt), delivery));
    }

    private async Task<PacketReceipt?> EnterAsync(Interpretation read, DeviceAlarmReport report, Delivered delivered)
    {
        if (report.ObserveOnly)
        {
            desk.Held(report.Profile, 1);
            delivered.Refuse(RejectReason.ProfileUnconfirmed, read.Receipt, [report.Row]);
            return null;
        }

        var (device, placement) = await PlaceAsync(read, report.Device);
        if (Objection(placement.Outcome) is { } objection)
        {
            delivered.Refuse(objection, read.Receipt, [report.Row]);
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

    public static RejectReason? Objection(PlacementOutcome outcome) => outcome switch
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

    public void Take(IntakeOutcome outcome, Receipt receipt, IEnumerable<int> rows)
    {
        switch (outcome)
        {
            case IntakeOutcome.NotKept:
                IsKept = false;
                break;
            case IntakeOutcome.Quarantined:
                Refuse(RejectReason.NotAssociated, receipt, rows);
                break;
            case IntakeOutcome.Repeated:
                Repeats++;
                break;
        }
    }

    /// <summary>Readings, alarms and admissions that were refused.</summary>
    public int Refused { get; private set; }

    /// <param name="count">Elements; none is one, the message has to be looked at.</param>
    public void Refuse(RejectReason reason, string element, int count)
    {
        Refused++;
        _rejects.Add(new Reject(reason, element, Math.Max(1, count)));
    }

    /// <param name="rows">The segments that it stands in: each can be replayed by itself.</param>
    public void Refuse(RejectReason reason, Receipt receipt, IEnumerable<int> rows)
    {
        Refused++;
        _rejects.AddRange(rows.Select(row => new Reject(reason, receipt.LocationOf(row, 0).ToString())));
    }
}
