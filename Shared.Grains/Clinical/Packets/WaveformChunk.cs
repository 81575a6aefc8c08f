using OrleansCare.Clinical.Codes;

namespace OrleansCare.Clinical.Packets;

/// <summary>A run of samples of one signal: value = raw * Gain + Offset in <see cref="Unit"/>; raw <see cref="NoValue"/> means that the device had none.</summary>
/// <param name="Code">An <see cref="Mdc"/> wave code.</param>
/// <param name="SampleRate">In Hz, 1 to 2000.</param>
/// <param name="FirstSample">Index of the first sample in the device's stream of this signal; continuous across packets.</param>
public sealed record WaveformChunk(
    int Code, double SampleRate, long FirstSample, double Gain, double Offset, Unit Unit, SignalStatus Status, ReadOnlyMemory<short> Samples)
{
    public const short NoValue = short.MinValue;
}
