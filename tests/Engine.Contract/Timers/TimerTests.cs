using Orleans;

namespace OrleansCare.Engine.Contract.Timers;

public sealed class TimerTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    [Fact]
    public async Task A_timer_ticks_again_and_again()
    {
        await Grain("ticks").Start(TimeSpan.Zero, Soon, interleave: false, failures: 0);

        await Within.Reason(Gates.Opened("ticks 3"), "the third tick");
    }

    [Fact]
    public async Task A_failing_tick_does_not_end_the_timer()
    {
        await Grain("fails").Start(Soon, Soon, interleave: false, failures: 2);

        await Within.Reason(Gates.Opened("fails 3"), "the tick after two that failed");
    }

    [Fact]
    public async Task A_tick_waits_for_the_call_that_is_under_way()
    {
        var grain = Grain("waits");
        var held = grain.Hold("held");
        await Within.Reason(Gates.Opened("held in"), "the call is entered");
        var other = Grain("waits beside");
        await other.Start(Soon, Soon, interleave: false, failures: 0);
        await Within.Reason(Gates.Opened("waits beside 3"), "another grain ticks meanwhile");

        Gates.Open("held out");
        Assert.Equal(0, await held);
    }

    [Fact]
    public async Task An_interleaving_tick_comes_during_a_call()
    {
        var grain = Grain("interleaves");
        await grain.Start(TimeSpan.FromMilliseconds(200), Soon, interleave: true, failures: 0);
        var held = grain.Hold("kept");
        await Within.Reason(Gates.Opened("interleaves 2"), "two ticks during the call");

        Gates.Open("kept out");
        Assert.True(await held >= 1);
    }

    [Fact]
    public async Task A_timer_that_was_not_due_can_be_started_later_and_stopped()
    {
        var grain = Grain("later");
        await grain.Start(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, interleave: false, failures: 0);
        Assert.Equal(0, await grain.Ticks());

        await grain.Change(Soon, Timeout.InfiniteTimeSpan);
        await Within.Reason(Gates.Opened("later 1"), "the tick after the change");
        await grain.Stop();

        Assert.Equal(1, await grain.Ticks());
    }

    private ITicking Grain(string key) => silo.Grains.GetGrain<ITicking>(key);
}
