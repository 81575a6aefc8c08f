using System.Buffers;
using BenchmarkDotNet.Attributes;
using OrleansCare.Clinical.Monitoring;

namespace OrleansCare.Benchmarks.Clinical;

[MemoryDiagnoser]
public class InputCodecBenchmark
{
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private Input _input;

    [GlobalSetup]
    public void Setup() => _input = BedPackets.Stamped(4)[^1];

    [Benchmark]
    [AllocatedBytes(0)]
    public int Write()
    {
        _output.ResetWrittenCount();
        InputCodec.Write(_input, _output);
        return _output.WrittenCount;
    }
}
