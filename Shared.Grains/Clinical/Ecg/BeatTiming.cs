namespace OrleansCare.Clinical.Ecg;

/// <param name="Early">RR against the usual one, <see cref="FeatureWriter.Compare"/>: negative is early.</param>
/// <param name="Late">The next RR against the usual one.</param>
/// <param name="IsTimely">Not early among all the patient's intervals, whatever is usual.</param>
internal readonly record struct BeatTiming(double Early, double Late, bool IsTimely);
