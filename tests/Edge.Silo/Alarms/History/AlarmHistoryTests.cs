using OrleansCare.Clinical.Alarms;
using OrleansCare.Edge.Alarms.History;
using OrleansCare.Edge.Tests.Strips;

namespace OrleansCare.Edge.Tests.Alarms.History;

public class AlarmHistoryTests
{
    [Fact]
    public async Task Every_transition_is_kept_over_a_restart_and_taken_once()
    {
        await using var stay = new LookbackFixture();
        stay.Run(1);
        var alarm = stay.Raise(priority: AlarmPriority.High);
        stay.Pass(TimeSpan.FromSeconds(40));
        alarm = alarm with { Revision = 2, Signal = SignalState.Acknowledged, Phase = EventPhase.Update, ChangedAt = stay.Now };
        stay.Change(alarm);
        stay.Change(alarm);
        await stay.RestartAsync();
        stay.Change(alarm);
        stay.Pass(TimeSpan.FromSeconds(20));
        stay.Change(alarm with { Revision = 3, Condition = ConditionState.Inactive, Phase = EventPhase.End, ChangedAt = stay.Now });
        await stay.RestartAsync();

        var changes = stay.History.Find(alarm.Id.ToString(), entry => entry.Changes)!;
        Assert.Equal([(1u, "Start"), (2u, "Update"), (3u, "End")], changes.Select(change => (change.Revision, change.Phase)));
        var summary = stay.Summary(alarm)!;
        Assert.Equal(TimeSpan.FromSeconds(40), summary.Acknowledged - summary.Detected);
        Assert.Equal(TimeSpan.FromSeconds(60), summary.Ended - summary.Detected);
        Assert.Equal(("ICU-1", "HeartRateHigh", 140.0, 130.0), (summary.Bed, summary.Kind, summary.Value, summary.Limit));
    }

    [Fact]
    public async Task Filters_narrow_the_list_and_say_when_there_is_more()
    {
        await using var stay = new LookbackFixture();
        foreach (var kind in new[] { AlarmKind.Spo2Low, AlarmKind.HeartRateHigh, AlarmKind.Spo2Low, AlarmKind.Asystole })
        {
            stay.Pass(TimeSpan.FromMinutes(1));
            stay.Raise(kind, priority: kind == AlarmKind.Asystole ? AlarmPriority.High : AlarmPriority.Medium);
        }

        var noFilter = new AlarmFilter(null, null, null, null, null, null, null);
        string[] Kinds(AlarmFilter filter) => [.. filter.Apply(stay.History).Alarms.Select(alarm => alarm.Kind)];
        Assert.Equal(["Asystole", "Spo2Low", "HeartRateHigh", "Spo2Low"], Kinds(noFilter));
        Assert.Equal(["Spo2Low", "Spo2Low"], Kinds(noFilter with { Kind = "Spo2Low" }));
        Assert.Equal(["Asystole"], Kinds(noFilter with { Priority = 3 }));
        Assert.Empty(Kinds(noFilter with { Bed = "ICU-2" }));
        var two = noFilter with { Limit = 2 };
        Assert.True(two.Apply(stay.History).More);
        var rest = two with { To = two.Apply(stay.History).Alarms[^1].Detected };
        Assert.Equal(["HeartRateHigh", "Spo2Low"], Kinds(rest));
        Assert.False(rest.Apply(stay.History).More);
        Assert.Equal(["Asystole"], Kinds(noFilter with { From = stay.Now.ToDateTimeOffset() }));
    }

    [Theory]
    [InlineData(0, null, "limit is 1 to 500.")]
    [InlineData(501, null, "limit is 1 to 500.")]
    [InlineData(null, 4u, "priority is 1, 2 or 3.")]
    [InlineData(10, 3u, null)]
    public void An_impossible_filter_says_what_is_possible(int? limit, uint? priority, string? problem) =>
        Assert.Equal(problem, new AlarmFilter(null, null, priority, null, null, null, limit).Problem);

    [Fact]
    public async Task Beyond_the_bound_the_oldest_alarm_goes_with_its_strip()
    {
        await using var stay = new LookbackFixture(mostAlarms: 3);
        stay.Run(30);
        var alarms = new List<Alarm>();
        for (var i = 0; i < 5; i++)
        {
            stay.Run(1);
            alarms.Add(stay.Raise());
        }

        stay.Run(25);
        await stay.StripAsync(alarms[^1]);
        stay.History.Trim();

        Assert.Equal([true, true, false, false, false], alarms.Select(alarm => stay.Summary(alarm) is null));
        Assert.Null(await stay.StripAsync(alarms[0]));
        Assert.NotNull(await stay.StripAsync(alarms[2]));
    }

    [Fact]
    public async Task An_alarm_whose_strip_the_disk_bound_took_goes_with_it()
    {
        await using var stay = new LookbackFixture(stripBytes: 512 << 10);
        stay.Run(30);
        var alarms = new List<Alarm>();
        for (var i = 0; i < 40; i++)
        {
            stay.Run(25);
            alarms.Add(stay.Raise());
            stay.Run(25);
            await stay.StripAsync(alarms[^1]);
        }

        stay.History.Trim();

        Assert.Null(stay.Summary(alarms[0]));
        Assert.NotNull(stay.Summary(alarms[^1]));
        Assert.All(alarms.Where(alarm => stay.Summary(alarm) is not null), alarm => Assert.NotNull(stay.StripAsync(alarm).GetAwaiter().GetResult()));
    }

    [Fact]
    public async Task The_burden_counts_by_bed_and_day_by_source_and_until_acknowledged()
    {
        await using var stay = new LookbackFixture();
        foreach (var minutes in new[] { 1, 2, 3, 10 })
        {
            stay.Pass(TimeSpan.FromHours(10));
            var alarm = stay.Raise(AlarmKind.Spo2Low, priority: AlarmPriority.High);
            stay.Pass(TimeSpan.FromMinutes(minutes));
            stay.Change(alarm with { Revision = 2, Signal = SignalState.Acknowledged, Phase = EventPhase.Update, ChangedAt = stay.Now });
        }

        stay.Raise(AlarmKind.EcgLeadOff);
        var burden = BurdenCount.Of(stay.History, stay.Now.ToDateTimeOffset(), days: 3, zone: TimeSpan.FromHours(-5));

        Assert.Equal(["2026-10-31", "2026-11-01", "2026-11-02"], burden.Days);
        var bed = Assert.Single(burden.Beds);
        Assert.Equal([0, 2, 3], bed.ByDay);
        Assert.Equal((4, 1, 1), (bed.High, bed.Medium, bed.Technical));
        Assert.Equal([("Spo2Low", 4, 4), ("EcgLeadOff", 1, 0)], burden.Kinds.Select(kind => (kind.Kind, kind.Alarms, kind.Acknowledged)));
        Assert.Equal((3u, 4, 120.0, 600.0), burden.TimeToAcknowledge.Select(one => (one.Priority, one.Acknowledged, one.MedianSeconds, one.NinetiethSeconds)).First());
    }
}
