using Orleans;
using Orleans.Runtime;
using OrleansCare.Clinical.Devices;
using OrleansCare.Clinical.Packets;
using OrleansCare.Contracts.Devices;
using OrleansCare.Contracts.Patients;

namespace OrleansCare.Edge.Devices;

[GrainType("device")]
internal sealed class DeviceGrain([PersistentState("association", EdgeStorage.Name)] IPersistentState<DeviceAssociation> association, TimeProvider time) : Grain, IDeviceGrain
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
        Measure(packet);
        return _patient is null ? ValueTask.FromResult(new PacketReceipt(PacketOutcome.NotAssociated, 0)) : _patient.Receive(packet);
    }

    public async ValueTask<PacketReceipt> ReceiveUnnumbered(DevicePacket packet, UInt128? delivery)
    {
        if (_patient is not { } patient)
        {
            return new PacketReceipt(PacketOutcome.NotAssociated, 0);
        }

        Measure(packet);
        return await NumberAsync(patient, packet, delivery, _waves.Continue(packet.Waveforms, packet.DeviceTime));
    }

    public ValueTask<PacketReceipt> ReceiveAgain(DevicePacket packet, UInt128? delivery, bool isNumbered)
    {
        if (_patient is not { } patient || !association.State.BelongedHere(packet.ReceivedAt.ToDateTimeOffset()))
        {
            return ValueTask.FromResult(new PacketReceipt(PacketOutcome.NotAssociated, 0));
        }

        // A wave of then does not continue one of now.
        return isNumbered
            ? patient.Receive(Named(packet, packet.Sequence, delivery, packet.Waveforms))
            : NumberAsync(patient, packet, delivery, new WaveContinuity().Continue(packet.Waveforms, packet.DeviceTime));
    }

    public async Task Associate(string? patient)
    {
        if (association.State.Patient != patient)
        {
            association.State = association.State.Next(patient, time.GetUtcNow());
            await association.WriteStateAsync();
        }

        Resolve();
    }

    public ValueTask<DeviceReport> GetReport() => ValueTask.FromResult(new DeviceReport(this.GetPrimaryKeyString(), association.State.Patient, _packets, _clock.Offset));

    private void Measure(DevicePacket packet)
    {
        _packets++;
        if (packet.DeviceTime is { } sent)
        {
            _clock.Measure(packet.ReceivedAt, sent);
        }
    }

    private async ValueTask<PacketReceipt> NumberAsync(IPatientGrain patient, DevicePacket packet, UInt128? delivery, IReadOnlyList<WaveformChunk> waveforms)
    {
        _last ??= await patient.GetHighestSequence(packet.Device);
        var receipt = await patient.Receive(Named(packet, _last.Value + 1, delivery, waveforms));
        if (receipt.Outcome == PacketOutcome.Accepted)
        {
            _last++;
        }

        return receipt;
    }

    private static DevicePacket Named(DevicePacket packet, long sequence, UInt128? delivery, IReadOnlyList<WaveformChunk> waveforms) => new()
    {
        Device = packet.Device,
        Sequence = sequence,
        Delivery = delivery,
        DeviceTime = packet.DeviceTime,
        ReceivedAt = packet.ReceivedAt,
        Numerics = packet.Numerics,
        Waveforms = waveforms,
    };

    private void Resolve()
    {
        _patient = association.State.Patient is { } patient ? GrainFactory.GetGrain<IPatientGrain>(patient) : null;
        _last = null;
    }
}
