namespace OrleansCare.Clinical.Ecg;

/// <summary>Comparisons of beat windows, summed from first to last: the order is part of the result.</summary>
internal static class Shapes
{
    public static void RemoveMean(Span<double> shape)
    {
        var sum = 0.0;
        foreach (var value in shape)
        {
            sum += value;
        }

        var mean = sum / shape.Length;
        foreach (ref var value in shape)
        {
            value -= mean;
        }
    }

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

    /// <summary>Of two shapes without mean; 0 when one of them is nothing.</summary>
    public static double Correlation(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double ab = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }

        var norm = Math.Sqrt(aa * bb);
        return norm > 0 ? ab / norm : 0;
    }

    public static double AbsoluteSum(ReadOnlySpan<double> shape)
    {
        var sum = 0.0;
        foreach (var value in shape)
        {
            sum += Math.Abs(value);
        }

        return sum;
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
