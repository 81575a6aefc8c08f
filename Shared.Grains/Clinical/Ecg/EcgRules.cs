namespace OrleansCare.Clinical.Ecg;

/// <summary>
/// Every number a clinician may ask about. Rate rules: PhysioNet/CinC Challenge 2015, definitions of the five alarms.
/// Detection limits: IEC 60601-2-27 (QRS below 0.15 mV is not to be counted in adults; alarm within 10 s).
/// </summary>
public static class EcgRules
{
    /// <summary>Asystole: no QRS for this long on a usable signal.</summary>
    public const double AsystoleSeconds = 4;

    /// <summary>A QRS is known this long after its peak at the latest (search-back apart); asystole waits for it.</summary>
    public const double DetectionDelaySeconds = 0.45;

    /// <summary>Extreme bradycardia: mean rate over this many consecutive beats below the limit.</summary>
    public const int BradycardiaBeats = 5;

    public const double BradycardiaRate = 40;

    /// <summary>Extreme tachycardia: mean rate over this many consecutive beats above the limit.</summary>
    public const int TachycardiaBeats = 17;

    public const double TachycardiaRate = 140;

    /// <summary>A rate condition ends when the rate is this far back within its limit, beats per minute: a rate on the limit does not flicker.</summary>
    public const double RateHysteresis = 5;

    /// <summary>The heart rate shown is 60 divided by the mean of this many last RR intervals (fewer after a start or a gap, at least two).</summary>
    public const int HeartRateIntervals = 6;

    /// <summary>A lead that repeats exactly one value this long is technically off.</summary>
    public const double FlatSeconds = 2;

    public const double SaturatedSeconds = 0.02;

    /// <summary>A lead counts as usable again this long after its last bad sample.</summary>
    public const double SettleSeconds = 0.5;

    /// <summary>No two heart beats are closer.</summary>
    public const double RefractorySeconds = 0.2;

    /// <summary>Until then after a QRS, a peak with less than half its slope is its T wave.</summary>
    public const double TWaveSeconds = 0.36;
}
