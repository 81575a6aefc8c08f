using System.Diagnostics;
using System.Runtime.CompilerServices;
using Orleans;
using Xunit.Abstractions;

namespace OrleansCare.EmbeddedEngine.Tests.Calls;

/// <summary>The smallest object has 24 bytes; the budget of a third of one a call is for what the pool of threads itself allocates on a busy machine.</summary>
[Collection("alone")]
public sealed class AllocationTests(ITestOutputHelper output)
{
    private const int Calls = 100_000;
    private const long Budget = 8 * Calls;

    // The whole process is counted, and the pool of threads grows when it is starved: a path that allocates does so in every round.
    private const int Rounds = 20;

    // Until the compiler has settled on its last version of the path.
    private const int WarmUps = 4;
    private const int WarmUpCalls = 20_000;

    [Fact]
    public Task A_hot_call_that_answers_at_once_allocates_nothing() => Measure("Beat", BeatAsync);

    [Fact]
    public Task A_hot_call_with_an_immutable_argument_allocates_nothing() => Measure("Take", TakeAsync);

    [Fact]
    public Task A_hot_call_through_a_second_grain_allocates_nothing_with_the_pooling_builder() => Measure("Relay", RelayAsync);

    [Fact]
    public Task For_comparison_a_bare_hop_to_the_pool() => Measure("Task.Yield", YieldAsync);

    private async Task Measure(string name, Func<IPulse, int, Task> calls)
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IPulse>(1);
        _ = await grain.Meet(silo.Grains.GetGrain<IPulse>(2));
        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            await calls(grain, WarmUpCalls);
        }

        var least = long.MaxValue;
        for (var round = 0; round < Rounds && least > Budget; round++)
        {
            var (bytes, time, processor) = await Task.Run(async () =>
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                var processorBefore = Environment.CpuUsage.TotalTime;
                var start = Stopwatch.GetTimestamp();
                await calls(grain, Calls);
                return (GC.GetTotalAllocatedBytes(precise: true) - before, Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processorBefore);
            });

            output.WriteLine($"{name}: {time.TotalNanoseconds / Calls:F0} ns ({processor.TotalNanoseconds / Calls:F0} ns of processors), {(double)bytes / Calls:F3} bytes a call");
            least = Math.Min(least, bytes);
        }

        Assert.InRange(least, 0, Budget);
    }

    private static async Task BeatAsync(IPulse grain, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            await grain.Beat(1);
        }
    }

    private static async Task YieldAsync(IPulse grain, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            await Task.Yield();
        }
    }

    private static async Task RelayAsync(IPulse grain, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            await grain.Relay(1);
        }
    }

    private static async Task TakeAsync(IPulse grain, int calls)
    {
        var packet = new byte[16];
        for (var call = 0; call < calls; call++)
        {
            await grain.Take(packet);
        }
    }
}

[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
