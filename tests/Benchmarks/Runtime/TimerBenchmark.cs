using BenchmarkDotNet.Attributes;
using Orleans;
using Orleans.Runtime;

namespace OrleansCare.Benchmarks.Runtime;

[Alias("benchmarks.ITicker")]
public interface ITicker : IGrainWithIntegerKey
{
    /// <summary>Ends after so many ticks of a timer of 1 ms.</summary>
    [Alias("Tick")]
    Task Tick(int ticks);
}

[GrainType("benchmarks-ticker")]
internal sealed class Ticker : Grain, ITicker
{
    public async Task Tick(int ticks)
    {
        var left = ticks;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var period = TimeSpan.FromMilliseconds(1);
        using var timer = this.RegisterGrainTimer(
            _ =>
            {
                if (--left == 0)
                {
                    done.SetResult();
                }

                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(period, period) { Interleave = true });
        await done.Task;
    }
}

/// <summary>Bytes of a tick; its time is the period's.</summary>
[MemoryDiagnoser]
public class TimerBenchmark
{
    private const int Timers = 500;
    private const int Ticks = 50;

    private BenchmarkSilo _silo = null!;

    [GlobalSetup]
    public async Task Setup() => _silo = await BenchmarkSilo.StartAsync();

    [GlobalCleanup]
    public Task Cleanup() => _silo.DisposeAsync().AsTask();

    [Benchmark(OperationsPerInvoke = Timers * Ticks)]
    [AllocatedBytes(32)]
    public Task Tick() => Task.WhenAll(Enumerable.Range(0, Timers).Select(number => _silo.Grains.GetGrain<ITicker>(number).Tick(Ticks)));
}
