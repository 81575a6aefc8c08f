namespace OrleansCare.Clinical.Ecg;

/// <summary>
/// What this patient's usual beats differ by among themselves, on one lead: noise, or P waves that are none (fibrillation). A beat stands out
/// by more than that. Followed beat by beat over about the last sixteen.
/// </summary>
internal sealed class OwnDifferences
{
    public static readonly string[] FeatureNames =
    [
        "atrial_residual_against_own", "atrial_residual_own", "atrial_correlation_against_own", "atrial_correlation_own",
        "qrs_residual_against_own", "recovery_residual_against_own",
    ];

    private const double FollowShare = 1.0 / 16;
    private const int Most = 16;

    // So that two differences near nothing are alike.
    private const double Least = 0.001;

    private int _count;
    private double _atrialResidual;
    private double _atrialCorrelation;
    private double _qrsResidual;
    private double _recoveryResidual;

    /// <summary>Writes <see cref="FeatureNames"/>; before the first usual beat nothing stands out.</summary>
    public void Describe(in ShapeDifference beat, ref FeatureWriter features)
    {
        var known = _count > 0;
        features.Add(known ? Against(beat.AtrialResidual, _atrialResidual) : 0, -1, 1);
        features.Add(known ? _atrialResidual : beat.AtrialResidual, 0, 2);
        features.Add(known ? beat.AtrialCorrelation - _atrialCorrelation : 0, -2, 2);
        features.Add(known ? _atrialCorrelation : beat.AtrialCorrelation, -1, 1);
        features.Add(known ? Against(beat.QrsResidual, _qrsResidual) : 0, -1, 1);
        features.Add(known ? Against(beat.RecoveryResidual, _recoveryResidual) : 0, -1, 1);
    }

    public void Follow(in ShapeDifference usual)
    {
        _count = Math.Min(_count + 1, Most);
        var share = Math.Max(FollowShare, 1.0 / _count);
        _atrialResidual += share * (usual.AtrialResidual - _atrialResidual);
        _atrialCorrelation += share * (usual.AtrialCorrelation - _atrialCorrelation);
        _qrsResidual += share * (usual.QrsResidual - _qrsResidual);
        _recoveryResidual += share * (usual.RecoveryResidual - _recoveryResidual);
    }

    public void Forget() => _count = 0;

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(ref _count);
        codec.Visit(ref _atrialResidual);
        codec.Visit(ref _atrialCorrelation);
        codec.Visit(ref _qrsResidual);
        codec.Visit(ref _recoveryResidual);
    }

    public bool IsConsistent => _count is >= 0 and <= Most;

    private static double Against(double size, double own) => (size - own) / (size + own + Least);
}
