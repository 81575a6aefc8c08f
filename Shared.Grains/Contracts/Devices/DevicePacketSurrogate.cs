using Orleans;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Contracts.Devices;

/// <summary>How a <see cref="DevicePacket"/>, which knows no actors, travels between silos.</summary>
[GenerateSerializer]
[Alias("care.DevicePacket")]
public record struct DevicePacketSurrogate(
    [property: Id(0)] string Device,
    [property: Id(1)] long Sequence,
    [property: Id(2)] long? DeviceTime,
    [property: Id(3)] long ReceivedAt,
    [property: Id(4)] NumericSurrogate[] Numerics,
    [property: Id(5)] WaveformSurrogate[] Waveforms,
    [property: Id(6)] UInt128? Delivery);

[GenerateSerializer]
[Alias("care.Numeric")]
public record struct NumericSurrogate([property: Id(0)] int Code, [property: Id(1)] double Value, [property: Id(2)] int Unit);

[GenerateSerializer]
[Alias("care.Waveform")]
public record struct WaveformSurrogate(
    [property: Id(0)] int Code,
    [property: Id(1)] double SampleRate,
    [property: Id(2)] long FirstSample,
    [property: Id(3)] double Gain,
    [property: Id(4)] double Offset,
    [property: Id(5)] int Unit,
    [property: Id(6)] int Status,
    [property: Id(7)] ReadOnlyMemory<short> Samples);

[RegisterConverter]
public sealed class DevicePacketConverter : IConverter<DevicePacket, DevicePacketSurrogate>
{
    public DevicePacket ConvertFromSurrogate(in DevicePacketSurrogate surrogate) => new()
    {
        Device = surrogate.Device,
        Sequence = surrogate.Sequence,
        DeviceTime = surrogate.DeviceTime is { } time ? new DeviceTime(time) : null,
        ReceivedAt = new SiloTime(surrogate.ReceivedAt),
        Numerics = Array.ConvertAll(surrogate.Numerics, n => new Numeric(n.Code, n.Value, (Unit)n.Unit)),
        Waveforms = Array.ConvertAll(
            surrogate.Waveforms,
            w => new WaveformChunk(w.Code, w.SampleRate, w.FirstSample, w.Gain, w.Offset, (Unit)w.Unit, (SignalStatus)w.Status, w.Samples)),
        Delivery = surrogate.Delivery,
    };

    public DevicePacketSurrogate ConvertToSurrogate(in DevicePacket value) => new(
        value.Device,
        value.Sequence,
        value.DeviceTime?.UnixMicroseconds,
        value.ReceivedAt.UnixMicroseconds,
        [.. value.Numerics.Select(n => new NumericSurrogate(n.Code, n.Value, (int)n.Unit))],
        [.. value.Waveforms.Select(
            w => new WaveformSurrogate(w.Code, w.SampleRate, w.FirstSample, w.Gain, w.Offset, (int)w.Unit, (int)w.Status, w.Samples))],
        value.Delivery);
}
