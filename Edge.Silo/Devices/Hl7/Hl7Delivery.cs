using Orleans;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Devices;
using OrleansCare.Edge.Association;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Interop.Devices;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Hl7.Observations;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>Takes what a message became to where it belongs: readings to devices' grains, admissions to beds.</summary>
internal sealed class Hl7Delivery(IGrainFactory grains, DeviceIntake intake, AdtEffects adt)
{
    public async Task<Delivered> DeliverAsync(Interpretation read, SiloTime receivedAt)
    {
        var delivered = new Delivered();
        if (read.Admission is { } admission && await adt.ApplyAsync(admission) is { } refused)
        {
            delivered.Refuse(refused, "ADT", read.Receipt.Accepted);
        }

        foreach (var reading in read.Readings)
        {
            await DeliverAsync(read, reading, receivedAt, delivered);
        }

        foreach (var alarm in read.Alarms)
        {
            delivered.Refuse(alarm.ObserveOnly ? RejectReason.ProfileUnconfirmed : RejectReason.DeviceAlarmNotTaken, "alarm", 1);
        }

        return delivered;
    }

    private async Task DeliverAsync(Interpretation read, DeviceReading reading, SiloTime receivedAt, Delivered delivered)
    {
        var elements = reading.Numerics.Count + reading.Waveforms.Count;
        if (reading.ObserveOnly)
        {
            delivered.Refuse(RejectReason.ProfileUnconfirmed, "reading", elements);
            return;
        }

        var device = await grains.GetGrain<IDeviceRegistryGrain>("devices").Recognise(reading.Device.System);
        var placement = await grains.GetGrain<IAssociationGrain>("association").Resolve(
            device, reading.Device.SystemCode, BedLabel.Of(read.Location), [.. read.Patient.Select(id => id.Id)]);
        if (Objection(placement.Outcome) is { } objection)
        {
            delivered.Refuse(objection, "reading", elements);
            return;
        }

        var outcome = await intake.DeliverAsync(grains.GetGrain<IDeviceGrain>(device), reading.ToPacket(device, 0, receivedAt));
        switch (outcome)
        {
            case IntakeOutcome.NotKept:
                delivered.IsKept = false;
                break;
            case IntakeOutcome.Quarantined:
                delivered.Refuse(RejectReason.NotAssociated, "reading", elements);
                break;
        }
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

    public IReadOnlyList<Reject> Rejects => _rejects;

    /// <param name="count">Elements; none is one, the message has to be looked at.</param>
    public void Refuse(RejectReason reason, string element, int count) => _rejects.Add(new Reject(reason, element, Math.Max(1, count)));
}
