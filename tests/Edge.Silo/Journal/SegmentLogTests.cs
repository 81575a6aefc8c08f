using System.Text;
using OrleansCare.Edge.Journal;
using static OrleansCare.Edge.Tests.Journal.LogFixture;

namespace OrleansCare.Edge.Tests.Journal;

public sealed class SegmentLogTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Records_come_back_in_order_over_many_segments()
    {
        await using var log = Open(new SimulatedDisk());
        await log.AppendDurably(Texts(100));

        Assert.True(log.SegmentCount > 3);
        Assert.Equal(Texts(100).Select((text, i) => (i + 1L, text)), log.ReadAll());
        Assert.Equal(100 - 42 + 1, log.ReadAll(from: 42).Count);
    }

    [Fact]
    public async Task A_reader_follows_the_log_as_it_grows()
    {
        await using var log = Open(new SimulatedDisk());
        using var reader = log.ReadFrom(LogPosition.None);
        Assert.Empty(reader.ReadRest());
        await log.AppendDurably(Texts(30));
        Assert.Equal(30, reader.ReadRest().Count);
        await log.AppendDurably(Texts(30, from: 31));
        Assert.Equal(Enumerable.Range(31, 30).Select(i => (long)i), reader.ReadRest().Select(r => r.Position));
    }

    [Fact]
    public async Task A_restart_continues_the_positions_in_a_new_segment()
    {
        var disk = new SimulatedDisk();
        await using (var first = Open(disk))
        {
            await first.AppendDurably(Texts(3));
        }

        var before = disk[disk.Names.Single()];
        await using var second = Open(disk);
        Assert.Equal(new LogPosition(3), second.DurablePosition);
        Assert.Equal(new LogPosition(4), second.Append("after"));
        await second.WhenDurableAsync(new LogPosition(4));
        Assert.Equal(2, disk.Names.Count);
        Assert.Equal(before, disk[disk.Names.First()]);
        Assert.Equal(4, second.ReadAll().Count);
    }

    [Fact]
    public async Task Records_that_arrive_during_a_sync_share_the_next_one()
    {
        var disk = new SimulatedDisk { SyncGate = new ManualResetEventSlim(true) };
        await using var log = Open(disk, Options(segmentBytes: 1 << 16));
        await log.AppendDurably("opens the segment");
        disk.SyncGate.Reset();
        var before = disk.Syncs;
        while (disk.SyncEntered.Wait(0))
        {
        }

        log.Append("first");
        Assert.True(await disk.SyncEntered.WaitAsync(Patience), "the first record was not synced");
        var last = LogPosition.None;
        foreach (var text in Texts(50))
        {
            last = log.Append(text);
        }

        var waiting = log.WhenDurableAsync(last).AsTask();
        Assert.False(waiting.IsCompleted);
        disk.SyncGate.Set();
        await waiting.WaitAsync(Patience);
        Assert.Equal(2, disk.Syncs - before);
    }

    [Fact]
    public async Task A_slow_disk_refuses_records_by_name_instead_of_blocking()
    {
        var disk = new SimulatedDisk { SyncGate = new ManualResetEventSlim(false) };
        await using var log = Open(disk, Options(pendingBytes: 1024));
        log.Append("held in its sync");
        Assert.True(await disk.SyncEntered.WaitAsync(Patience), "the record was not synced");
        AppendResult result;
        var taken = 0;
        while ((result = log.TryAppend(new byte[100], out var position)) == AppendResult.Appended)
        {
            taken++;
        }

        Assert.Equal(AppendResult.Behind, result);
        Assert.InRange(taken, 8, 10);
        disk.SyncGate.Set();
        await log.WhenDurableAsync(log.LastAppended).AsTask().WaitAsync(Patience);
        Assert.Equal(taken + 1, log.ReadAll().Count);
    }

    [Fact]
    public async Task A_record_longer_than_the_bound_is_too_large()
    {
        await using var log = Open(new SimulatedDisk());
        Assert.Equal(AppendResult.TooLarge, log.TryAppend(new byte[4097], out var position));
        Assert.Equal(LogPosition.None, position);
        Assert.Equal(AppendResult.Appended, log.TryAppend(new byte[4096], out _));
        Assert.Equal(AppendResult.Appended, log.TryAppend([], out position));
        await log.WhenDurableAsync(position);
        Assert.Equal([4096, 0], log.ReadAll().Select(r => r.Text.Length));
    }

    [Fact]
    public async Task Disposal_writes_what_is_pending_and_then_refuses()
    {
        var disk = new SimulatedDisk();
        var log = Open(disk);
        foreach (var text in Texts(20))
        {
            log.Append(text);
        }

        await log.DisposeAsync();
        Assert.Equal(AppendResult.Closed, log.TryAppend("late"u8, out _));
        await using var again = Open(disk);
        Assert.Equal(20, again.ReadAll().Count);
    }

    [Fact]
    public async Task Released_segments_leave_the_disk_and_positions_go_on()
    {
        var disk = new SimulatedDisk();
        await using var log = Open(disk);
        await log.AppendDurably(Texts(100));
        var bytes = log.Bytes;
        var released = log.ReleaseBefore(new LogPosition(90));

        Assert.True(released > 0);
        Assert.Equal(bytes - released, log.Bytes);
        Assert.Equal(log.Bytes, disk.Names.Sum(name => (long)disk[name].Length));
        Assert.True(log.Segments[0].First <= new LogPosition(90));
        Assert.Contains(log.ReadAll(), r => r.Position == 90);

        log.ReleaseBefore(new LogPosition(1000));
        Assert.Equal(1, log.SegmentCount);
        await log.DisposeAsync();
        await using var again = Open(disk);
        Assert.Equal(new LogPosition(101), again.Append("next"));
    }

    [Fact]
    public async Task A_log_at_its_bound_refuses_until_something_is_released()
    {
        await using var log = Open(new SimulatedDisk(), Options(maxBytes: 4096));
        AppendResult result;
        while ((result = log.TryAppend(new byte[200], out var position)) == AppendResult.Appended)
        {
            await log.WhenDurableAsync(position);
        }

        Assert.Equal(AppendResult.LogFull, result);
        Assert.InRange(log.Bytes, 3000, 4096 + 64);
        Assert.True(log.ReleaseBefore(log.DurablePosition) > 0);
        Assert.Equal(AppendResult.Appended, log.TryAppend(new byte[200], out _));
    }

    [Fact]
    public async Task A_log_that_may_drop_its_oldest_keeps_within_its_bound()
    {
        await using var log = Open(new SimulatedDisk(), Options(maxBytes: 4096, whenFull: WhenLogFull.DropOldest));
        await log.AppendDurably(Texts(1000));
        var kept = log.ReadAll();
        Assert.InRange(log.Bytes, 1, 4096);
        Assert.Equal(1000, kept[^1].Position);
        Assert.Equal(log.Segments[0].First.Value, kept[0].Position);
        Assert.True(kept[0].Position > 800);
    }

    [Fact]
    public async Task An_append_allocates_nothing()
    {
        await using var log = Open(new SimulatedDisk { SyncGate = new ManualResetEventSlim(false) }, Options(pendingBytes: 1 << 20));
        var payload = new byte[500];
        log.TryAppend(payload, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            log.TryAppend(payload, out _);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        ((SimulatedDisk)log.Files).SyncGate!.Set();
        Assert.Equal(0, allocated);
    }

    [Fact]
    public async Task The_real_disk_holds_what_the_log_holds()
    {
        var directory = Directory.CreateTempSubdirectory("segment-log-").FullName;
        try
        {
            await using (var log = Open(DiskFileSystem.Instance, Options(Path.Combine(directory, "new", "inputs")), TimeProvider.System))
            {
                await log.AppendDurably("in a directory that was not there");
            }

            await using (var log = Open(DiskFileSystem.Instance, Options(directory), TimeProvider.System))
            {
                await log.AppendDurably(Texts(100));
                log.ReleaseBefore(new LogPosition(50));
            }

            await using var again = Open(DiskFileSystem.Instance, Options(directory), TimeProvider.System);
            Assert.Throws<IOException>(() => Open(DiskFileSystem.Instance, Options(directory)));
            Assert.Equal(100, again.ReadAll()[^1].Position);
            Assert.Equal(again.Bytes, Directory.GetFiles(directory).Sum(f => new FileInfo(f).Length));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task Waiting_for_a_position_that_was_never_given_is_an_error()
    {
        await using var log = Open(new SimulatedDisk());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => log.WhenDurableAsync(new LogPosition(1)).AsTask());
    }
}
