using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace OrleansCare.Engine.Contract.Reminders;

public sealed class ReminderTests(ReminderTests.RemindingSilo silo) : IClassFixture<ReminderTests.RemindingSilo>
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_reminder_ticks_again_and_again_and_says_which_tick_it_is()
    {
        var before = DateTime.UtcNow;
        await Grain("ticks").Remind("check", Soon, Soon);

        await Within.Reason(Gates.Opened("ticks check 2"), "the second tick");

        var status = await Grain("ticks").Last();
        Assert.Equal(Soon, status.Period);
        Assert.InRange(status.FirstTickTime, before + Soon, before + Soon + TimeSpan.FromSeconds(20));
        Assert.True(status.CurrentTickTime >= status.FirstTickTime + Soon, "The second tick is a period after the first.");
    }

    [Fact]
    public async Task A_reminder_brings_back_a_grain_that_left()
    {
        await Grain("left behind").Remind("return", TimeSpan.FromSeconds(1), Hour);
        await Grain("left behind").Leave();
        await Within.Reason(Gates.Opened("left behind left"), "the grain leaves");

        await Within.Reason(Gates.Opened("left behind return 1"), "the tick in the next activation");
    }

    [Fact]
    public async Task A_failing_tick_does_not_end_the_reminder()
    {
        await Grain("fails").Remind("failing", Soon, Soon);

        await Within.Reason(Gates.Opened("fails failing 2"), "the tick after one that failed");
    }

    [Fact]
    public async Task Reminders_are_listed_until_they_are_unregistered()
    {
        var grain = Grain("lists");
        await grain.Remind("b", Hour, Hour);
        await grain.Remind("a", Hour, Hour);
        Assert.Equal(["a", "b"], await grain.Names());

        await grain.Forget("a");

        Assert.Equal(["b"], await grain.Names());
        Assert.False(await grain.Has("a"));
        Assert.True(await grain.Has("b"));
        Assert.Empty(await Grain("lists nothing").Names());
    }

    [Fact]
    public async Task An_unregistered_reminder_does_not_tick()
    {
        var grain = Grain("unregisters");
        await grain.Remind("never", TimeSpan.FromSeconds(1), Hour);
        await grain.Remind("later", TimeSpan.FromSeconds(2), Hour);
        await grain.Forget("never");

        await Within.Reason(Gates.Opened("unregisters later 1"), "the tick that was due after it");

        Assert.Equal(0, await grain.Ticks("never"));
    }

    [Fact]
    public async Task Registering_again_moves_the_reminder()
    {
        var grain = Grain("moves");
        await grain.Remind("check", Hour, Hour);
        await grain.Remind("check", Soon, Hour);

        await Within.Reason(Gates.Opened("moves check 1"), "the tick at its new time");

        Assert.Equal(["check"], await grain.Names());
    }

    [Fact]
    public async Task A_handle_from_before_a_change_does_not_unregister()
    {
        var grain = Grain("late");

        await Assert.ThrowsAsync<ReminderException>(() => grain.ForgetLate("check", Hour, Hour));

        Assert.True(await grain.Has("check"));
    }

    [Theory]
    [InlineData(0, 50)]
    [InlineData(-1, 60_000)]
    [InlineData(0, -1)]
    public async Task A_period_below_the_minimum_or_a_time_that_is_none_is_refused(int dueMilliseconds, int periodMilliseconds)
    {
        var grain = Grain("refused");

        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => grain.Remind("check", TimeSpan.FromMilliseconds(dueMilliseconds), TimeSpan.FromMilliseconds(periodMilliseconds)));

        Assert.False(await grain.Has("check"));
    }

    [Fact]
    public async Task A_grain_that_is_not_remindable_is_refused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => silo.Grains.GetGrain<IUnreminded>("no").Remind());

    private IReminded Grain(string key) => silo.Grains.GetGrain<IReminded>(key);

    public sealed class RemindingSilo : SiloFixture
    {
        protected override void Configure(ISiloBuilder silo)
        {
            silo.UseInMemoryReminderService();
            silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100));
        }
    }
}
