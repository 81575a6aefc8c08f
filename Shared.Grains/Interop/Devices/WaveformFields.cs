using OrleansCare.Clinical.Packets;

namespace OrleansCare.Interop.Devices;

/// <summary>A waveform's fields as sent, before any check.</summary>
internal ref struct WaveformFields
{
    public SentCode Code;
    public double? SampleRate;
    public ulong FirstSample;
    public double? Gain;
    public double? Offset;

    /// <summary>Where neither sender nor profile gives one.</summary>
    public double UsualGain;
    public ReadOnlySpan<byte> Unit;
    public SignalStatus Status;
}

internal interface ISampleSource
{
    short[] ToSamples();
}
