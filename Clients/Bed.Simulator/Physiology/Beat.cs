namespace OrleansCare.BedSimulator.Physiology;

/// <summary>One heart beat.</summary>
/// <param name="At">R peak, in seconds since the bed started, on the 2 ms grid of the ECG.</param>
/// <param name="Interval">To the beat before, in seconds.</param>
/// <param name="Expected">To the next beat if nothing comes between, in seconds.</param>
/// <param name="Ventricular">Early and wide, with a weak pulse; a full compensatory pause follows.</param>
public readonly record struct Beat(double At, double Interval, double Expected, bool Ventricular);
