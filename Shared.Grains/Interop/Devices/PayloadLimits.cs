namespace OrleansCare.Interop.Devices;

/// <summary>What one payload may hold; more is <see cref="OrleansCare.Clinical.Packets.RejectReason.TooLarge"/>.</summary>
public static class PayloadLimits
{
    public const int Bytes = 1024 * 1024;
    public const int Numerics = 256;
    public const int Waveforms = 32;

    /// <summary>Per chunk: ten seconds at the highest rate.</summary>
    public const int Samples = 20_000;

    /// <summary>Hz.</summary>
    public const double LowestSampleRate = 1;

    /// <summary>Hz.</summary>
    public const double HighestSampleRate = 2000;
}
