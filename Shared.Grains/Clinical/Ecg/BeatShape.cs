namespace OrleansCare.Clinical.Ecg;

/// <summary>
/// What one lead's window differs by from the patient's usual beat on that lead. Only differences: given sizes themselves (the width of the QRS), models took
/// the normal beats of a patient with bundle branch block for ventricular.
/// </summary>
internal static class BeatShape
{
    /// <summary>Samples by which a beat may be moved to lie on another.</summary>
    public const int MaxShift = 5;

    // Parts of the window, by samples from its beginning: 96 ms around the peak, before the QRS, and after it.
    public const int QrsFrom = BeatInput.SamplesBefore - 12;
    public const int QrsLength = 25;
    private const int AtrialFrom = BeatInput.SamplesBefore - 32;
    private const int AtrialLength = 20;
    private const int RecoveryFrom = BeatInput.SamplesBefore + 13;
    private const int RecoveryLength = 45;
    private const int WidthFrom = BeatInput.SamplesBefore - 16;
    private const int WidthLength = 37;

    public static readonly string[] FeatureNames =
    [
        "qrs_correlation", "correlation", "amplitude_against", "area_against", "steepness_against", "width_against", "projection", "qrs_residual",
        "atrial_residual", "atrial_correlation", "recovery_residual", "level_at_peak",
    ];

    /// <summary>Writes <see cref="FeatureNames"/>. Both windows in mV, the beat lying on the usual one.</summary>
    public static ShapeDifference Describe(ReadOnlySpan<double> beat, ReadOnlySpan<double> usual, ref FeatureWriter features)
    {
        var qrs = beat.Slice(QrsFrom, QrsLength);
        var usualQrs = usual.Slice(QrsFrom, QrsLength);
        var usualSize = Math.Max(0.05, Shapes.PeakToPeak(usualQrs));
        var widthAgainst = FeatureWriter.Compare(SlopeWidth(beat), SlopeWidth(usual));
        features.Add(Shapes.Correlation(qrs, usualQrs), -1, 1);
        features.Add(Shapes.Correlation(beat, usual), -1, 1);
        features.Against(Shapes.PeakToPeak(qrs), usualSize);
        features.Against(Shapes.Deviation(qrs), Shapes.Deviation(usualQrs));
        features.Against(Shapes.Steepest(qrs), Shapes.Steepest(usualQrs));
        features.Add(widthAgainst, -1, 1);
        features.Add(Shapes.Projection(qrs, usualQrs), -3, 3);
        var difference = new ShapeDifference(
            widthAgainst,
            Math.Min(2, Residual(beat, usual, AtrialFrom, AtrialLength) / usualSize),
            Shapes.Correlation(beat.Slice(AtrialFrom, AtrialLength), usual.Slice(AtrialFrom, AtrialLength)),
            Math.Min(3, Residual(beat, usual, QrsFrom, QrsLength) / usualSize),
            Math.Min(3, Residual(beat, usual, RecoveryFrom, RecoveryLength) / usualSize));
        features.Add(difference.QrsResidual, 0, 3);
        features.Add(difference.AtrialResidual, 0, 2);
        features.Add(difference.AtrialCorrelation, -1, 1);
        features.Add(difference.RecoveryResidual, 0, 3);
        features.Add((beat[BeatInput.SamplesBefore] - Shapes.Mean(qrs)) / usualSize, -3, 3);
        return difference;
    }

    /// <summary>Length of the curve outside the QRS by that within it, per sample.</summary>
    public static double Busy(ReadOnlySpan<double> beat)
    {
        var within = Shapes.Path(beat.Slice(QrsFrom, QrsLength));
        var outside = Shapes.Path(beat) - within;
        return within > 0 ? outside / (beat.Length - QrsLength) / (within / QrsLength) : 0;
    }

    // Twice the standard deviation of time, weighed by the square of the slope: a QRS duration that needs no onset and no end. Seconds.
    private static double SlopeWidth(ReadOnlySpan<double> beat)
    {
        double sum = 0, moment = 0, square = 0;
        for (var i = 1; i < WidthLength; i++)
        {
            var slope = beat[WidthFrom + i] - beat[WidthFrom + i - 1];
            var weight = slope * slope;
            sum += weight;
            moment += weight * i;
            square += weight * i * i;
        }

        var mean = sum > 0 ? moment / sum : 0;
        return sum > 0 ? 2 * Math.Sqrt(Math.Max(0, (square / sum) - (mean * mean))) / BeatInput.WindowRate : 0;
    }

    private static double Residual(ReadOnlySpan<double> beat, ReadOnlySpan<double> usual, int from, int length)
    {
        double sum = 0, squares = 0;
        for (var i = from; i < from + length; i++)
        {
            var difference = beat[i] - usual[i];
            sum += difference;
            squares += difference * difference;
        }

        var mean = sum / length;
        return Math.Sqrt(Math.Max(0, (squares / length) - (mean * mean)));
    }
}
