using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Codes;

namespace OrleansCare.Interop.Devices;

/// <summary>A waveform's fields as sent, before any check.</summary>
internal ref struct WaveformFields
{
    public MdcTerm? Term;
    public double SampleRate;
    public ulong FirstSample;
    public double Gain;
    public double Offset;
    public ReadOnlySpan<byte> Unit;
    public SignalStatus Status;
}

internal interface ISampleSource
{
    short[] ToSamples();
}
