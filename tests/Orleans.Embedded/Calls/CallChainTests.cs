using Orleans.Configuration;
using Orleans.Hosting;

namespace OrleansCare.EmbeddedEngine.Tests.Calls;

public sealed class CallChainTests
{
    [Fact]
    public async Task The_timeout_of_a_cycle_names_who_waits_for_whom()
    {
        await using var silo = await TestSilo.StartAsync(
            builder => builder.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(1)));
        var (a, b) = (silo.Grains.GetGrain<ICycle>("a"), silo.Grains.GetGrain<ICycle>("b"));

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => a.Ask(b));

        Assert.Contains("caller -> embedded.cycle/a.Ask -> embedded.cycle/b.AskBack -> embedded.cycle/a.Answer", failure.Message, StringComparison.Ordinal);
        Assert.Contains("embedded.cycle/a is still in embedded.cycle/a.Ask", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_response_timeout_a_caller_waits_as_long_as_it_takes()
    {
        await using var silo = await TestSilo.StartAsync(
            builder => builder.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = Timeout.InfiniteTimeSpan));

        Assert.Equal(3, await silo.Grains.GetGrain<IPulse>(3).Beat(3));
    }
}
