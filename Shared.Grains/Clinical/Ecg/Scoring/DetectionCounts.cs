namespace OrleansCare.Clinical.Ecg.Scoring;

/// <summary>Counts of one question, and the ratios that EC57 asks; a ratio of nothing by nothing is null.</summary>
/// <param name="TruePositives">Found and right.</param>
/// <param name="FalseNegatives">Missed.</param>
/// <param name="FalsePositives">Wrongly found.</param>
/// <param name="TrueNegatives">Rightly called something else; null for QRS detection, which has none.</param>
public sealed record DetectionCounts(int TruePositives, int FalseNegatives, int FalsePositives, int? TrueNegatives = null)
{
    public double? Sensitivity => Ratio(TruePositives, FalseNegatives);

    public double? PositivePredictivity => Ratio(TruePositives, FalsePositives);

    public double? FalsePositiveRate => TrueNegatives is { } negatives ? Ratio(FalsePositives, negatives) : null;

    private static double? Ratio(int part, int rest) => part + rest > 0 ? (double)part / (part + rest) : null;
}
