using OrleansCare.BedSimulator.Physiology;

namespace OrleansCare.BedSimulator.Waves;

/// <summary>Ready-made normal noise: a thousand beds cannot afford to draw two million numbers a second.</summary>
internal static class NoiseTable
{
    private const int Length = 1 << 13;
    private static readonly float[] Values = Make();

    /// <summary>Mean 0, standard deviation 1.</summary>
    public static float At(long index) => Values[index & (Length - 1)];

    private static float[] Make()
    {
        var dice = new Dice(0xC0FFEE);
        var values = new float[Length];
        for (var i = 0; i < Length; i++)
        {
            values[i] = (float)dice.NextNormal();
        }

        return values;
    }
}
