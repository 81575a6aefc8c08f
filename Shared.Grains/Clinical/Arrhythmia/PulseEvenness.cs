using OrleansCare.Clinical.Pulse;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>A stretch of time, in samples of the channels.</summary>
internal readonly record struct Stretch(long From, long To);

/// <summary>Whether the pulse went on evenly through a stretch in which the leads show nothing usual: no wave missing, none early.</summary>
internal static class PulseEvenness
{
    /// <summary>Waves around the stretch that are looked at too: the one before a run, and the one after it. Chosen here.</summary>
    private const long Margin = (long)(1.5 * Resampler.Rate);

    private const long Uncertain = (long)(ArrhythmiaRules.UncertainSeconds * Resampler.Rate);
    private const int FewestWaves = 4;

    public static bool IsEven(PulseTrace pulse, Stretch stretch)
    {
        var (from, to) = (stretch.From - Margin, Math.Min(stretch.To + Margin, pulse.Samples.Next));
        var view = new BeatView(pulse.Beats, pulse.Samples.Next, seconds: 0, PulseRules.WeakShare * pulse.UsualRise);
        var (newer, shortest, longest, waves, usual) = (-1L, long.MaxValue, 0L, 0, 0);
        for (var age = 0; age < pulse.Beats.Count && pulse.Beats[age].Sample >= from; age++)
        {
            ref readonly var wave = ref pulse.Beats[age];
            if (wave.Sample > to)
            {
                continue;
            }

            if (newer < 0)
            {
                longest = to - wave.Sample - Uncertain;
            }
            else
            {
                (shortest, longest) = (Math.Min(shortest, newer - wave.Sample), Math.Max(longest, newer - wave.Sample));
            }

            newer = wave.Sample;
            waves++;
            usual += view.Is(BeatKind.Usual, wave) ? 1 : 0;
        }

        longest = Math.Max(longest, newer - from);
        return waves >= FewestWaves && usual >= ArrhythmiaRules.TrustedShare * waves && longest <= ArrhythmiaRules.EvenPulseRatio * shortest;
    }
}
