using BenchmarkDotNet.Attributes;
using OrleansCare.Edge.Devices.Intake;

namespace OrleansCare.Benchmarks.Edge;

/// <summary>
/// A monitor's publish from its payload to the receipt that says it is on the disk: the reader, DeviceGrain, PatientGrain with the core, the Inputs log. Waits
/// for one fsync a packet, as nothing else comes meanwhile: the time is the disk's.
/// </summary>
[MemoryDiagnoser]
public class DeviceIntakeBenchmark
{
    /// <summary>Until the stay's rings and the analysis hold all that they will.</summary>
    private const int MinutesBefore = 5;

    private OneBedEdge _edge = null!;
    private MonitorPayloads _payloads = null!;
    private byte[][] _minute = [];

    [GlobalSetup]
    public async Task Setup()
    {
        _edge = await OneBedEdge.StartAsync();
        _payloads = new MonitorPayloads(_edge.Time.GetUtcNow());
        for (var i = 0; i < MinutesBefore; i++)
        {
            MakeMinute();
            await TakeUntilDurable();
        }
    }

    [GlobalCleanup]
    public Task Cleanup() => _edge.DisposeAsync().AsTask();

    [IterationSetup]
    public void MakeMinute() => _minute = _payloads.NextMinute();

    /// <summary>All that a packet brings about on the node, on whichever thread: beats answered without a model, the minute's values for trend and outbox.</summary>
    [Benchmark(OperationsPerInvoke = MonitorPayloads.PerMinute)]
    [AllocatedBytes(3072)]
    public async Task TakeUntilDurable()
    {
        foreach (var payload in _minute)
        {
            var receipt = await _edge.TakeAsync(payload);
            if (receipt is not { Outcome: IntakeOutcome.Accepted, Quarantined: 0, Ignored: 0 })
            {
                throw new InvalidOperationException($"A packet was not taken whole: {receipt.Outcome}, {receipt.Quarantined} elements in quarantine, {receipt.Ignored} ignored.");
            }
        }
    }
}
