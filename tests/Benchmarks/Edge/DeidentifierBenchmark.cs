using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using OrleansCare.Interop.Deidentification;
using OrleansCare.TestKit;

namespace OrleansCare.Benchmarks.Edge;

[MemoryDiagnoser]
public class DeidentifierBenchmark
{
    private readonly Deidentifier _deidentifier = new(PolicyLoader.LoadObservationV1());
    private readonly StayDisguise _stay = new("p-5e1f", -new TimeSpan(100, 5, 30, 0, 250));
    private readonly ArrayBufferWriter<byte> _output = new(16 * 1024);
    private byte[] _observation = [];

    [GlobalSetup]
    public void Setup()
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("tests", "golden", "interop", "observation-alarm-spo2-low.json")));
        _observation = JsonSerializer.SerializeToUtf8Bytes(golden.RootElement);
    }

    [Benchmark]
    [AllocatedBytes(6000)]
    public bool Apply()
    {
        _output.ResetWrittenCount();
        return _deidentifier.Apply(_observation, _stay, _output).Succeeded;
    }
}
