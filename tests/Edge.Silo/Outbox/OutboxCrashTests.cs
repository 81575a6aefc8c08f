using System.Text;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Outbox;
using OrleansCare.Edge.Tests.Journal;
using OrleansCare.TestKit;
using static OrleansCare.Edge.Tests.Outbox.OutboxFixture;

namespace OrleansCare.Edge.Tests.Outbox;

public sealed class OutboxCrashTests
{
    [Fact]
    public async Task Power_lost_at_any_byte_repeats_no_origin_and_loses_no_settled_item()
    {
        const int Settled = 25;
        const int Offered = 29;
        var disk = new SimulatedDisk { SyncGate = new ManualResetEventSlim(true) };
        await using var outbox = Open(disk, segmentBytes: 2048);
        await outbox.OfferAndSettle(OutboxClass.Vital, Settled);
        disk.SyncGate.Reset();
        while (disk.SyncEntered.Wait(0))
        {
        }

        for (var i = Settled + 1; i <= Offered; i++)
        {
            outbox.Offer(OutboxClass.Vital, Text(i), i);
        }

        Assert.True(await disk.SyncEntered.WaitAsync(Patience), "the last items were not synced");
        var unsynced = disk.UnsyncedBytes;
        Assert.True(unsynced > 0);
        for (var kept = 0; kept <= unsynced; kept++)
        {
            var survivor = disk.AfterPowerLoss(kept);
            await using (var reopened = Open(survivor, segmentBytes: 2048))
            {
                Assert.True(reopened.ReadAll(OutboxClass.Vital).Count >= Settled);

                // The patient's snapshot is older than the crash: it derives everything again.
                OutboxTicket ticket = default;
                for (var i = 1; i <= Offered; i++)
                {
                    reopened.TryAppend(OutboxClass.Vital, new OutboxOrigin("episode-a", i, 0), Encoding.UTF8.GetBytes(Text(i)), new LogPosition(i), out ticket);
                }

                await reopened.WhenSettledAsync(ticket).AsTask().WaitAsync(Patience);
            }

            await using var again = Open(survivor.AfterPowerLoss(0), segmentBytes: 2048);
            Assert.Equal(Enumerable.Range(1, Offered).Select(i => ((long)i, Text(i))), again.ReadAll(OutboxClass.Vital));
            var receipt = again.Acknowledge(OutboxClass.Vital, Offered);
            Assert.Equal(ChainOf(Enumerable.Range(1, Offered).Select(Text)), Convert.ToHexString(receipt.Chain.Span));
        }

        disk.SyncGate.Set();
    }

    [Fact]
    public async Task A_full_disk_keeps_items_in_memory_and_continues_without_a_gap()
    {
        var disk = new SimulatedDisk();
        var time = new ManualTime();
        await using var outbox = Open(disk, time: time);
        await outbox.OfferAndSettle(OutboxClass.Alarm, 3);
        disk.Room = 5;
        outbox.TryAppend(OutboxClass.Alarm, new OutboxOrigin("episode-a", 4, 0), Encoding.UTF8.GetBytes(Text(4)), LogPosition.None, out var ticket);
        await time.WaitForTimerAsync("the pause of the log or of its pump");
        Assert.Equal(3, outbox.ReadAll(OutboxClass.Alarm).Count);

        disk.Room = long.MaxValue;
        var settled = outbox.WhenSettledAsync(ticket).AsTask();
        while (!settled.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(settled, Task.Delay(20));
        }

        Assert.Equal([1L, 2, 3, 4], outbox.ReadAll(OutboxClass.Alarm).Select(i => i.Sequence));
    }

    [Fact]
    public async Task A_damaged_segment_is_a_named_gap_and_sequences_are_not_reused()
    {
        var disk = new SimulatedDisk();
        await using (var outbox = Open(disk))
        {
            await outbox.OfferAndSettle(OutboxClass.Vital, 60);
        }

        var name = disk.Names.Where(n => n.StartsWith("/outbox/vital/0", StringComparison.Ordinal)).ElementAt(2);
        disk.Overwrite(name, disk[name].Length - 3, 0xFF);
        await using var again = Open(disk);
        var gaps = new List<OutboxGap>();
        var read = again.ReadAll(OutboxClass.Vital, gaps: gaps);
        var gap = Assert.Single(gaps);
        Assert.Equal(OutboxGapReason.Damaged, gap.Reason);
        Assert.Equal(60, read.Count + gap.To - gap.From + 1);
        await again.OfferAndSettle(OutboxClass.Vital, 1, from: 61);
        Assert.Equal(61, again.ReadAll(OutboxClass.Vital, after: 60)[0].Sequence);
    }

    [Fact]
    public async Task A_torn_tail_never_makes_the_outbox_reuse_what_was_acknowledged()
    {
        var disk = new SimulatedDisk();
        await using (var outbox = Open(disk, segmentBytes: 1 << 14))
        {
            await outbox.OfferAndSettle(OutboxClass.Vital, 10);
            outbox.Acknowledge(OutboxClass.Vital, 10);
        }

        var name = disk.Names.Single(n => n.StartsWith("/outbox/vital/0", StringComparison.Ordinal));
        disk.Overwrite(name, disk[name].Length / 2, 0xFF);
        await using var again = Open(disk, segmentBytes: 1 << 14);
        await again.OfferAndSettle(OutboxClass.Vital, 1, from: 50);
        Assert.Equal([(11L, Text(50))], again.ReadAll(OutboxClass.Vital, after: 10));
    }

    [Fact]
    public async Task A_broken_cursor_offers_everything_kept_again()
    {
        var disk = new SimulatedDisk();
        await using (var outbox = Open(disk, segmentBytes: 1 << 14))
        {
            await outbox.OfferAndSettle(OutboxClass.Vital, 10);
            outbox.Acknowledge(OutboxClass.Vital, 5);
        }

        disk.Overwrite("/outbox/vital/cursor", 9, 0xFF);
        await using var again = Open(disk, segmentBytes: 1 << 14);
        Assert.Equal(0, again.Depth(OutboxClass.Vital).Acknowledged);
        Assert.Equal(10, again.ReadAll(OutboxClass.Vital).Count);
    }
}
