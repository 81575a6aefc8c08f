namespace OrleansCare.Clinical.Ecg;

/// <summary>Writes features one after the other, each clipped to its range; what is not a number becomes the nearest to zero.</summary>
internal ref struct FeatureWriter(Span<float> output)
{
    private readonly Span<float> _output = output;

    public int Count { get; private set; }

    public void Add(double value, double low, double high)
        => _output[Count++] = (float)Math.Min(high, Math.Max(low, double.IsNaN(value) ? 0 : value));

    public void Add(bool value) => _output[Count++] = value ? 1 : 0;

    /// <summary>Difference by sum of two sizes, -1 to 1.</summary>
    public void Against(double size, double other) => Add(Compare(size, other), -1, 1);

    public static double Compare(double size, double other) => size + other > 0 ? (size - other) / (size + other) : 0;
}
