using OrleansCare.Clinical.Ecg;


namespace OrleansCare.Edge.Inference;

/// <param name="Confidence">Calibrated probability of the class, 0 to 1.</param>
internal readonly record struct BeatVerdict(BeatClass Class, double Confidence)
{
    public static readonly BeatVerdict None = new(BeatClass.Unsure, 0);
}
