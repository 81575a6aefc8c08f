using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.Clinical.Tests.Rhythm;

/// <summary>QRS complexes of 1 mV with T waves at a given rate, wide ones, fibrillation, or a flat line, with the noise of a converter; the same on every run.</summary>
internal sealed class SyntheticEcg(double sampleRate = 250)
{
    public const double Gain = 0.005;

    private readonly Random _noise = new(7);
    private double _sinceBeat = 0.4;
    private double _interval;
    private int _beat;

    public long NextSample { get; set; }

    /// <summary>Beats per minute; 0 is asystole.</summary>
    public double Rate { get; set; } = 75;

    /// <summary>Seconds to the next beat, asked at each beat; null takes <see cref="Rate"/>.</summary>
    public Func<double>? Interval { get; set; }

    /// <summary>Wide complexes of 1.5 mV with a discordant T wave.</summary>
    public bool IsVentricular { get; set; }

    /// <summary>A wave of about 5 Hz that waxes and wanes, without QRS.</summary>
    public bool IsFibrillating { get; set; }

    /// <summary>Every wide complex has another height and width.</summary>
    public bool IsPolymorphic { get; set; }

    /// <summary>Added to both leads, mV at a time in seconds.</summary>
    public Func<double, double>? Disturbance { get; set; }

    public IReadOnlyList<WaveformChunk> Next(double seconds, SignalStatus status = SignalStatus.Ok)
    {
        var (first, second) = (new short[(int)(seconds * sampleRate)], new short[(int)(seconds * sampleRate)]);
        for (var i = 0; i < first.Length; i++)
        {
            _sinceBeat += 1 / sampleRate;
            if (Rate > 0 && _sinceBeat >= (Interval is null ? 60 / Rate : _interval))
            {
                (_sinceBeat, _interval, _beat) = (0, Interval?.Invoke() ?? 0, _beat + 1);
            }

            var at = (NextSample + i) / sampleRate;
            var millivolts = Value(at) + (Disturbance?.Invoke(at) ?? 0);
            first[i] = Raw(millivolts);
            second[i] = Raw(0.7 * millivolts);
        }

        var start = NextSample;
        NextSample += first.Length;
        return
        [
            new WaveformChunk(Mdc.EcgLeadII, sampleRate, start, Gain, 0, Unit.Millivolt, status, first),
            new WaveformChunk(Mdc.EcgLeadV, sampleRate, start, Gain, 0, Unit.Millivolt, status, second),
        ];
    }

    private double Value(double at) =>
        IsFibrillating ? (0.35 + (0.1 * Math.Sin(2.1 * at))) * Math.Sin((31 * at) + Math.Sin(2.9 * at))
        : IsPolymorphic ? (1.2 + (0.7 * Math.Sin(1.1 * _beat))) * Math.Sin(2 * Math.PI * _sinceBeat * Rate / 60)
        : IsVentricular ? (-1.5 * Bell(_sinceBeat - 0.09, 0.035)) + (0.4 * Bell(_sinceBeat - 0.27, 0.05))
        : Bell(_sinceBeat - 0.05, 0.012) - (0.2 * Bell(_sinceBeat - 0.09, 0.012)) + (0.2 * Bell(_sinceBeat - 0.3, 0.05));

    private static double Bell(double at, double width) => Math.Exp(-at * at / (2 * width * width));

    private short Raw(double millivolts) => (short)Math.Round((millivolts + (0.01 * (_noise.NextDouble() - 0.5))) / Gain);
}
