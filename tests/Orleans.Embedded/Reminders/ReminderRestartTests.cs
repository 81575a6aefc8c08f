using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using OrleansCare.TestKit;

namespace OrleansCare.EmbeddedEngine.Tests.Reminders;

public sealed class ReminderRestartTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_was_missed_while_the_silo_was_down_is_left_out_and_the_beat_is_kept()
    {
        var table = new InMemoryReminderTable();
        var ticks = new Ticks();
        var first = new ManualTime();
        var start = first.GetUtcNow().UtcDateTime;
        await using (var silo = await StartAsync(table, ticks, first))
        {
            await silo.Grains.GetGrain<IReminded>(1).Remind(2 * Minute, 10 * Minute);
            await first.WaitForTimerAsync("the first tick is waited for", 2 * Minute);
            first.Advance(2 * Minute);
            Assert.Equal(start + (2 * Minute), await ticks.NextAsync(Patience));
        }

        var second = new ManualTime();
        second.Advance(34 * Minute);
        await using var restarted = await StartAsync(table, ticks, second);
        await second.WaitForTimerAsync("the tick at 42 minutes is waited for", 8 * Minute);
        second.Advance(8 * Minute);

        Assert.Equal(start + (42 * Minute), await ticks.NextAsync(Patience));
        Assert.Equal(0, ticks.Waiting);
    }

    [Fact]
    public async Task A_tick_between_two_milliseconds_is_waited_for_and_not_spun_for()
    {
        var (ticks, time) = (new Ticks(), new ManualTime());
        var start = time.GetUtcNow().UtcDateTime;
        var due = (2 * Minute) + TimeSpan.FromTicks(5_000);
        await using var silo = await StartAsync(new InMemoryReminderTable(), ticks, time);
        await silo.Grains.GetGrain<IReminded>(1).Remind(due, 10 * Minute);
        await time.WaitForTimerAsync("the tick is waited for, to the next whole millisecond", (2 * Minute) + TimeSpan.FromMilliseconds(1));

        time.Advance((2 * Minute) + TimeSpan.FromMilliseconds(1));

        Assert.InRange(await ticks.NextAsync(Patience), start + due, start + due + TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData(0, null, 1)]
    [InlineData(1, null, 1)]
    [InlineData(1, 1, 11)]
    [InlineData(2, 1, 11)]
    [InlineData(35, 1, 41)]
    [InlineData(41, null, 41)]
    [InlineData(10.9, 11, 21)]
    public void The_next_tick_is_a_whole_number_of_periods_after_the_first(double nowMinutes, int? previousMinutes, int expectedMinutes)
    {
        var epoch = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        var entry = new ReminderEntry { StartAt = epoch + Minute, Period = 10 * Minute };

        var next = ReminderSchedule.Next(entry, previousMinutes is { } previous ? epoch.AddMinutes(previous) : null, epoch.AddMinutes(nowMinutes));

        Assert.Equal(epoch.AddMinutes(expectedMinutes), next);
    }

    private static Task<TestSilo> StartAsync(IReminderTable table, Ticks ticks, TimeProvider time) => TestSilo.StartAsync(builder =>
    {
        builder.AddReminders();
        builder.Services.AddSingleton(time).AddSingleton(table).AddSingleton(ticks);
    });
}
