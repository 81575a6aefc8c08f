using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Packets;

/// <summary>The one form in which anything a device says enters the core, whatever protocol brought it.</summary>
public sealed class DevicePacket
{
    /// <summary>The device's opaque key (random, never its serial number).</summary>
    public required string Device { get; init; }

    /// <summary>The device's own packet counter: grows by one per packet; a repeat is a duplicate, a jump is a gap.</summary>
    public required long Sequence { get; init; }

    /// <summary>
    /// What brought it, where its sender has no packet counter: a hash by which the same delivery is known when it comes again. Null: the sequence tells it.
    /// </summary>
    public UInt128? Delivery { get; init; }

    public DeviceTime? DeviceTime { get; init; }

    /// <summary>When its last byte left the socket.</summary>
    public required SiloTime ReceivedAt { get; init; }

    public IReadOnlyList<Numeric> Numerics { get; init; } = [];

    public IReadOnlyList<WaveformChunk> Waveforms { get; init; } = [];

    public int SampleCount
    {
        get
        {
            var count = 0;
            for (var i = 0; i < Waveforms.Count; i++)
            {
                count += Waveforms[i].Samples.Length;
            }

            return count;
        }
    }
}
