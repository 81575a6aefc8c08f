using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Rhythm;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Cli.Rhythms;

/// <summary>
/// The episodes that annotations tell of: from beats (runs, couplets, tachycardia, pauses, many ventricular beats), from flutter marks, and from the
/// rhythm labels of MIT-BIH ((AFIB, (B, (T). The same definitions as <see cref="RhythmRules"/>, on what cardiologists marked.
/// </summary>
internal static class RhythmReference
{
    public static Dictionary<AlarmKind, List<Episode>> From(IReadOnlyList<WfdbAnnotation> annotations, double rate, double seconds)
    {
        var beats = annotations.Where(a => a.IsBeat).Select(a => (At: a.Sample / rate, IsVentricular: BeatClasses.FromSymbol(a.Symbol) == BeatClass.V)).ToList();
        var flutter = Flutter(annotations, rate, seconds);
        var runs = Runs(beats);
        return new Dictionary<AlarmKind, List<Episode>>
        {
            [AlarmKind.VentricularFibrillation] = flutter,
            [AlarmKind.VentricularTachycardia] = [.. Tachycardias(beats, runs)],
            [AlarmKind.VentricularRun] = [.. runs.Where(run => run.Count >= RhythmRules.RunBeats).Select(run => Span(beats, run))],
            [AlarmKind.VentricularCouplet] = [.. runs.Where(run => run.Count == 2 && run.First > 0 && run.First + 2 < beats.Count).Select(run => Span(beats, run))],
            [AlarmKind.VentricularBigeminy] = Labelled(annotations, "(B", rate, seconds),
            [AlarmKind.VentricularTrigeminy] = Labelled(annotations, "(T", rate, seconds),
            [AlarmKind.FrequentVentricularBeats] = Frequent(beats),
            [AlarmKind.Pause] =
            [
                .. beats.Zip(beats.Skip(1)).Where(pair => pair.Second.At - pair.First.At >= RhythmRules.PauseSeconds)
                    .Select(pair => new Episode(pair.First.At, pair.Second.At)).Where(pause => !flutter.Exists(episode => episode.Start < pause.End && episode.End > pause.Start)),
            ],
            [AlarmKind.AtrialFibrillation] = Labelled(annotations, "(AFIB", rate, seconds),
        };
    }

    private static List<Episode> Flutter(IReadOnlyList<WfdbAnnotation> annotations, double rate, double seconds)
    {
        var (episodes, start) = (new List<Episode>(), double.NaN);
        foreach (var annotation in annotations)
        {
            if (annotation.IsFlutterOn)
            {
                start = annotation.Sample / rate;
            }
            else if (annotation.IsFlutterOff && !double.IsNaN(start))
            {
                episodes.Add(new Episode(start, annotation.Sample / rate));
                start = double.NaN;
            }
        }

        if (!double.IsNaN(start))
        {
            episodes.Add(new Episode(start, seconds));
        }

        return episodes;
    }

    /// <summary>Ventricular beats in a row, longer ones and single ones alike.</summary>
    private static List<(int First, int Count)> Runs(List<(double At, bool IsVentricular)> beats)
    {
        var runs = new List<(int, int)>();
        for (var i = 0; i < beats.Count;)
        {
            var count = 0;
            while (i + count < beats.Count && beats[i + count].IsVentricular)
            {
                count++;
            }

            if (count > 0)
            {
                runs.Add((i, count));
            }

            i += Math.Max(count, 1);
        }

        return runs;
    }

    private static IEnumerable<Episode> Tachycardias(List<(double At, bool IsVentricular)> beats, List<(int First, int Count)> runs)
    {
        const double longest = 60 * (RhythmRules.TachycardiaBeats - 1) / RhythmRules.TachycardiaRate;
        foreach (var run in runs)
        {
            for (var i = run.First; i + RhythmRules.TachycardiaBeats <= run.First + run.Count; i++)
            {
                if (beats[i + RhythmRules.TachycardiaBeats - 1].At - beats[i].At <= longest)
                {
                    yield return Span(beats, run);
                    break;
                }
            }
        }
    }

    private static List<Episode> Frequent(List<(double At, bool IsVentricular)> beats)
    {
        var times = beats.Where(beat => beat.IsVentricular).Select(beat => beat.At).ToList();
        var episodes = new List<Episode>();
        for (var i = RhythmRules.FrequentPerMinute; i < times.Count; i++)
        {
            if (times[i] - times[i - RhythmRules.FrequentPerMinute] < 60)
            {
                var end = times[i - RhythmRules.FrequentPerMinute] + 60;
                if (episodes.Count > 0 && times[i] <= episodes[^1].End)
                {
                    episodes[^1] = episodes[^1] with { End = end };
                }
                else
                {
                    episodes.Add(new Episode(times[i], end));
                }
            }
        }

        return episodes;
    }

    private static List<Episode> Labelled(IReadOnlyList<WfdbAnnotation> annotations, string label, double rate, double seconds)
    {
        var (episodes, start) = (new List<Episode>(), double.NaN);
        foreach (var annotation in annotations.Where(a => a.Symbol == '+'))
        {
            if (!double.IsNaN(start))
            {
                episodes.Add(new Episode(start, annotation.Sample / rate));
            }

            start = annotation.Text == label ? annotation.Sample / rate : double.NaN;
        }

        if (!double.IsNaN(start))
        {
            episodes.Add(new Episode(start, seconds));
        }

        return episodes;
    }

    private static Episode Span(List<(double At, bool IsVentricular)> beats, (int First, int Count) run) =>
        new(beats[run.First].At, beats[run.First + run.Count - 1].At);
}
