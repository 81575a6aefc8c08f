using Orleans.Hosting;

namespace OrleansCare.Engine.Contract.Reminders;

public sealed class ReminderMinimumTests(ReminderMinimumTests.RemindingSilo silo) : IClassFixture<ReminderMinimumTests.RemindingSilo>
{
    [Fact]
    public async Task Unless_it_is_configured_the_shortest_period_is_a_minute()
    {
        var grain = silo.Grains.GetGrain<IReminded>("minute");

        await Assert.ThrowsAsync<ArgumentException>(() => grain.Remind("check", TimeSpan.Zero, TimeSpan.FromSeconds(59)));
        await grain.Remind("check", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));

        Assert.Equal(["check"], await grain.Names());
    }

    public sealed class RemindingSilo : SiloFixture
    {
        protected override void Configure(ISiloBuilder silo) => silo.UseInMemoryReminderService();
    }
}
