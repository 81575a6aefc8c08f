using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansCare.Edge.Journal;

namespace OrleansCare.Benchmarks.Edge;

[MemoryDiagnoser]
public class SegmentLogBenchmark
{
    private static readonly JournalMetrics Metrics = new();

    private readonly byte[] _record = new byte[1100];
    private SegmentLog _log = null!;

    [GlobalSetup]
    public void Setup()
    {
        var options = new SegmentLogOptions { Name = "inputs", Directory = "/none", NodeKey = new byte[32], WhenFull = WhenLogFull.DropOldest };
        _log = SegmentLog.Open(options, new NoDisk(), TimeProvider.System, Metrics, NullLogger.Instance);
    }

    [GlobalCleanup]
    public async Task Cleanup() => await _log.DisposeAsync();

    /// <summary>A packet's record, with its share of the writer thread's work: sealing, framing, segments.</summary>
    [Benchmark]
    [AllocatedBytes(8)]
    public AppendResult TryAppend()
    {
        AppendResult result;
        while ((result = _log.TryAppend(_record, out _)) == AppendResult.Behind)
        {
            Thread.Yield();
        }

        return result;
    }
}
