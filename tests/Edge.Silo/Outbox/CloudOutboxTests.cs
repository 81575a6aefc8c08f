using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Outbox;
using OrleansCare.Edge.Tests.Journal;
using OrleansCare.TestKit;
using static OrleansCare.Edge.Tests.Outbox.OutboxFixture;

namespace OrleansCare.Edge.Tests.Outbox;

public sealed class CloudOutboxTests
{
    [Fact]
    public async Task Each_class_counts_its_own_sequence()
    {
        await using var outbox = Open(new SimulatedDisk());
        await outbox.OfferAndSettle(OutboxClass.Alarm, 3);
        await outbox.OfferAndSettle(OutboxClass.Vital, 60);

        Assert.Equal([(1L, Text(1)), (2, Text(2)), (3, Text(3))], outbox.ReadAll(OutboxClass.Alarm));
        Assert.Equal(Enumerable.Range(1, 60).Select(i => ((long)i, Text(i))), outbox.ReadAll(OutboxClass.Vital));
        Assert.Equal(60, outbox.Depth(OutboxClass.Vital).Items);
        Assert.Null(outbox.TryReadBatch(OutboxClass.Event, 0, 10, 1000));
    }

    [Fact]
    public async Task Nothing_can_be_read_before_its_input_is_durable()
    {
        var durable = new TaskCompletionSource();
        await using var outbox = Open(new SimulatedDisk(), (position, _) => position.Value < 2 ? ValueTask.CompletedTask : new ValueTask(durable.Task));
        await outbox.OfferAndSettle(OutboxClass.Vital, 1);
        Assert.Equal(OutboxResult.Queued, outbox.Offer(OutboxClass.Vital, "early", sequence: 2));
        outbox.TryAppend(OutboxClass.Vital, new OutboxOrigin("other", 1, 0), "behind it"u8, new LogPosition(1), out var ticket);

        var settled = outbox.WhenSettledAsync(ticket).AsTask();
        Assert.Single(outbox.ReadAll(OutboxClass.Vital));
        Assert.False(settled.IsCompleted);
        durable.SetResult();
        await settled.WaitAsync(Patience);
        Assert.Equal([Text(1), "early", "behind it"], outbox.ReadAll(OutboxClass.Vital).Select(i => i.Text));
    }

    [Fact]
    public async Task A_faulted_inputs_log_delays_its_items_and_loses_none()
    {
        var time = new ManualTime();
        var isFaulted = true;
        await using var outbox = Open(
            new SimulatedDisk(),
            (_, _) => isFaulted ? ValueTask.FromException(new LogFaultedException("inputs", LogFaultReason.DiskFull, null)) : ValueTask.CompletedTask,
            time: time);
        outbox.TryAppend(OutboxClass.Alarm, new OutboxOrigin("s", 1, 0), "kept"u8, new LogPosition(1), out var ticket);
        await time.WaitForTimerAsync("the pause after the inputs log's fault");
        isFaulted = false;
        time.Advance(TimeSpan.FromSeconds(1));
        await outbox.WhenSettledAsync(ticket).AsTask().WaitAsync(Patience);
        Assert.Single(outbox.ReadAll(OutboxClass.Alarm));
    }

    [Fact]
    public async Task An_origin_is_taken_once()
    {
        await using var outbox = Open(new SimulatedDisk());
        Assert.Equal(OutboxResult.Queued, outbox.Offer(OutboxClass.Vital, "a", sequence: 5, ordinal: 0));
        Assert.Equal(OutboxResult.Queued, outbox.Offer(OutboxClass.Vital, "b", sequence: 5, ordinal: 1));
        Assert.Equal(OutboxResult.Repeated, outbox.Offer(OutboxClass.Vital, "a", sequence: 5, ordinal: 0));
        Assert.Equal(OutboxResult.Repeated, outbox.Offer(OutboxClass.Vital, "b", sequence: 5, ordinal: 1));
        Assert.Equal(OutboxResult.Repeated, outbox.Offer(OutboxClass.Vital, "old", sequence: 4, ordinal: 9));
        Assert.Equal(OutboxResult.Queued, outbox.Offer(OutboxClass.Event, "other class", sequence: 5));
        Assert.Equal(OutboxResult.Queued, outbox.Offer(OutboxClass.Vital, "other stream", sequence: 1, stream: "episode-b"));
    }

    [Fact]
    public async Task Origins_are_remembered_after_their_segments_are_gone_and_the_node_restarted()
    {
        var disk = new SimulatedDisk();
        await using (var outbox = Open(disk))
        {
            await outbox.OfferAndSettle(OutboxClass.Vital, 1, stream: "silent");
            await outbox.OfferAndSettle(OutboxClass.Vital, 100);
            outbox.Acknowledge(OutboxClass.Vital, 101);
            Assert.Empty(outbox.ReadAll(OutboxClass.Vital, after: 101));
        }

        Assert.Single(disk.Names, name => name.StartsWith("/outbox/vital/0", StringComparison.Ordinal));
        await using var again = Open(disk);
        Assert.Equal(OutboxResult.Repeated, again.Offer(OutboxClass.Vital, "x", sequence: 1, stream: "silent"));
        Assert.Equal(OutboxResult.Repeated, again.Offer(OutboxClass.Vital, "x", sequence: 100));
        await again.OfferAndSettle(OutboxClass.Vital, 1, from: 101);
        Assert.Equal([(102L, Text(101))], again.ReadAll(OutboxClass.Vital, after: 101));
    }

    [Fact]
    public async Task A_forgotten_stream_may_begin_again()
    {
        await using var outbox = Open(new SimulatedDisk());
        await outbox.OfferAndSettle(OutboxClass.Vital, 3);
        outbox.Forget("episode-a");
        Assert.Equal(OutboxResult.Queued, outbox.Offer(OutboxClass.Vital, "new", sequence: 1));
    }

    [Fact]
    public async Task A_queue_that_waits_for_inputs_refuses_by_name_when_full()
    {
        var durable = new TaskCompletionSource();
        await using var outbox = Open(new SimulatedDisk(), (_, stop) => new ValueTask(durable.Task.WaitAsync(stop)), maxQueuedItems: 3);
        Assert.All(Enumerable.Range(1, 3), i => Assert.Equal(OutboxResult.Queued, outbox.Offer(OutboxClass.Vital, "x", i)));
        Assert.Equal(OutboxResult.Full, outbox.Offer(OutboxClass.Vital, "x", 4));
        Assert.Equal(OutboxResult.Queued, outbox.Offer(OutboxClass.Alarm, "alarms have their own queue", 4));
        Assert.Equal(OutboxResult.TooLarge, outbox.Offer(OutboxClass.Alarm, new string('x', 1025), 5));
        durable.SetResult();
        outbox.TryAppend(OutboxClass.Event, new OutboxOrigin("s", 1, 0), "x"u8, LogPosition.None, out var ticket);
        await outbox.WhenSettledAsync(ticket).AsTask().WaitAsync(Patience);
        Assert.Equal(OutboxResult.Queued, outbox.Offer(OutboxClass.Vital, "x", 4));
    }

    [Fact]
    public async Task Batches_keep_to_their_bounds()
    {
        await using var outbox = Open(new SimulatedDisk());
        await outbox.OfferAndSettle(OutboxClass.Vital, 20);
        var size = Text(1).Length;
        using (var byItems = outbox.TryReadBatch(OutboxClass.Vital, 0, maxItems: 5, maxBytes: 4096)!)
        {
            Assert.Equal([1L, 2, 3, 4, 5], byItems.Items.Select(i => i.Sequence));
        }

        using (var oneLong = outbox.TryReadBatch(OutboxClass.Vital, 5, maxItems: 5, maxBytes: 1)!)
        {
            Assert.Equal([6L], oneLong.Items.Select(i => i.Sequence));
        }

        using var again = outbox.TryReadBatch(OutboxClass.Vital, 3, maxItems: 10, maxBytes: (size * 3) - 1)!;
        Assert.Equal([4L, 5], again.Items.Select(i => i.Sequence));
    }

    [Fact]
    public async Task The_reader_is_told_when_items_became_readable()
    {
        await using var outbox = Open(new SimulatedDisk());
        await outbox.WaitForItemsAsync(CancellationToken.None).WaitAsync(Patience);
        var waiting = outbox.WaitForItemsAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        outbox.Offer(OutboxClass.Event, "x", 1);
        await waiting.WaitAsync(Patience);
        Assert.Single(outbox.ReadAll(OutboxClass.Event));
    }
}
