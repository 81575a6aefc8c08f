using BenchmarkDotNet.Attributes;

namespace OrleansCare.Benchmarks.Runtime;

/// <summary>The first call of a hundred thousand grains, the reference to each included. What stays in memory of it is judged by tests/Orleans.Embedded.</summary>
[MemoryDiagnoser]
public class ActivationBenchmark
{
    private const int Activations = 100_000;
    private const int AtOnce = 64;

    private BenchmarkSilo _silo = null!;

    [IterationSetup]
    public void Setup() => _silo = BenchmarkSilo.StartAsync().GetAwaiter().GetResult();

    [IterationCleanup]
    public void Cleanup() => _silo.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark(OperationsPerInvoke = Activations)]
    [AllocatedBytes(768)]
    public Task Activate() => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(caller => Task.Run(async () =>
    {
        for (var key = caller; key < Activations; key += AtOnce)
        {
            await _silo.Grains.GetGrain<IAdder>(key).Add(1);
        }
    })));
}
