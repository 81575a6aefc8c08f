using BenchmarkDotNet.Attributes;
using OrleansCare.Clinical.Monitoring;

namespace OrleansCare.Benchmarks.Clinical;

[MemoryDiagnoser]
public class PatientMonitorBenchmark
{
    // 83 minutes; then a new stay begins, which is part of the figure, at some bytes an operation.
    private const int Packets = 20_000;

    private readonly List<Effect> _effects = new(64);
    private Input[] _inputs = [];
    private PatientMonitor _monitor = null!;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        _inputs = BedPackets.Stamped(Packets);
        _next = _inputs.Length;
    }

    /// <summary>One packet of 250 ms: analysis, beats to be classified, alarms, score, minute values.</summary>
    [Benchmark]
    [AllocatedBytes(320)]
    public int Apply()
    {
        if (_next == _inputs.Length)
        {
            _monitor = new PatientMonitor(BedPackets.Episode);
            _next = 0;
        }

        _effects.Clear();
        _monitor.Apply(_inputs[_next++], _effects);
        return _effects.Count;
    }
}
