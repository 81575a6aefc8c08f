using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>When a channel could not be read: a bit for each of the last 64 quarters of a second.</summary>
internal struct ChannelQuality
{
    public const int SamplesPerQuarter = 31;
    private const int Quarters = 64;

    private long _bad;
    private long _quarter;

    public const double Seconds = Quarters * SamplesPerQuarter / Resampler.Rate;

    public void Note(long sample, bool bad)
    {
        var quarter = sample / SamplesPerQuarter;
        if (quarter != _quarter)
        {
            var passed = quarter - _quarter;
            _bad = passed is > 0 and < Quarters ? _bad << (int)passed : 0;
            _quarter = quarter;
        }

        _bad |= bad ? 1L : 0L;
    }

    /// <summary>Seconds that could not be read within the last <paramref name="seconds"/> (at most <see cref="Seconds"/>).</summary>
    public readonly double BadSeconds(double seconds)
    {
        var count = (int)Math.Ceiling(Math.Min(seconds, Seconds) * Resampler.Rate / SamplesPerQuarter);
        var mask = count >= Quarters ? ulong.MaxValue : (1UL << count) - 1;
        return System.Numerics.BitOperations.PopCount((ulong)_bad & mask) * SamplesPerQuarter / Resampler.Rate;
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(ref _bad);
        codec.Visit(ref _quarter);
    }
}
