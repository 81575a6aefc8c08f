using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Hl7.Observations;

/// <summary>What one device measured at one moment: periodic values have OBR-7, an episodic one its OBX-14, a wave its end.</summary>
/// <param name="ObserveOnly">Store and show as unconfirmed; no alarm may come of it.</param>
/// <param name="MeasuredAt">By the sender's clock, with the offset that was sent or assumed; null: not said, or not believable.</param>
public sealed record DeviceReading(
    DeviceIdentity Device, DeviceProfile Profile, bool ObserveOnly, DateTimeOffset? MeasuredAt, IReadOnlyList<Numeric> Numerics, IReadOnlyList<WaveformChunk> Waveforms)
{
    /// <summary>The segment, from 0, that each of <see cref="Numerics"/> stands in.</summary>
    public IReadOnlyList<int> NumericRows { get; init; } = [];

    /// <summary>The segment, from 0, that each of <see cref="Waveforms"/> stands in.</summary>
    public IReadOnlyList<int> WaveformRows { get; init; } = [];

    public IEnumerable<int> Rows => NumericRows.Concat(WaveformRows);

    /// <summary>Each value as a reading of its own.</summary>
    public IEnumerable<DeviceReading> Split()
    {
        for (var i = 0; i < Numerics.Count; i++)
        {
            yield return this with { Numerics = [Numerics[i]], NumericRows = [NumericRows[i]], Waveforms = [], WaveformRows = [] };
        }

        for (var i = 0; i < Waveforms.Count; i++)
        {
            yield return this with { Numerics = [], NumericRows = [], Waveforms = [Waveforms[i]], WaveformRows = [WaveformRows[i]] };
        }
    }

    /// <param name="device">The opaque key of <see cref="Device"/>.</param>
    /// <param name="sequence">HL7 has no packet counter: the receiver gives the next number of this device.</param>
    public DevicePacket ToPacket(string device, long sequence, SiloTime receivedAt) => new()
    {
        Device = device,
        Sequence = sequence,
        DeviceTime = MeasuredAt is { } time ? DeviceTime.From(time) : null,
        ReceivedAt = receivedAt,
        Numerics = Numerics,
        Waveforms = Waveforms,
    };
}
