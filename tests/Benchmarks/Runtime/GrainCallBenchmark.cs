using BenchmarkDotNet.Attributes;

namespace OrleansCare.Benchmarks.Runtime;

[MemoryDiagnoser]
public class GrainCallBenchmark
{
    private const int Calls = 4_000;
    private const int Callers = 16;

    private readonly BareHop _hop = new();
    private BenchmarkSilo _silo = null!;
    private IAdder[] _adders = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        _silo = await BenchmarkSilo.StartAsync();
        _adders = [.. Enumerable.Range(0, Callers).Select(number => _silo.Grains.GetGrain<IAdder>(number))];
    }

    [GlobalCleanup]
    public Task Cleanup() => _silo.DisposeAsync().AsTask();

    /// <summary>The yardstick.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    [AllocatedBytes(0)]
    public async Task<int> Hop()
    {
        var last = 0;
        for (var call = 0; call < Calls; call++)
        {
            last = await _hop.Add();
        }

        return last;
    }

    /// <summary>One after the other, each awaited: there and back between the caller and the grain's turn.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    [AllocatedBytes(0)]
    public Task<int> Call() => CallAsync(_adders[0], Calls);

    [Benchmark(OperationsPerInvoke = Calls)]
    [AllocatedBytes(8)]
    public Task SixteenCallersToOneGrain() => Task.WhenAll(_adders.Select(_ => Task.Run(() => CallAsync(_adders[0], Calls / Callers))));

    [Benchmark(OperationsPerInvoke = Calls)]
    [AllocatedBytes(8)]
    public Task SixteenCallersToSixteenGrains() => Task.WhenAll(_adders.Select(adder => Task.Run(() => CallAsync(adder, Calls / Callers))));

    private static async Task<int> CallAsync(IAdder adder, int calls)
    {
        var last = 0;
        for (var call = 0; call < calls; call++)
        {
            last = await adder.Add(1);
        }

        return last;
    }
}
