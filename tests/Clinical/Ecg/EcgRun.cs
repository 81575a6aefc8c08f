using System.Buffers;
using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Tests.Ecg;

/// <summary>Feeds an analyzer in blocks and keeps copies of everything it finds.</summary>
internal sealed class EcgRun
{
    private readonly EcgFindings _findings = new();

    public EcgRun(EcgAnalyzer analyzer) => Analyzer = analyzer;

    public EcgRun(double rate, int leads = 1)
        : this(new EcgAnalyzer(new EcgFormat(rate, leads)))
    {
    }

    public EcgAnalyzer Analyzer { get; }

    public List<BeatDetected> Detected { get; } = [];

    public List<BeatReady> Ready { get; } = [];

    public List<float[]?> Inputs { get; } = [];

    public List<RhythmFinding> Rhythm { get; } = [];

    public EcgRun Feed(float[] lead1, int block = 100, float[]? lead2 = null, LeadStatus status1 = LeadStatus.Ok)
    {
        for (var start = 0; start < lead1.Length; start += block)
        {
            var count = Math.Min(block, lead1.Length - start);
            Analyzer.Process(
                new EcgBlock { Lead1 = lead1.AsSpan(start, count), Lead2 = lead2 is null ? default : lead2.AsSpan(start, count), Status1 = status1 }, _findings);
            Keep();
        }

        return this;
    }

    public EcgRun Skip(long samples)
    {
        Analyzer.Skip(samples, _findings);
        Keep();
        return this;
    }

    public byte[] State()
    {
        var buffer = new ArrayBufferWriter<byte>();
        Analyzer.WriteState(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    public IEnumerable<RhythmFinding> Of(RhythmKind kind) => Rhythm.Where(finding => finding.Kind == kind);

    private void Keep()
    {
        Detected.AddRange(_findings.Detected);
        Rhythm.AddRange(_findings.Rhythm);
        foreach (var beat in _findings.Ready)
        {
            Ready.Add(beat);
            Inputs.Add(beat.HasInput ? _findings.Input(beat).ToArray() : null);
        }
    }
}
