using BenchmarkDotNet.Attributes;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace OrleansCare.Benchmarks.Runtime;

[GenerateSerializer, Immutable, Alias("benchmarks.Sample")]
public sealed record Sample([property: Id(0)] int Number);

[Alias("benchmarks.ISink")]
public interface ISink : IGrainWithStringKey
{
    [Alias("Subscribe")]
    Task Subscribe();
}

/// <summary>A grain takes no item during a call, so that who waits for items asks beside it.</summary>
[GrainType("benchmarks-sink")]
internal sealed class Sink : Grain, ISink
{
    private static TaskCompletionSource _come = new();
    private static int _left;

    public static Task Await(int items)
    {
        _come = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _left = items;
        return _come.Task;
    }

    public Task Subscribe() => this.GetStreamProvider(BenchmarkSilo.Streams)
        .GetStream<Sample>(StreamId.Create("samples", this.GetPrimaryKeyString()))
        .SubscribeAsync(OnNextAsync);

    private static Task OnNextAsync(Sample sample, StreamSequenceToken? token)
    {
        if (--_left == 0)
        {
            _come.SetResult();
        }

        return Task.CompletedTask;
    }
}

[MemoryDiagnoser]
public class StreamBenchmark
{
    private const int Items = 2_000;

    private static readonly Sample One = new(1);

    private BenchmarkSilo _silo = null!;
    private IAsyncStream<Sample> _stream = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        _silo = await BenchmarkSilo.StartAsync();
        await _silo.Grains.GetGrain<ISink>("one").Subscribe();
        _stream = _silo.Client.GetStreamProvider(BenchmarkSilo.Streams).GetStream<Sample>(StreamId.Create("samples", "one"));
    }

    [GlobalCleanup]
    public Task Cleanup() => _silo.DisposeAsync().AsTask();

    /// <summary>From the producer's call to the end of the consumer's turn.</summary>
    [Benchmark(OperationsPerInvoke = Items)]
    [AllocatedBytes(256)]
    public async Task Deliver()
    {
        var come = Sink.Await(Items);
        for (var item = 0; item < Items; item++)
        {
            await _stream.OnNextAsync(One);
        }

        await come;
    }
}
