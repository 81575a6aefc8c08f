namespace OrleansCare.Cli.Ecg;

/// <summary>Another sample rate by a windowed sinc (Kaiser, beta 8: more than 80 dB down), cut off below half of the lower rate.</summary>
internal static class Resampler
{
    private const int ZeroCrossings = 16;
    private const int StepsPerCrossing = 512;
    private const double PassShare = 0.92;
    private const double Beta = 8;

    private static readonly double[] Kernel = MakeKernel();

    /// <summary>Sample i of the result is the signal at i / <paramref name="to"/> seconds.</summary>
    public static float[] Convert(float[] signal, double from, double to)
    {
        var cutOff = PassShare * Math.Min(1, to / from);
        var reach = ZeroCrossings / cutOff;
        var result = new float[(long)(signal.Length * to / from)];
        for (var i = 0; i < result.Length; i++)
        {
            var at = i * from / to;
            var (first, last) = ((int)Math.Max(0, Math.Ceiling(at - reach)), (int)Math.Min(signal.Length - 1, Math.Floor(at + reach)));
            var (sum, weights) = (0.0, 0.0);
            for (var j = first; j <= last; j++)
            {
                var weight = At(Math.Abs(at - j) * cutOff);
                sum += weight * signal[j];
                weights += weight;
            }

            result[i] = (float)(sum / weights);
        }

        return result;
    }

    private static double At(double crossings)
    {
        var position = crossings * StepsPerCrossing;
        var index = (int)position;
        return index + 1 < Kernel.Length ? Kernel[index] + ((position - index) * (Kernel[index + 1] - Kernel[index])) : 0;
    }

    private static double[] MakeKernel()
    {
        var kernel = new double[(ZeroCrossings * StepsPerCrossing) + 1];
        for (var i = 0; i < kernel.Length; i++)
        {
            var x = Math.PI * i / StepsPerCrossing;
            var edge = (double)i / (kernel.Length - 1);
            kernel[i] = (i == 0 ? 1 : Math.Sin(x) / x) * Bessel(Beta * Math.Sqrt(1 - (edge * edge))) / Bessel(Beta);
        }

        return kernel;
    }

    // Modified Bessel function of the first kind, order zero, by its power series.
    private static double Bessel(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > 1e-12 * sum; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }
}
