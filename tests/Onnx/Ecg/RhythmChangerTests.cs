using OrleansCare.Cli.Ecg;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Onnx.Tests.Ecg;

public sealed class RhythmChangerTests
{
    private const double Rate = 250;
    private const int Interval = 200;

    private static readonly float[] Lead = [.. Enumerable.Range(0, 500 * Interval).Select(i => i % Interval == 0 ? 1f : i % Interval < 3 ? 0.5f : 0f)];
    private static readonly WfdbAnnotation[] Beats = [.. Enumerable.Range(1, 498).Select(i => new WfdbAnnotation(i * Interval, i == 100 ? 'V' : 'N', 0, 0, 0, null))];

    [Fact]
    public void Early_beats_are_called_supraventricular_and_every_beat_keeps_its_QRS_where_it_is_annotated()
    {
        var (recording, annotations) = Change(RhythmChange.Ectopy);

        var intervals = annotations.Skip(1).Zip(annotations, (beat, before) => (beat.Symbol, beat.Sample - before.Sample)).ToArray();
        Assert.All(annotations, beat => Assert.Equal((1f, 0.5f), (recording.Leads[0][beat.Sample], recording.Leads[0][beat.Sample + 1])));
        Assert.InRange(intervals.Count(beat => beat.Symbol == 'A'), 10, 490);
        Assert.All(intervals.Where(beat => beat.Symbol == 'A'), beat => Assert.InRange(beat.Item2, 67, 0.95 * Interval));
        Assert.All(intervals.Where(beat => beat.Symbol == 'N'), beat => Assert.InRange(beat.Item2, 0.85 * Interval, 1.6 * Interval));
    }

    [Fact]
    public void Fibrillation_disorders_the_intervals_and_calls_no_beat_anything_else()
    {
        var (_, annotations) = Change(RhythmChange.Fibrillation);

        Assert.Equal(Beats.SkipLast(1).Select(beat => beat.Symbol), annotations.Select(beat => beat.Symbol));
        Assert.InRange(annotations.Skip(1).Zip(annotations, (beat, before) => beat.Sample - before.Sample).Distinct().Count(), 50, 498);
    }

    [Fact]
    public void Beats_that_are_not_normal_keep_the_intervals_next_to_them()
    {
        var (_, annotations) = Change(RhythmChange.Fibrillation);

        var at = annotations.ToList().FindIndex(beat => beat.Symbol == 'V');
        Assert.Equal((Interval, Interval), (annotations[at].Sample - annotations[at - 1].Sample, annotations[at + 1].Sample - annotations[at].Sample));
    }

    private static (EcgRecording Recording, IReadOnlyList<WfdbAnnotation> Annotations) Change(RhythmChange change)
        => new RhythmChanger(new EcgRecording([Lead], Rate, (-5, 5)), change, seed: 3).Run(Beats);
}
