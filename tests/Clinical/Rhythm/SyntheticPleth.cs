using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.Clinical.Tests.Rhythm;

/// <summary>Pulse waves at 125 Hz, a packet of 0.248 s at a time.</summary>
internal sealed class SyntheticPleth
{
    private const double Rate = 125;

    private long _sample;
    private double _since;
    private double _current = 0.8;
    private int _wave;

    /// <summary>Seconds from wave to wave by their number; null is no pulse.</summary>
    public Func<int, double>? Interval { get; set; } = _ => 0.8;

    public WaveformChunk Next()
    {
        var samples = new short[31];
        var first = _sample;
        for (var i = 0; i < samples.Length; i++, _sample++)
        {
            _since += 1 / Rate;
            if (_since >= _current)
            {
                (_since, _current) = (0, Interval?.Invoke(++_wave) ?? 0.8);
            }

            samples[i] = (short)(Interval is null ? _sample % 3 : 1000 * Math.Exp(-Math.Pow(_since - 0.25, 2) / 0.016));
        }

        return new WaveformChunk(Mdc.Pleth, Rate, first, 0.001, 0, Unit.None, SignalStatus.Ok, samples);
    }
}
