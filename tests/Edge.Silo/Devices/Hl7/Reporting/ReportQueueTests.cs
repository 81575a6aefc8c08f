using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Identity;
using OrleansCare.Edge.Devices.Hl7.Reporting;
using OrleansCare.Edge.Tests.Journal;

namespace OrleansCare.Edge.Tests.Devices.Hl7.Reporting;

/// <summary>Which report goes out next, and what a stop leaves of them.</summary>
public sealed class ReportQueueTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SimulatedDisk _disk = new();
    private ReportLog _log;
    private ReportQueue _queue;

    public ReportQueueTests() => (_log, _queue) = Open();

    [Fact]
    public void Reports_of_one_alarm_keep_their_order_and_the_most_urgent_alarm_goes_first()
    {
        Post(AlarmOf(1), AlarmOf(1, revision: 2), AlarmOf(2, priority: AlarmPriority.High));

        Assert.Equal([(2, 1), (1, 1), (1, 2)], SendAll(Start).Select(Named));
    }

    [Fact]
    public void An_alarm_refused_for_now_does_not_hold_up_the_others_and_comes_back_after_a_pause()
    {
        Post(AlarmOf(1), AlarmOf(2));
        var refused = _queue.Next(Start, out _)!;
        _queue.Postpone(refused, Start);

        Assert.Equal([(2, 1)], SendAll(Start).Select(Named));
        Assert.Null(_queue.Next(Start, out var wakeAt));
        Assert.Equal(refused, _queue.Next(wakeAt!.Value, out _));
        Assert.Equal(Start + TimeSpan.FromSeconds(2), wakeAt);
    }

    [Fact]
    public void The_pause_grows_to_a_minute_and_no_further()
    {
        Post(AlarmOf(1));
        var now = Start;
        var pauses = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            _queue.Postpone(_queue.Next(now, out _)!, now);
            Assert.Null(_queue.Next(now, out var wakeAt));
            pauses.Add((wakeAt!.Value - now).TotalSeconds);
            now = wakeAt.Value;
        }

        Assert.Equal([2, 4, 8, 16, 32, 60, 60, 60], pauses);
    }

    [Fact]
    public void A_standing_alarm_is_reported_again_as_continue_after_each_period_and_under_ids_of_its_own()
    {
        Post(AlarmOf(1));
        var first = SendOne(Start);
        Assert.Null(_queue.Next(Start + Minute - TimeSpan.FromSeconds(1), out var wakeAt));
        var second = SendOne(wakeAt!.Value);
        var third = SendOne(wakeAt.Value + Minute);

        Assert.Equal(Start + Minute, wakeAt);
        Assert.Equal([EventPhase.Start, EventPhase.Continue, EventPhase.Continue], [first.Phase, second.Phase, third.Phase]);
        Assert.Equal(3, new[] { first.Filler, second.Filler, third.Filler }.Distinct().Count());
        Assert.Equal(3, new[] { first.ControlId, second.ControlId, third.ControlId }.Distinct().Count());
        Assert.Equal(["", first.Filler, first.Filler], [first.Parent, second.Parent, third.Parent]);
    }

    [Fact]
    public void An_alarm_that_is_over_is_not_continued()
    {
        Post(AlarmOf(1), AlarmOf(1, revision: 2, condition: ConditionState.Inactive));
        SendAll(Start);

        Assert.Null(_queue.Next(Start + TimeSpan.FromHours(1), out var wakeAt));
        Assert.Null(wakeAt);
    }

    [Fact]
    public void After_an_absence_of_the_manager_every_standing_alarm_is_reported_at_once()
    {
        Post(AlarmOf(1), AlarmOf(2), AlarmOf(2, revision: 2, condition: ConditionState.Inactive));
        SendAll(Start);
        _queue.Reconnected(Start + TimeSpan.FromSeconds(5));

        Assert.Equal([(1, 1)], SendAll(Start + TimeSpan.FromSeconds(5)).Select(Named));
    }

    [Fact]
    public void A_revision_that_is_known_is_not_taken_again()
    {
        Post(AlarmOf(1), AlarmOf(1, revision: 2), AlarmOf(1));
        SendAll(Start);
        Post(AlarmOf(1, revision: 2));

        Assert.Equal(0, _queue.Waiting);
    }

    [Fact]
    public void Beyond_the_bound_the_first_to_go_is_what_a_later_report_of_its_alarm_makes_good()
    {
        Post(AlarmOf(1));
        Post([.. Enumerable.Range(1, ReportQueue.WaitingAtMost - 1).Select(revision => AlarmOf(2, revision))]);
        var left = _queue.Post(AlarmOf(3), "ICU-1", "MRN-1", Start);

        Assert.Equal((1, ReportQueue.WaitingAtMost), (left, _queue.Waiting));
        Assert.Contains((1, 1), SendAll(Start, 3).Select(Named));
    }

    [Fact]
    public async Task A_stop_loses_no_report_and_repeats_none_that_was_taken()
    {
        Post(AlarmOf(1), AlarmOf(2), AlarmOf(2, revision: 2));
        SendOne(Start);
        var waiting = _queue.Next(Start, out _)!;
        await RestartAsync(Start);
        Post(AlarmOf(1), AlarmOf(2, revision: 2));
        Assert.Equal(2, _queue.Waiting);

        var sent = SendAll(Start);

        Assert.Equal([(1, EventPhase.Continue), (2, EventPhase.Start), (2, EventPhase.Update)], sent.Select(report => (NumberOf(report), report.Phase)));
        Assert.Equal(AlarmMessage.Write(waiting), AlarmMessage.Write(sent[1]));
    }

    [Fact]
    public async Task A_value_that_is_no_number_is_kept_too()
    {
        Post(AlarmOf(1) with { Value = double.NaN, Limit = double.PositiveInfinity });
        await RestartAsync(Start);

        Assert.Equal(double.NaN, SendOne(Start).Alarm.Value);
    }

    [Fact]
    public async Task The_log_gives_back_what_is_not_needed_any_more()
    {
        for (var alarm = 1; alarm <= 100; alarm++)
        {
            var now = Start + (alarm * Minute * 10);
            Post(AlarmOf(alarm, condition: ConditionState.Inactive), now);
            SendAll(now);
        }

        await RestartAsync(Start + (100 * Minute * 10));
        _queue.Release();

        Assert.InRange(_log.Read().Count(), 1, 60);
    }

    public async ValueTask DisposeAsync() => await _log.DisposeAsync();

    private static Alarm AlarmOf(
        int number, int revision = 1, AlarmPriority priority = AlarmPriority.Medium, ConditionState condition = ConditionState.Active) => new(
        new EffectId("stay", Rule.Limits, "device", number, 0), revision, AlarmKind.Spo2Low, priority, AlarmType.Physiologic, condition, SignalState.Enabled,
        revision == 1 ? EventPhase.Start : EventPhase.Update, Vital.Spo2, 82, 90, default, default, SiloTime.From(Start))
        { Text = "low", SignalsUntil = SiloTime.From(Start) };

    private void Post(params Alarm[] alarms)
    {
        foreach (var alarm in alarms)
        {
            Assert.Equal(0, _queue.Post(alarm, "ICU-1", "MRN-1", Start));
        }
    }

    private void Post(Alarm alarm, DateTimeOffset now) => Assert.Equal(0, _queue.Post(alarm, "ICU-1", "MRN-1", now));

    private AlarmReport SendOne(DateTimeOffset now)
    {
        var report = _queue.Next(now, out _)!;
        _queue.Settle(report, now);
        return report;
    }

    private static int NumberOf(AlarmReport report) => (int)report.Alarm.Id.DeviceSequence;

    private static (int Alarm, int Revision) Named(AlarmReport report) => (NumberOf(report), report.Alarm.Revision);

    private List<AlarmReport> SendAll(DateTimeOffset now, int most = int.MaxValue)
    {
        var sent = new List<AlarmReport>();
        while (sent.Count < most && _queue.Next(now, out _) is { } report)
        {
            _queue.Settle(report, now);
            sent.Add(report);
        }

        return sent;
    }

    private async Task RestartAsync(DateTimeOffset now)
    {
        await _log.DisposeAsync();
        (_log, _queue) = Open();
        _queue.Recover(now);
    }

    private (ReportLog, ReportQueue) Open()
    {
        var log = new ReportLog(LogFixture.Open(_disk, LogFixture.Options(segmentBytes: 16 << 10, maxBytes: 32 << 20, pendingBytes: 16 << 20)));
        return (log, new ReportQueue(log, new RandomOpaqueIdSource(), Minute));
    }
}
