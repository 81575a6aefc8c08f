using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.Clinical.Tests.Respiration;

/// <summary>An impedance wave of 1 ohm per breath, with the heart's share, a slow drift and noise from a fixed seed.</summary>
internal sealed class SyntheticBreathing
{
    private const double PerUnit = 0.001;
    private const double HeartPerMinute = 80;

    private readonly Random _noise = new(7);
    private long _sample;
    private double _phase;
    private double _depth = 1;

    public double SampleRate { get; set; } = 62.5;

    /// <summary>Breaths a minute.</summary>
    public double Rate { get; set; } = 15;

    /// <summary>Ohm, peak to peak.</summary>
    public double Depth { get; set; } = 1;

    /// <summary>Ohm, peak to peak.</summary>
    public double Heart { get; set; } = 0.12;

    public SignalStatus Status { get; set; }

    /// <summary>This raw sample and nothing else.</summary>
    public short? Fixed { get; set; }

    public WaveformChunk Next(double seconds)
    {
        var first = _sample;
        var samples = new short[(int)Math.Round((Math.Round((first / SampleRate) + seconds, 6) * SampleRate) - first)];
        for (var i = 0; i < samples.Length; i++, _sample++)
        {
            // A chest does not jump: the depth follows within a fifth of a second.
            _depth += (Depth - _depth) / (0.2 * SampleRate);
            _phase += Rate / 60 / SampleRate;
            var at = _sample / SampleRate;
            var value = (_depth / 2 * Math.Sin(2 * Math.PI * _phase)) + (Heart / 2 * Math.Sin(2 * Math.PI * HeartPerMinute / 60 * at))
                + (0.2 * Math.Sin(2 * Math.PI * at / 47)) + ((_noise.NextDouble() - 0.5) * 0.02);
            samples[i] = Fixed ?? (short)Math.Clamp(value / PerUnit, -32_000, 32_000);
        }

        return new WaveformChunk(Mdc.Respiration, SampleRate, first, PerUnit, 0, Unit.Ohm, Status, samples);
    }
}
