using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using OrleansCare.Engine.Contract.Interleaving;

namespace OrleansCare.Engine.Contract.Limits;

public sealed class LimitTests(LimitTests.StrictSilo silo) : IClassFixture<LimitTests.StrictSilo>
{
    [Fact]
    public async Task A_full_mailbox_refuses_further_calls_and_takes_them_again_once_it_is_empty()
    {
        var door = silo.Grains.GetGrain<IDoor>(GrainId.Create("contract.door", "full"));
        var first = door.Pass("first");
        await Within.Reason(Gates.Opened("full first in"), "the first call is entered");
        var waiting = Enumerable.Range(0, 40).Select(_ => door.Name()).ToList();

        Task<string> refusedCall;
        do
        {
            refusedCall = await Within.Reason(Task.WhenAny(waiting), "a refusal");
            waiting.Remove(refusedCall);
        }
        while (!refusedCall.IsFaulted);

        var refused = await Assert.ThrowsAsync<LimitExceededException>(() => refusedCall);
        Assert.NotEmpty(refused.Message);
        Gates.Open("full first out");
        await first;
        await Within.Reason(Task.WhenAny(Task.WhenAll(waiting)), "the end of all calls");
        Assert.True(waiting.Count(call => call.IsCompletedSuccessfully) >= 9);
        Assert.Equal("full", await door.Name());
    }

    [Fact]
    public async Task A_caller_stops_waiting_after_the_response_timeout_while_the_grain_goes_on()
    {
        var door = silo.Grains.GetGrain<IDoor>(GrainId.Create("contract.door", "slow"));

        await Assert.ThrowsAsync<TimeoutException>(() => Within.Reason(door.Pass("first"), "the timeout"));

        var next = door.Name();
        Gates.Open("slow first out");
        Assert.Equal("slow", await Within.Reason(next, "the grain is free again"));
    }

    public sealed class StrictSilo : SiloFixture
    {
        protected override void Configure(ISiloBuilder silo) => silo.Configure<SiloMessagingOptions>(options =>
        {
            options.ResponseTimeout = TimeSpan.FromSeconds(3);
            options.MaxEnqueuedRequestsHardLimit = 10;
        });
    }
}
