using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Edge.Alarms.History;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Patients;
using OrleansCare.Edge.Strips;
using OrleansCare.Edge.Trends;

namespace OrleansCare.Benchmarks.Edge;

[MemoryDiagnoser]
public class StayRecorderBenchmark
{
    private readonly List<Effect> _effects = [];
    private Input[] _inputs = [];
    private StayRecorder _recorder = null!;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        var history = new AlarmHistory(Open("alarms"), Open("strips"), mostAlarms: 1000, new HistoryMetrics(meters));
        _recorder = new StayRecords(history, new TrendStore(Open("trends")), new StripMetrics(meters)).Open(BedPackets.Episode, () => []);
        _inputs = BedPackets.Stamped(200);
    }

    /// <summary>One packet of 250 ms into the rings and the trend: what every packet pays for strips.</summary>
    [Benchmark]
    [AllocatedBytes(0)]
    public void Take()
    {
        _next = (_next + 1) % _inputs.Length;
        _recorder.Take(_inputs[_next], _effects, "ICU-1", again: false);
    }

    private static SegmentLog Open(string name) => SegmentLog.Open(
        new SegmentLogOptions { Name = name, Directory = "/" + name, WhenFull = WhenLogFull.DropOldest }, new NoDisk(), TimeProvider.System, new JournalMetrics(), NullLogger.Instance);
}
