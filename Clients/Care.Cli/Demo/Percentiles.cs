namespace OrleansCare.Cli.Demo;

/// <summary>In ms. A percentile of no values is null.</summary>
public sealed record Percentiles(int Count, double? P50, double? P99, double? P999, double? Max)
{
    public static Percentiles Of(IReadOnlyCollection<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        double? At(double share) => sorted.Length == 0 ? null : Math.Round(sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)], 3);
        return new Percentiles(sorted.Length, At(0.5), At(0.99), At(0.999), At(1));
    }
}
