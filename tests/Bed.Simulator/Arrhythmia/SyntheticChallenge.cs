using System.Buffers.Binary;

namespace OrleansCare.BedSimulator.Tests.Arrhythmia;

/// <summary>Records in the challenge's own form (MATLAB v4 with a 24 byte head, gain per NU): lead II and pleth at 250 Hz, R peaks where the caller says.</summary>
internal static class SyntheticChallenge
{
    private const int Rate = 250;

    public static void Write(string directory, string name, string alarm, string truth, double seconds, IReadOnlyList<double> beats, IReadOnlyList<double> pulses)
    {
        var frames = (int)(seconds * Rate);
        var bytes = new byte[24 + (frames * 4)];
        var noise = new Random(7);
        var (beat, pulse) = (0, 0);
        for (var i = 0; i < frames; i++)
        {
            var at = (double)i / Rate;
            beat += beat + 1 < beats.Count && beats[beat + 1] - 0.3 < at ? 1 : 0;
            pulse += pulse + 1 < pulses.Count && pulses[pulse + 1] < at ? 1 : 0;
            var millivolts = beats.Count == 0 ? 0 : Bell(at - beats[beat], 0.012) + (0.2 * Bell(at - beats[beat] - 0.25, 0.04));
            var wave = pulses.Count == 0 || at < pulses[pulse] ? 0 : Bell(at - pulses[pulse] - 0.2, 0.09);
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(24 + (i * 4)), (short)((1000 * millivolts) + noise.Next(-8, 9)));
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(26 + (i * 4)), (short)((1000 * wave) + noise.Next(-8, 9)));
        }

        File.WriteAllBytes(Path.Combine(directory, name + ".mat"), bytes);
        File.WriteAllText(
            Path.Combine(directory, name + ".hea"),
            $"{name} 2 {Rate} {frames}\n{name}.mat 16+24 1000/mV 16 0 0 0 0 II\n{name}.mat 16+24 1e+03/NU 16 0 0 0 0 PLETH\n#{alarm}\n#{truth}\n");
    }

    public static List<double> Every(double interval, double from, double to)
    {
        var times = new List<double>();
        for (var i = 0; from + (i * interval) < to; i++)
        {
            times.Add(from + (i * interval));
        }

        return times;
    }

    private static double Bell(double at, double width) => Math.Exp(-at * at / (2 * width * width));
}
