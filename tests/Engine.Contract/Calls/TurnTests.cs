using Orleans;
using Orleans.Runtime;

namespace OrleansCare.Engine.Contract.Calls;

public sealed class TurnTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task A_call_never_runs_on_the_callers_stack()
    {
        var turns = silo.Grains.GetGrain<ITurns>("stack");
        var answer = new TaskCompletionSource<(int Caller, int Grain)>();
        new Thread(() => answer.SetResult((Environment.CurrentManagedThreadId, turns.ThreadOf().GetAwaiter().GetResult()))).Start();

        var (caller, grain) = await Within.Reason(answer.Task, "a call made by a blocking thread is answered");

        Assert.NotEqual(caller, grain);
    }

    [Fact]
    public async Task Continuations_of_one_grain_never_run_side_by_side()
    {
        Assert.Equal(1, await silo.Grains.GetGrain<ITurns>("overlap").Overlap(40));
    }

    [Fact]
    public async Task A_one_way_call_ends_at_once_and_is_still_made()
    {
        await silo.Grains.GetGrain<ITurns>("one way").Tell("told");

        await Within.Reason(Gates.Opened("told"), "the one-way call");
    }

    [Fact]
    public async Task The_caller_of_a_one_way_method_never_sees_its_exception()
    {
        var turns = silo.Grains.GetGrain<ITurns>("one way failure");

        await turns.TellAndFail("told and failed");

        await Within.Reason(Gates.Opened("told and failed"), "the one-way call");
        Assert.NotEqual(0, await turns.ThreadOf());
    }

    [Fact]
    public async Task The_request_context_travels_with_the_call_and_does_not_come_back()
    {
        var turns = silo.Grains.GetGrain<ITurns>("context");
        RequestContext.Set("trace", "abc");

        Assert.Equal("abc", await turns.ReadContext("trace"));
        await turns.LeaveContext("trace", "xyz");
        Assert.Equal("abc", RequestContext.Get("trace"));

        RequestContext.Clear();
        Assert.Null(await turns.ReadContext("trace"));
    }

    [Fact]
    public async Task Cancelling_ends_the_call_in_the_grain_and_for_the_caller()
    {
        using var source = new CancellationTokenSource();
        var turns = silo.Grains.GetGrain<ITurns>("cancelled");
        var call = turns.WaitFor("waits", source.Token);
        await Within.Reason(Gates.Opened("waits"), "the grain waits");

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Within.Reason(call, "the call is cancelled"));
        Assert.NotEqual(0, await Within.Reason(turns.ThreadOf(), "the grain is free again"));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_is_made_is_not_made()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => silo.Grains.GetGrain<ITurns>("not made").WaitFor("never", new CancellationToken(canceled: true)));

        Assert.False(Gates.Opened("never").IsCompleted);
    }

    [Fact]
    public async Task A_method_can_have_a_response_timeout_of_its_own()
    {
        var call = silo.Grains.GetGrain<ITurns>("brief").HangBriefly("never opened");

        await Assert.ThrowsAsync<TimeoutException>(() => call.WaitAsync(TimeSpan.FromSeconds(15)));
        Assert.True(call.IsFaulted, "The call itself timed out.");
    }

    [Fact]
    public async Task An_immutable_argument_arrives_as_the_same_instance()
    {
        int[] numbers = [1, 2, 3];
        var call = silo.Grains.GetGrain<ITurns>("same").Half("same", numbers).AsTask();
        await Within.Reason(Gates.Opened("same entered"), "the grain is entered");

        numbers[0] = 5;
        Gates.Open("same left");

        Assert.Equal(5, await call);
    }

    [Fact]
    public async Task A_grain_reference_can_be_an_argument()
    {
        var counter = silo.Grains.GetGrain<ICounter>("passed on");

        Assert.Equal(4, await silo.Grains.GetGrain<ITurns>("passes").AddOn(counter, 4));
    }
}
