using OrleansCare.BedSimulator.Physiology;

namespace OrleansCare.BedSimulator.Waves;

/// <summary>Three leads at 500 Hz: beats are laid down ahead of time, then taken off as samples with the baseline of breathing and noise.</summary>
public sealed class EcgSignal
{
    public const int Rate = EcgShape.Rate;

    /// <summary>mV per step: 2.5 uV.</summary>
    public const double Gain = 0.0025;

    /// <summary>A beat must be laid down this long before its R peak is taken off, in seconds: the P wave comes before.</summary>
    public const double Ahead = 0.5;

    private const float StepsPerMillivolt = (float)(1 / Gain);
    private const int Room = 1024;
    private const double NoiseMillivolt = 0.008;
    private const double BaselineMillivolt = 0.06;

    private readonly float[] _leadI = new float[Room];
    private readonly float[] _leadII = new float[Room];
    private readonly float _size;
    private readonly long _noise;
    private long _taken;

    public EcgSignal(Dice dice)
    {
        _size = (float)dice.NextBetween(0.8, 1.25);
        _noise = (long)(dice.NextBits() >> 40);
    }

    public void Add(in Beat beat)
    {
        var peak = (long)Math.Round(beat.At * Rate);

        // QT follows the rate by Bazett's root.
        var root = Math.Sqrt(Math.Min(beat.Expected, 1.2));
        if (beat.Ventricular)
        {
            LayDown(EcgShape.VentricularQrs, peak);
            LayDown(EcgShape.VentricularT, peak + (long)(0.30 * Math.Max(root, 0.8) * Rate));
        }
        else
        {
            LayDown(EcgShape.P, peak - (long)(0.16 * Math.Clamp(root, 0.75, 1) * Rate));
            LayDown(EcgShape.Qrs, peak);
            LayDown(EcgShape.T, peak + (long)(0.30 * root * Rate));
        }
    }

    /// <summary>Takes the next samples of all leads; the spans are equally long.</summary>
    /// <param name="phase">Of breathing at the first and after the last sample.</param>
    /// <param name="quiet">Share of the usual noise: a standing heart leaves little.</param>
    public void Take(Span<short> leadI, Span<short> leadII, Span<short> leadIII, (double From, double To) phase, double quiet)
    {
        // Breathing is slow: a straight line between the ends of a step.
        var breath = (float)(BaselineMillivolt * quiet * Math.Sin(2 * Math.PI * phase.From));
        var slope = ((float)(BaselineMillivolt * quiet * Math.Sin(2 * Math.PI * phase.To)) - breath) / leadI.Length;
        var noise = (float)(NoiseMillivolt * quiet);
        for (var i = 0; i < leadI.Length; i++)
        {
            var slot = (int)(_taken & (Room - 1));
            var one = (_leadI[slot] * _size) + (0.6f * breath) + (noise * NoiseTable.At(_taken + _noise));
            var two = (_leadII[slot] * _size) + breath + (noise * NoiseTable.At((_taken * 3) + _noise + 4099));
            breath += slope;
            leadI[i] = (short)MathF.Round(one * StepsPerMillivolt);
            leadII[i] = (short)MathF.Round(two * StepsPerMillivolt);
            leadIII[i] = (short)(leadII[i] - leadI[i]);
            _leadI[slot] = 0;
            _leadII[slot] = 0;
            _taken++;
        }
    }

    private void LayDown(EcgShape shape, long centre)
    {
        var first = centre - shape.Centre;
        for (var i = 0; i < shape.LeadI.Length; i++)
        {
            var at = first + i;
            if (at >= _taken)
            {
                _leadI[at & (Room - 1)] += shape.LeadI[i];
                _leadII[at & (Room - 1)] += shape.LeadII[i];
            }
        }
    }
}
