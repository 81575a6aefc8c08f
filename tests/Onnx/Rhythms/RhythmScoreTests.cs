using OrleansCare.Cli.Rhythms;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Onnx.Tests.Rhythms;

public sealed class RhythmScoreTests
{
    [Fact]
    public void A_call_within_ten_seconds_of_the_end_counts_and_seconds_count_from_when_it_was_made()
    {
        var score = RhythmScore.Of([new Episode(10, 20), new Episode(100, 110), new Episode(200, 203)], [Call(10, 15, 25), Call(100, 125, 130), Call(200, 212, 272)]);

        Assert.Equal(new RhythmScore(Episodes: 3, Found: 2, Calls: 3, Right: 3, Seconds: 23, SecondsFound: 5, SecondsCalled: 75), score);
    }

    [Fact]
    public void A_call_that_began_after_or_ended_before_every_episode_is_wrong()
        => Assert.Equal(0, RhythmScore.Of([new Episode(50, 60)], [Call(10, 20, 30), Call(71, 75, 80)]).Right);

    [Fact]
    public void Episodes_come_from_beats_marks_and_labels()
    {
        var annotations = new List<WfdbAnnotation>();
        void Mark(double at, char symbol, string? text = null) => annotations.Add(new WfdbAnnotation((long)(at * 100), symbol, 0, 0, 0, text));
        for (var i = 0; i < 10; i++)
        {
            Mark(i, i is 3 or 4 ? 'V' : 'N');
        }

        for (var i = 0; i < 5; i++)
        {
            Mark(9.5 + (0.5 * i), 'V');
        }

        Mark(15, 'N');
        Mark(16, '[');
        Mark(20, ']');
        Mark(21, '+', "(AFIB");
        Mark(22, 'N');
        Mark(30, '+', "(N");

        var reference = RhythmReference.From(annotations, rate: 100, seconds: 60);

        Assert.Equal([new Episode(3, 4)], reference[AlarmKind.VentricularCouplet]);
        Assert.Equal([new Episode(9.5, 11.5)], reference[AlarmKind.VentricularRun]);
        Assert.Equal([new Episode(9.5, 11.5)], reference[AlarmKind.VentricularTachycardia]);
        Assert.Equal([new Episode(16, 20)], reference[AlarmKind.VentricularFibrillation]);
        Assert.Equal([new Episode(21, 30)], reference[AlarmKind.AtrialFibrillation]);
        Assert.Equal([new Episode(11.5, 15)], reference[AlarmKind.Pause]);
    }

    private static RhythmCall Call(double onset, double detected, double end) => new(AlarmKind.VentricularTachycardia, onset, detected, end, IsDemoted: false);
}
