namespace OrleansCare.BedSimulator.Physiology;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same numbers on every machine and runtime version.</summary>
public struct Dice(ulong seed)
{
    private ulong _state = seed;

    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 up to, but not including, 1.</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public double NextBetween(double low, double high) => low + ((high - low) * NextUnit());

    /// <summary>Mean 0, standard deviation 1, by the sum of twelve uniform numbers: no transcendental function, so bit-equal everywhere.</summary>
    public double NextNormal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += NextUnit();
        }

        return sum;
    }

    public int NextIndex(int count) => (int)(NextUnit() * count);
}
