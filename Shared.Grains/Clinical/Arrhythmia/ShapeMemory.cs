using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>
/// The shapes that a patient's beats have on one channel, with how often: the heaviest is the dominant one. Weights fade over about
/// a hundred beats, so that ten seconds of another rhythm do not become the usual one.
/// </summary>
/// <param name="length">Samples of a shape.</param>
/// <param name="heedsSize">Whether a beat of the same form and another size is another shape.</param>
internal sealed class ShapeMemory(int length, bool heedsSize)
{
    private const int Kinds = 4;

    /// <summary>Two complexes of one origin correlate above this; the bSQI and template papers use 0.8 to 0.95 (Li 2008, Orphanidou 2015: 0.66 pleth).</summary>
    private const double SameShape = 0.9;

    private const double Fade = 0.99;
    private const double MostFollow = 1.0 / 16;

    /// <summary>Beats that a shape must have had before it counts as the patient's own.</summary>
    private const double KnownWeight = 6;

    private readonly double[] _shapes = new double[Kinds * length];
    private readonly double[] _weights = new double[Kinds];

    public bool IsKnown => _weights[Dominant] >= KnownWeight;

    public ReadOnlySpan<double> DominantShape => Shape(Dominant);

    private int Dominant
    {
        get
        {
            var best = 0;
            for (var i = 1; i < Kinds; i++)
            {
                best = _weights[i] > _weights[best] ? i : best;
            }

            return best;
        }
    }

    /// <summary>
    /// 1 for equal shapes, 0 and below for unrelated ones. Correlation; with size it is 1 - |a - b|^2 / (2 |a| |b|), which equals the correlation
    /// of shapes of one size, and 0.81 of it for a beat of half or double size.
    /// </summary>
    public double Compare(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double ab = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }

        var norm = Math.Sqrt(aa * bb);
        return !(norm > 0) ? 0 : heedsSize ? 1 - ((aa + bb - (2 * ab)) / (2 * norm)) : ab / norm;
    }

    /// <summary>Likeness with the dominant shape; <paramref name="shape"/> has no mean.</summary>
    public double Likeness(ReadOnlySpan<double> shape) => IsKnown ? Compare(shape, Shape(Dominant)) : double.NaN;

    /// <summary>Learns a beat, and says how large a share of the beats before it had its shape.</summary>
    public double Learn(ReadOnlySpan<double> shape)
    {
        var (best, correlation, total, lightest) = (-1, SameShape, 0.0, 0);
        for (var i = 0; i < Kinds; i++)
        {
            total += _weights[i];
            lightest = _weights[i] < _weights[lightest] ? i : lightest;
            var similar = _weights[i] > 0 ? Compare(shape, Shape(i)) : -1;
            if (similar > correlation)
            {
                (best, correlation) = (i, similar);
            }
        }

        var share = best >= 0 && total > 0 ? _weights[best] / total : 0;
        for (var i = 0; i < Kinds; i++)
        {
            _weights[i] *= Fade;
        }

        if (best < 0)
        {
            shape.CopyTo(Shape(lightest));
            _weights[lightest] = 1;
            return share;
        }

        _weights[best] += 1;
        var follow = Math.Max(MostFollow, 1 / _weights[best]);
        var own = Shape(best);
        for (var i = 0; i < length; i++)
        {
            own[i] += follow * (shape[i] - own[i]);
        }

        return share;
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(_shapes);
        codec.Visit(_weights);
    }

    private Span<double> Shape(int kind) => _shapes.AsSpan(kind * length, length);
}
