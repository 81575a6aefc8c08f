namespace OrleansCare.Clinical.Ecg;

/// <summary>
/// The input of a beat classifier, one vector of <see cref="Length"/> floats: what a beat differs by from the patient's own, on two leads.
/// A device with one usable lead fills both places with it. The manifest of a model repeats these numbers; a model whose manifest differs does not load.
/// </summary>
/// <remarks>
/// Shapes are compared in the monitor band (<see cref="BandLow"/> to <see cref="BandHigh"/> Hz) at <see cref="WindowRate"/> Hz, whatever the device's rate.
/// Where two sizes are compared, the feature is their difference by their sum, -1 to 1 ("against"): it needs no logarithm, which machines round differently.
/// </remarks>
public static class BeatInput
{
    /// <summary>Changes whenever any bit of the input may change for the same samples.</summary>
    public const int LayoutVersion = 3;

    public const double WindowRate = 125;
    public const int SamplesBefore = 37;
    public const int WindowLength = 100;
    public const double BandLow = 0.5;
    public const double BandHigh = 30;

    /// <summary>Leads compared at a time.</summary>
    public const int Slots = 2;

    /// <summary>A pause after a beat tells much about it: the input waits for the next QRS, but not longer than this after the peak.</summary>
    public const double NextBeatSeconds = 1.4;

    /// <summary>How far a window may be moved to lie on another, seconds.</summary>
    public const double ShiftSeconds = BeatShape.MaxShift / WindowRate;

    public const double SecondsAfter = ((WindowLength - SamplesBefore) / WindowRate) + ShiftSeconds;

    /// <summary>Intervals, then the beat's family, then the beat before, then what the shape differs by on the first and on the second lead.</summary>
    public static IReadOnlyList<string> FeatureNames { get; } =
        [.. IntervalMemory.FeatureNames, .. BeatFamilies.FeatureNames, .. BeatDescriber.PreviousNames, .. Names("a"), .. Names("b")];

    public static int Length { get; } = FeatureNames.Count;

    private static IEnumerable<string> Names(string slot) => BeatShape.FeatureNames.Concat(OwnDifferences.FeatureNames).Select(name => $"{slot}_{name}");
}
