using Orleans;
using Orleans.Runtime;
using OrleansCare.Clinical.Devices;
using OrleansCare.Clinical.Packets;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Patients;

namespace OrleansCare.Edge.Devices;

[GrainType("device")]
internal sealed class DeviceGrain([PersistentState("association", EdgeStorage.Name)] IPersistentState<DeviceAssociation> association) : Grain, IDeviceGrain
{
    private readonly DeviceClock _clock = new();
    private readonly WaveContinuity _waves = new();
    private IPatientGrain? _patient;
    private long _packets;
    private long? _last;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Resolve();
        return Task.CompletedTask;
    }

    public ValueTask<PacketReceipt> Receive(DevicePacket packet)
    {
        _packets++;
        if (packet.DeviceTime is { } time)
        {
            _clock.Measure(packet.ReceivedAt, time);
        }

        return _patient is null ? ValueTask.FromResult(new PacketReceipt(PacketOutcome.NotAssociated, 0)) : _patient.Receive(packet);
    }

    public async ValueTask<PacketReceipt> ReceiveUnnumbered(DevicePacket packet, UInt128? delivery)
    {
        if (_patient is not { } patient)
        {
            return new PacketReceipt(PacketOutcome.NotAssociated, 0);
        }

        _last ??= await patient.GetHighestSequence(packet.Device);
        var receipt = await Receive(new DevicePacket
        {
            Device = packet.Device,
            Sequence = _last.Value + 1,
            Delivery = delivery,
            DeviceTime = packet.DeviceTime,
            ReceivedAt = packet.ReceivedAt,
            Numerics = packet.Numerics,
            Waveforms = _waves.Continue(packet.Waveforms, packet.DeviceTime),
        });
        if (receipt.Outcome == PacketOutcome.Accepted)
        {
            _last++;
        }

        return receipt;
    }

    public async Task Associate(string? patient)
    {
        if (association.State.Patient != patient)
        {
            association.State = new DeviceAssociation { Patient = patient };
            await association.WriteStateAsync();
        }

        Resolve();
    }

    public ValueTask<DeviceReport> GetReport() => ValueTask.FromResult(new DeviceReport(this.GetPrimaryKeyString(), association.State.Patient, _packets, _clock.Offset));

    private void Resolve()
    {
        _patient = association.State.Patient is { } patient ? GrainFactory.GetGrain<IPatientGrain>(patient) : null;
        _last = null;
    }
}

[GenerateSerializer]
[Alias("care.edge.DeviceAssociation")]
internal sealed class DeviceAssociation
{
    [Id(0)]
    public string? Patient { get; init; }
}
