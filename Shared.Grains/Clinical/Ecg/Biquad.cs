namespace OrleansCare.Clinical.Ecg;

/// <summary>Second-order Butterworth section by the bilinear transform with pre-warping, transposed direct form II, all in doubles.</summary>
internal struct Biquad
{
    private readonly double _b0;
    private readonly double _b1;
    private readonly double _b2;
    private readonly double _a1;
    private readonly double _a2;
    private double _z1;
    private double _z2;

    private Biquad(double b0, double b1, double b2, double a1, double a2)
    {
        _b0 = b0;
        _b1 = b1;
        _b2 = b2;
        _a1 = a1;
        _a2 = a2;
    }

    public static Biquad LowPass(double rate, double cutOff)
    {
        var k = Warp(rate, cutOff);
        var norm = 1 / (1 + (Sqrt2 * k) + (k * k));
        var b0 = k * k * norm;
        return new Biquad(b0, 2 * b0, b0, 2 * ((k * k) - 1) * norm, (1 - (Sqrt2 * k) + (k * k)) * norm);
    }

    public static Biquad HighPass(double rate, double cutOff)
    {
        var k = Warp(rate, cutOff);
        var norm = 1 / (1 + (Sqrt2 * k) + (k * k));
        return new Biquad(norm, -2 * norm, norm, 2 * ((k * k) - 1) * norm, (1 - (Sqrt2 * k) + (k * k)) * norm);
    }

    public double Next(double x)
    {
        var y = (_b0 * x) + _z1;
        _z1 = (_b1 * x) - (_a1 * y) + _z2;
        _z2 = (_b2 * x) - (_a2 * y);
        return y;
    }

    /// <summary>The state after an endless constant input; returns the constant output.</summary>
    public double Settle(double x)
    {
        var y = x * ((_b0 + _b1 + _b2) / (1 + _a1 + _a2));
        _z2 = (_b2 * x) - (_a2 * y);
        _z1 = y - (_b0 * x);
        return y;
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(ref _z1);
        codec.Visit(ref _z2);
    }

    private const double Sqrt2 = 1.4142135623730951;

    private static double Warp(double rate, double cutOff) => Tangent(Math.PI * cutOff / rate);

    // Math.Tan asks the platform's C library and may differ in the last bit between machines; a continued fraction of
    // plain IEEE operations does not. Twelve levels reach double precision below 1.4 rad, 0.45 of the sample rate.
    private static double Tangent(double x)
    {
        var square = x * x;
        var fraction = 25.0;
        for (var level = 23; level >= 1; level -= 2)
        {
            fraction = level - (square / fraction);
        }

        return x / fraction;
    }
}
