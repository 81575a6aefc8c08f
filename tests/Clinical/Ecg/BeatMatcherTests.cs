using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Ecg.Scoring;

namespace OrleansCare.Clinical.Tests.Ecg;

public sealed class BeatMatcherTests
{
    [Fact]
    public void Beats_within_the_window_inclusive_are_pairs_and_others_stay_alone()
        => Assert.Equal([(0, 0), (1, -1), (-1, 1), (2, 2)], BeatMatcher.Match([100, 300, 500], [154, 355, 500], 54));

    [Fact]
    public void The_nearer_of_two_detections_gets_the_beat()
        => Assert.Equal([(-1, 0), (0, 1)], BeatMatcher.Match([100], [70, 110], 54));

    [Fact]
    public void The_nearer_of_two_beats_gets_the_detection()
        => Assert.Equal([(0, -1), (1, 0)], BeatMatcher.Match([100, 140], [130], 54));

    [Fact]
    public void Of_two_detections_equally_far_the_later_one_gets_the_beat()
        => Assert.Equal([(-1, 0), (0, 1)], BeatMatcher.Match([100], [90, 110], 54));

    [Fact]
    public void What_is_left_at_the_end_stays_alone()
        => Assert.Equal([(0, -1), (-1, 0), (-1, 1)], BeatMatcher.Match([100], [500, 600], 54));

    [Fact]
    public void A_detection_just_before_the_start_may_match_the_first_beat_after_it()
        => Assert.Equal([(1, 1), (2, 2)], BeatMatcher.Match([500, 1005, 1300], [500, 990, 1300], 54, start: 1000));

    [Fact]
    public void A_detection_just_after_the_start_whose_beat_came_before_it_is_left_out()
        => Assert.Equal([(2, 2)], BeatMatcher.Match([500, 990, 1300], [500, 1005, 1300], 54, start: 1000));

    [Theory]
    [InlineData("NLRB", BeatClass.N)]
    [InlineData("AaJSejn", BeatClass.S)]
    [InlineData("VrE", BeatClass.V)]
    [InlineData("F", BeatClass.F)]
    [InlineData("Q?/f", BeatClass.Q)]
    public void Annotations_map_to_the_classes_of_EC57(string symbols, BeatClass expected)
        => Assert.All(symbols, symbol => Assert.Equal(expected, BeatClasses.FromSymbol(symbol)));

    [Fact]
    public void De_Chazal_calls_escape_beats_normal_and_the_rest_as_EC57()
    {
        Assert.All("ej", symbol => Assert.Equal(BeatClass.N, BeatClasses.FromSymbol(symbol, BeatMap.DeChazal)));
        Assert.All("NLRBAaJSnVrEFQ?/f+~", symbol => Assert.Equal(BeatClasses.FromSymbol(symbol), BeatClasses.FromSymbol(symbol, BeatMap.DeChazal)));
    }

    [Fact]
    public void Marks_that_are_no_beats_have_no_class()
        => Assert.All("+~|![]x", symbol => Assert.Null(BeatClasses.FromSymbol(symbol)));
}
