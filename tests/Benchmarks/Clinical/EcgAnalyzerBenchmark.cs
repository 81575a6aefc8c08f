using BenchmarkDotNet.Attributes;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Benchmarks.Clinical;

[MemoryDiagnoser]
public class EcgAnalyzerBenchmark
{
    private const int Blocks = 240;
    private const int Block = 125;

    private readonly EcgAnalyzer _analyzer = new(new EcgFormat(500, 1));
    private readonly EcgFindings _findings = new();
    private readonly float[] _lead = new float[Blocks * Block];
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        var at = 0;
        foreach (var packet in BedPackets.Make(Blocks))
        {
            var chunk = packet.Waveforms.Single(wave => wave.Code == Mdc.EcgLeadII);
            foreach (var raw in chunk.Samples.Span)
            {
                _lead[at++] = (float)((raw * chunk.Gain) + chunk.Offset);
            }
        }
    }

    /// <summary>One lead, 125 samples at 500 Hz; the same minute again and again.</summary>
    [Benchmark]
    [AllocatedBytes(0)]
    public long Process()
    {
        _analyzer.Process(new EcgBlock { Lead1 = _lead.AsSpan(_next * Block, Block) }, _findings);
        _next = (_next + 1) % Blocks;
        return _analyzer.NextSample;
    }
}
