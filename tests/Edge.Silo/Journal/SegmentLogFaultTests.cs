using OrleansCare.Edge.Journal;
using OrleansCare.TestKit;
using static OrleansCare.Edge.Tests.Journal.LogFixture;

namespace OrleansCare.Edge.Tests.Journal;

public sealed class SegmentLogFaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_full_disk_tells_waiters_refuses_appends_and_recovers_without_a_gap()
    {
        var disk = new SimulatedDisk();
        var time = new ManualTime();
        await using var log = Open(disk, Options(segmentBytes: 4096), time);
        await log.AppendDurably(Texts(5));
        disk.Room = 10;

        var doomed = log.Append("this one meets the full disk");
        var fault = await Assert.ThrowsAsync<LogFaultedException>(() => log.WhenDurableAsync(doomed).AsTask().WaitAsync(Patience));
        Assert.Equal(LogFaultReason.DiskFull, fault.Reason);
        await time.WaitForTimerAsync("the pause before the next try");
        Assert.Equal(AppendResult.Faulted, log.TryAppend("refused"u8, out _));
        await Assert.ThrowsAsync<LogFaultedException>(() => log.WhenDurableAsync(doomed).AsTask());

        time.Advance(TimeSpan.FromMilliseconds(250));
        await time.WaitForTimerAsync("the second pause");
        Assert.NotNull(log.Fault);
        disk.Room = long.MaxValue;
        time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.True(SpinWait.SpinUntil(() => log.Fault is null, Patience), "the log did not recover");

        await log.AppendDurably("after");
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7], log.ReadAll().Select(r => r.Position));
        Assert.Equal("this one meets the full disk", log.ReadAll()[5].Text);
        await log.DisposeAsync();
        await using var again = Open(disk);
        Assert.Equal(7, again.ReadAll().Count);
    }

    [Fact]
    public void The_kernels_full_device_is_named_disk_full()
    {
        Assert.True(OperatingSystem.IsLinux(), "/dev/full is a device of Linux");
        using var device = DiskFileSystem.Instance.Open("/dev/full");
        var error = Assert.Throws<IOException>(() => device.Write("x"u8, 0));
        Assert.Equal(LogFaultReason.DiskFull, LogFaultedException.ReasonOf(error));
    }

    [Fact]
    public async Task Bytes_whose_sync_failed_are_written_again_elsewhere()
    {
        var disk = new SimulatedDisk();
        var time = new ManualTime();
        await using var log = Open(disk, Options(segmentBytes: 4096), time);
        await log.AppendDurably(Texts(2));
        disk.SyncFails = true;
        var position = log.Append("its page may be gone");
        var fault = await Assert.ThrowsAsync<LogFaultedException>(() => log.WhenDurableAsync(position).AsTask().WaitAsync(Patience));
        Assert.Equal(LogFaultReason.DeviceError, fault.Reason);

        await time.WaitForTimerAsync("the pause before the next try");
        disk.SyncFails = false;
        time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.True(SpinWait.SpinUntil(() => log.Fault is null, Patience), "the log did not recover");
        Assert.Equal(2, disk.Names.Count);
        Assert.Equal([1L, 2, 3], log.ReadAll().Select(r => r.Position));
    }

    [Fact]
    public async Task Power_lost_at_any_byte_loses_nothing_durable_and_leaves_no_gap()
    {
        var disk = new SimulatedDisk { SyncGate = new ManualResetEventSlim(true) };
        await using var log = Open(disk, Options(segmentBytes: 2048));
        await log.AppendDurably(Texts(25));
        disk.SyncGate.Reset();
        while (disk.SyncEntered.Wait(0))
        {
        }

        log.Append("pending one");
        Assert.True(await disk.SyncEntered.WaitAsync(Patience), "the pending record was not synced");
        var unsynced = "pending one".Length + SegmentFormat.RecordHeaderBytes;
        for (var kept = 0; kept <= unsynced; kept++)
        {
            var survivor = disk.AfterPowerLoss(kept);
            await using (var reopened = Open(survivor))
            {
                var expected = kept == unsynced ? 26 : 25;
                Assert.Equal(expected, reopened.DurablePosition.Value);
                await reopened.AppendDurably("after the crash");
            }

            await using var again = Open(survivor.AfterPowerLoss(0));
            var all = again.ReadAll();
            Assert.Equal(Enumerable.Range(1, all.Count).Select(i => (long)i), all.Select(r => r.Position));
            Assert.Equal("after the crash", all[^1].Text);
            Assert.Equal(Texts(25), all.Take(25).Select(r => r.Text));
        }

        disk.SyncGate.Set();
    }

    [Fact]
    public async Task A_file_cut_at_every_byte_keeps_its_whole_records()
    {
        var disk = new SimulatedDisk();
        await using (var log = Open(disk, Options(segmentBytes: 1 << 16)))
        {
            await log.AppendDurably(Texts(6));
        }

        var name = disk.Names.Single();
        var whole = disk[name];
        var record = SegmentFormat.RecordHeaderBytes + Texts(1).Single().Length;
        for (var length = SegmentFormat.HeaderBytes; length <= whole.Length; length++)
        {
            var cut = new SimulatedDisk();
            using (var file = cut.Create(name))
            {
                file.Write(whole.AsSpan(0, length), 0);
            }

            await using var log = Open(cut);
            Assert.Equal((length - SegmentFormat.HeaderBytes) / record, log.DurablePosition.Value);
            await log.AppendDurably("next");
            Assert.Equal(log.DurablePosition.Value, log.ReadAll().Count);
        }
    }

    [Fact]
    public async Task Damage_in_an_older_segment_is_named_and_the_rest_stays_readable()
    {
        var disk = new SimulatedDisk();
        await using var log = Open(disk);
        await log.AppendDurably(Texts(100));
        var damaged = log.Segments[1];
        var name = disk.Names.ElementAt(1);
        disk.Overwrite(name, disk[name].Length / 2, 0xFF);

        var read = log.ReadAll();
        var lost = Enumerable.Range(1, 100).Select(i => (long)i).Except(read.Select(r => r.Position)).ToList();
        Assert.NotEmpty(lost);
        Assert.True(lost[0] > damaged.First.Value);
        Assert.Equal(log.Segments[2].First.Value - 1, lost[^1]);
        Assert.Equal(lost.Count, lost[^1] - lost[0] + 1);
        Assert.True(log.Segments[1].Damaged);
        Assert.Contains(disk.Names, n => n.EndsWith(".damaged", StringComparison.Ordinal));
        Assert.Equal(read, log.ReadAll());

        await log.DisposeAsync();
        await using var again = Open(disk);
        Assert.Equal(read, again.ReadAll());
        again.ReleaseBefore(log.Segments[2].First);
        Assert.DoesNotContain(disk.Names, n => n.EndsWith(".damaged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Damage_in_the_segment_being_written_moves_writing_to_a_new_one()
    {
        var disk = new SimulatedDisk();
        await using var log = Open(disk, Options(segmentBytes: 1 << 16));
        await log.AppendDurably(Texts(10));
        disk.Overwrite(disk.Names.Single(), SegmentFormat.HeaderBytes + 100, 0xFF);
        Assert.True(log.ReadAll().Count < 10);
        await log.AppendDurably("sound again");
        Assert.Equal(11, log.ReadAll()[^1].Position);
    }

    [Fact]
    public async Task A_rotten_head_of_the_newest_segment_never_gives_positions_twice()
    {
        var disk = new SimulatedDisk();
        await using (var log = Open(disk, Options(segmentBytes: 1 << 16)))
        {
            await log.AppendDurably(Texts(10));
        }

        disk.Overwrite(disk.Names.Single(), 9, 0xFF);
        await using var again = Open(disk);
        Assert.True(again.Append("later") > new LogPosition(10));
    }
}
