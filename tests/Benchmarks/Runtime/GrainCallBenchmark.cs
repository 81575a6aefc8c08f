using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;

namespace OrleansCare.Benchmarks.Runtime;

[Alias("benchmarks.IAdder")]
public interface IAdder : IGrainWithStringKey
{
    [Alias("Add")]
    ValueTask<int> Add(int number);
}

[GrainType("benchmarks-adder")]
internal sealed class Adder : Grain, IAdder
{
    private int _sum;

    public ValueTask<int> Add(int number) => ValueTask.FromResult(_sum += number);
}

[MemoryDiagnoser]
public class GrainCallBenchmark
{
    private const int Calls = 1000;

    private IHost _host = null!;
    private IAdder _adder = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        _host = builder.Build();
        await _host.StartAsync();
        _adder = _host.Services.GetRequiredService<IGrainFactory>().GetGrain<IAdder>("one");
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    /// <summary>One after the other, each awaited: there and back between the caller and the grain's turn.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    [AllocatedBytes(1)]
    public async Task<int> Call()
    {
        var last = 0;
        for (var i = 0; i < Calls; i++)
        {
            last = await _adder.Add(1);
        }

        return last;
    }
}
