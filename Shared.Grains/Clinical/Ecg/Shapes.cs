namespace OrleansCare.Clinical.Ecg;

/// <summary>Comparisons of beat windows, summed from first to last: the order is part of the result.</summary>
internal static class Shapes
{
    /// <summary>A swing that counts as a turn, by the peak-to-peak of the window.</summary>
    public const double NoiseSwing = 0.15;

    public static double PeakToPeak(ReadOnlySpan<double> shape)
    {
        var low = shape[0];
        var high = shape[0];
        foreach (var value in shape)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return high - low;
    }

    public static double Mean(ReadOnlySpan<double> shape)
    {
        var sum = 0.0;
        foreach (var value in shape)
        {
            sum += value;
        }

        return sum / shape.Length;
    }

    public static void RemoveMean(Span<double> shape)
    {
        var mean = Mean(shape);
        foreach (ref var value in shape)
        {
            value -= mean;
        }
    }

    /// <summary>Sums of products of two shapes about their means.</summary>
    public static (double Ab, double Aa, double Bb) Products(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (meanA, meanB) = (Mean(a), Mean(b));
        double ab = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var (x, y) = (a[i] - meanA, b[i] - meanB);
            ab += x * y;
            aa += x * x;
            bb += y * y;
        }

        return (ab, aa, bb);
    }

    /// <summary>0 when one of them is flat.</summary>
    public static double Correlation(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (ab, aa, bb) = Products(a, b);
        var norm = Math.Sqrt(aa * bb);
        return norm > 0 ? ab / norm : 0;
    }

    /// <summary>How much of <paramref name="onto"/> is in a shape; 1 when they are equal.</summary>
    public static double Projection(ReadOnlySpan<double> shape, ReadOnlySpan<double> onto)
    {
        var (ab, _, bb) = Products(shape, onto);
        return bb > 0 ? ab / bb : 0;
    }

    public static double Deviation(ReadOnlySpan<double> shape) => Math.Sqrt(Products(shape, shape).Aa / shape.Length);

    public static double Steepest(ReadOnlySpan<double> shape)
    {
        var top = 0.0;
        for (var i = 1; i < shape.Length; i++)
        {
            top = Math.Max(top, Math.Abs(shape[i] - shape[i - 1]));
        }

        return top;
    }

    /// <summary>Length of the curve.</summary>
    public static double Path(ReadOnlySpan<double> shape)
    {
        var sum = 0.0;
        for (var i = 1; i < shape.Length; i++)
        {
            sum += Math.Abs(shape[i] - shape[i - 1]);
        }

        return sum;
    }

    /// <summary>How often the curve turns by at least <paramref name="swing"/>.</summary>
    public static int Turns(ReadOnlySpan<double> shape, double swing)
    {
        var (turns, low, high, direction) = (0, shape[0], shape[0], 0);
        foreach (var value in shape)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
            if (direction <= 0 && value - low >= swing)
            {
                turns++;
                direction = 1;
                high = value;
            }
            else if (direction >= 0 && high - value >= swing)
            {
                turns++;
                direction = -1;
                low = value;
            }
        }

        return turns;
    }
}
