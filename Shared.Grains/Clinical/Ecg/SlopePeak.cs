namespace OrleansCare.Clinical.Ecg;

/// <summary>A top of the detector's moving average: a QRS, a T or P wave, or noise.</summary>
internal struct SlopePeak
{
    /// <summary>Sample index; -1 is no peak.</summary>
    public long At;

    /// <summary>The average at the top, mV/s.</summary>
    public double Value;

    /// <summary>The steepest slope shortly before, mV/s.</summary>
    public double Slope;

    /// <summary>What the reliable leads showed of it, <see cref="LeadFusion.Support"/>.</summary>
    public double Support;

    public static SlopePeak None => new() { At = -1 };

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(ref At);
        codec.Visit(ref Value);
        codec.Visit(ref Slope);
        codec.Visit(ref Support);
    }
}
