using OrleansCare.BedSimulator.Identity;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.BedSimulator.Devices;

/// <summary>What one bed's devices measure, a quarter of a second at a time.</summary>
public interface IBedSource
{
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    IReadOnlyList<DeviceKind> Devices { get; }

    /// <summary>Measures the next step: one entry per device of <see cref="Devices"/>, null where it has nothing to say. Samples stay valid until the next call.</summary>
    IReadOnlyList<Measurement?> Next();
}

/// <summary>A packet without its device's key, sequence and clock.</summary>
public sealed record Measurement(IReadOnlyList<Numeric> Numerics, IReadOnlyList<WaveformChunk> Waveforms);
