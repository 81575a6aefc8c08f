using OrleansCare.Edge.Devices;

namespace OrleansCare.Edge.Tests.Devices;

public class SequenceTrackerTests
{
    [Fact]
    public void Nothing_is_a_duplicate_before_the_first_packet()
    {
        Assert.False(new SequenceTracker().IsDuplicate(7));
    }

    [Fact]
    public void A_device_may_begin_anywhere_and_repeats_are_recognised()
    {
        var tracker = Seen(100, 101, 102);

        Assert.True(tracker.IsDuplicate(101));
        Assert.False(tracker.IsDuplicate(103));
        Assert.Equal(0, tracker.Missing);
    }

    [Fact]
    public void A_gap_is_missing_until_its_packets_come_in_any_order()
    {
        var tracker = Seen(1, 6);
        Assert.Equal(4, tracker.Missing);

        foreach (var late in (long[])[4, 2, 5, 3])
        {
            Assert.False(tracker.IsDuplicate(late));
            tracker.Add(late);
            Assert.True(tracker.IsDuplicate(late));
        }

        Assert.Equal(0, tracker.Missing);
    }

    [Fact]
    public void What_lies_below_the_first_packet_never_came_and_is_no_repeat()
    {
        var tracker = SequenceTracker.FromBytes(Seen(10, 11).ToBytes());
        Assert.False(tracker.IsDuplicate(7));

        tracker.Add(7);

        Assert.Equal((true, false, true, 2), (tracker.IsDuplicate(7), tracker.IsDuplicate(8), tracker.IsDuplicate(10), tracker.Missing));
    }

    [Fact]
    public void A_tracker_of_an_older_build_takes_what_lies_below_for_a_repeat()
    {
        byte[] older = [.. BitConverter.GetBytes(11L), .. BitConverter.GetBytes(0L)];

        Assert.True(SequenceTracker.FromBytes(older).IsDuplicate(7));
    }

    [Fact]
    public void The_oldest_gap_is_given_up_and_stays_counted_when_there_are_too_many()
    {
        var tracker = new SequenceTracker();
        for (var i = 0; i <= SequenceTracker.RangesAtMost + 1; i++)
        {
            tracker.Add(1 + (i * 2));
        }

        Assert.Equal(SequenceTracker.RangesAtMost + 1, tracker.Missing);
        Assert.True(tracker.IsDuplicate(2));
    }

    [Fact]
    public void A_tracker_read_from_its_bytes_knows_the_same()
    {
        var random = new Random(7);
        var tracker = new SequenceTracker();
        for (var i = 0; i < 500; i++)
        {
            var sequence = random.Next(300);
            if (!tracker.IsDuplicate(sequence))
            {
                tracker.Add(sequence);
            }
        }

        var restored = SequenceTracker.FromBytes(tracker.ToBytes());

        Assert.Equal(tracker.Missing, restored.Missing);
        Assert.All(Enumerable.Range(0, 400), sequence => Assert.Equal(tracker.IsDuplicate(sequence), restored.IsDuplicate(sequence)));
    }

    private static SequenceTracker Seen(params long[] sequences)
    {
        var tracker = new SequenceTracker();
        foreach (var sequence in sequences)
        {
            tracker.Add(sequence);
        }

        return tracker;
    }
}
