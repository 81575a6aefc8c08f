namespace OrleansCare.Clinical.Ecg;

/// <summary>What one lead of a beat differs by from the usual beat, as far as it is remembered.</summary>
/// <param name="WidthAgainst">QRS width against the usual one, <see cref="FeatureWriter.Compare"/>.</param>
/// <param name="AtrialResidual">By the size of the usual QRS.</param>
/// <param name="AtrialCorrelation">-1 to 1.</param>
/// <param name="QrsResidual">By the size of the usual QRS.</param>
/// <param name="RecoveryResidual">By the size of the usual QRS.</param>
internal readonly record struct ShapeDifference(
    double WidthAgainst, double AtrialResidual, double AtrialCorrelation, double QrsResidual, double RecoveryResidual);
