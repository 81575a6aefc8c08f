namespace OrleansCare.Clinical.Ecg;

/// <summary>
/// The input of a beat classifier, one vector of <see cref="Length"/> floats: the beat, the patient's usual beat on the same lead,
/// and scalar features. The manifest of a model repeats these numbers; a model whose manifest differs does not load.
/// </summary>
/// <remarks>
/// Both windows: monitor band (<see cref="BandLow"/> to <see cref="BandHigh"/> Hz), <see cref="WindowRate"/> Hz whatever the device's rate,
/// mean removed, divided by the peak-to-peak of the usual beat. Features are dimensionless except the first (seconds), each clipped to its range.
/// </remarks>
public static class BeatInput
{
    /// <summary>Changes whenever any bit of the input may change for the same samples.</summary>
    public const int LayoutVersion = 1;

    public const double WindowRate = 125;
    public const int SamplesBefore = 36;
    public const int WindowLength = 96;
    public const double BandLow = 0.5;
    public const double BandHigh = 30;

    public const int WindowOffset = 0;
    public const int UsualOffset = WindowLength;
    public const int FeatureOffset = 2 * WindowLength;

    /// <summary>A pause after a beat tells much about it: the input waits for the next QRS, but not longer than this after the peak.</summary>
    public const double NextBeatSeconds = 1.4;

    public const double SecondsBefore = SamplesBefore / WindowRate;
    public const double SecondsAfter = (WindowLength - SamplesBefore) / WindowRate;

    /// <summary>
    /// rr: last RR in seconds, 0 to 3; rr_to_mean: to the mean of the (up to 8) RR before it, 0 to 3; rr_to_previous: to the RR before it, 0 to 3;
    /// previous_to_mean: 0 to 3; irregularity: mean absolute successive difference of the RR before it by their mean, 0 to 1;
    /// correlation: with the usual beat, -1 to 1; amplitude: peak-to-peak by that of the usual beat, 0 to 5; qrs_area: absolute area within
    /// 80 ms of the peak by that of the usual beat, 0 to 5; next_to_mean: the RR after it (at most <see cref="NextBeatSeconds"/>) to the same mean, 0 to 3;
    /// rr_to_next: last RR to the RR after it, 0 to 3.
    /// </summary>
    public static IReadOnlyList<string> FeatureNames { get; } =
        ["rr", "rr_to_mean", "rr_to_previous", "previous_to_mean", "irregularity", "correlation", "amplitude", "qrs_area", "next_to_mean", "rr_to_next"];

    public const int FeatureCount = 10;

    public const int Length = (2 * WindowLength) + FeatureCount;
}
