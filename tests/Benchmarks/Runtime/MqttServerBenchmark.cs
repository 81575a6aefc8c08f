using BenchmarkDotNet.Attributes;
using OrleansCare.Mqtt;

namespace OrleansCare.Benchmarks.Runtime;

/// <summary>
/// A publish of QoS 1 from the socket to its PUBACK, the server's bytes alone; mosquitto takes the same publishes from the same client in the same run,
/// and prints beside it.
/// </summary>
[MemoryDiagnoser]
public class MqttServerBenchmark
{
    private MqttEdge _edge = null!;
    private MqttLink _link311 = null!;
    private MqttLink _link500 = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        _edge = await MqttEdge.StartAsync();
        MosquittoPeer.Compare(_edge.Port);
        _link311 = _edge.Connect(MqttVersion.V311, "MON-311");
        _link500 = _edge.Connect(MqttVersion.V500, "MON-500");
    }

    [GlobalCleanup]
    public Task Cleanup() => _edge.DisposeAsync().AsTask();

    [Benchmark(OperationsPerInvoke = MqttLink.Window)]
    [AllocatedBytes(1)]
    public void Publish311() => _link311.PublishWindow();

    [Benchmark(OperationsPerInvoke = MqttLink.Window)]
    [AllocatedBytes(1)]
    public void Publish500() => _link500.PublishWindow();
}
