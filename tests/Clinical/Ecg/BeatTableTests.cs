using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Ecg.Scoring;

namespace OrleansCare.Clinical.Tests.Ecg;

public sealed class BeatTableTests
{
    private const double Rate = 100;
    private const long Start = 30_000;

    [Fact]
    public void Every_pair_is_counted_by_what_is_annotated_and_what_was_answered()
    {
        var table = Score("NNSVVF", [BeatClass.N, BeatClass.V, BeatClass.S, BeatClass.V, BeatClass.Unsure, BeatClass.V]);

        Assert.Equal(new DetectionCounts(6, 0, 0), table.Qrs);
        Assert.Equal(new DetectionCounts(1, 1, 1, 2), table.Veb);
        Assert.Equal(new DetectionCounts(1, 0, 0, 5), table.Sveb);
    }

    [Fact]
    public void Fusion_or_unclassifiable_called_ventricular_is_no_false_VEB_but_fusion_called_supraventricular_is_a_false_SVEB()
    {
        var table = Score("FQFQ", [BeatClass.V, BeatClass.V, BeatClass.S, BeatClass.S]);

        Assert.Equal(0, table.Veb.FalsePositives);
        Assert.Equal(1, table.Sveb.FalsePositives);
    }

    [Fact]
    public void A_missed_ventricular_beat_and_one_seen_where_none_is_count_against_both_ratios()
    {
        var reference = ReferenceBeats.From([(Start + 100, 'V', 0), (Start + 300, 'V', 0)], BeatMap.Ec57, 15);

        var table = BeatTable.Score(reference, [Start + 100, Start + 200], [BeatClass.V, BeatClass.V], Rate);

        Assert.Equal((0.5, 0.5), (table.Veb.Sensitivity, table.Veb.PositivePredictivity));
        Assert.Equal((0.5, 0.5), (table.Qrs.Sensitivity, table.Qrs.PositivePredictivity));
    }

    [Fact]
    public void The_interval_error_counts_neighbours_that_both_matched()
    {
        var reference = ReferenceBeats.From([(Start + 100, 'N', 0), (Start + 200, 'N', 0), (Start + 300, 'N', 0), (Start + 400, 'N', 0), (Start + 500, 'N', 0)], BeatMap.Ec57, 15);

        var table = BeatTable.Score(
            reference, [Start + 100, Start + 203, Start + 300, Start + 450, Start + 500], [.. Enumerable.Repeat(BeatClass.N, 5)], Rate);

        Assert.Equal(30, table.IntervalError!.Value, 6);
        Assert.Null(Score("N", [BeatClass.N]).IntervalError);
    }

    [Fact]
    public void Nothing_is_counted_within_flutter()
    {
        var reference = ReferenceBeats.From([(Start + 100, '[', 0), (Start + 150, 'V', 0), (Start + 500, ']', 0), (Start + 600, 'N', 0)], BeatMap.Ec57, 15);

        var table = BeatTable.Score(reference, [Start + 200, Start + 300, Start + 600], [BeatClass.V, BeatClass.S, BeatClass.N], Rate);

        Assert.Equal(new DetectionCounts(1, 0, 0), table.Qrs);
        Assert.Equal(0, table.Veb.FalsePositives + table.Sveb.FalsePositives);
    }

    [Fact]
    public void What_is_seen_where_nobody_could_read_the_signal_stands_in_row_X_and_counts_as_false()
    {
        var reference = ReferenceBeats.From([(Start + 100, '~', 0x33), (Start + 500, '~', 0), (Start + 600, 'N', 0)], BeatMap.Ec57, 15);

        var table = BeatTable.Score(reference, [Start + 200, Start + 600], [BeatClass.N, BeatClass.N], Rate);

        Assert.Equal((1, 1), (table[BeatTable.Labels.IndexOf('X', StringComparison.Ordinal), 0], table.Qrs.FalsePositives));
    }

    [Fact]
    public void Nothing_before_five_minutes_counts()
    {
        var reference = ReferenceBeats.From([(1000, 'V', 0), (Start + 100, 'N', 0)], BeatMap.Ec57, 15);

        var table = BeatTable.Score(reference, [1200, Start + 100], [BeatClass.V, BeatClass.N], Rate);

        Assert.Equal(new DetectionCounts(1, 0, 0), table.Qrs);
    }

    [Fact]
    public void A_ratio_of_nothing_is_no_number()
    {
        var table = Score("N", [BeatClass.N]);

        Assert.Null(table.Veb.Sensitivity);
        Assert.Null(table.Sveb.PositivePredictivity);
    }

    private static BeatTable Score(string symbols, BeatClass[] answers)
    {
        var samples = symbols.Select((_, index) => Start + (100L * (index + 1))).ToArray();
        var reference = ReferenceBeats.From(symbols.Select((symbol, index) => (samples[index], symbol, 0)), BeatMap.Ec57, 15);
        return BeatTable.Score(reference, samples, answers, Rate);
    }
}
