using OrleansCare.Clinical.Ecg;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Cli.Ecg;

/// <summary>A recording's ECG leads run through the analyzer in blocks of a quarter of a second, as a device would send them.</summary>
internal sealed class EcgRecording
{
    private static readonly string[] Preferred = ["MLII", "II"];
    private static readonly string[] Leads =
        ["MLII", "II", "I", "III", "MLI", "MLIII", "V", "V1", "V2", "V3", "V4", "V5", "V6", "aVR", "aVL", "aVF", "AVR", "AVL", "AVF", "MCL", "MCL1", "ECG"];

    private EcgRecording(WfdbRecord record, int[] signals)
    {
        Record = record;
        Signals = signals;
    }

    public WfdbRecord Record { get; }

    /// <summary>Signals that are ECG leads, lead II first, at most three.</summary>
    public IReadOnlyList<int> Signals { get; }

    public double SampleRate => Record.Header.SampleRate;

    public static EcgRecording Load(string directory, string name)
    {
        var record = WfdbRecord.Load(directory, name);
        var signals = new List<int>();
        for (var i = 0; i < record.Header.Signals.Count; i++)
        {
            if (Leads.Contains(record.Header.Signals[i].Description, StringComparer.Ordinal))
            {
                signals.Add(i);
            }
        }

        var ordered = signals.OrderBy(i => Preferred.Contains(record.Header.Signals[i].Description) ? 0 : 1).ThenBy(i => i).Take(EcgFormat.MaxLeads).ToArray();
        return ordered.Length > 0 ? new EcgRecording(record, ordered) : throw new WfdbFormatException($"Record {name} has no ECG lead.");
    }

    /// <summary>Calls <paramref name="each"/> after every block; the findings are only valid within it.</summary>
    public void Analyze(Action<EcgAnalyzer, EcgFindings> each)
    {
        var (low, high) = (-10.0, 10.0);
        foreach (var signal in Signals)
        {
            var rails = Record.Rails(signal);
            (low, high) = (Math.Max(low, rails.Low), Math.Min(high, rails.High));
        }

        var analyzer = new EcgAnalyzer(new EcgFormat(SampleRate, Signals.Count, low, high));
        var findings = new EcgFindings();
        var block = (int)(SampleRate / 4);
        var leads = new float[EcgFormat.MaxLeads][];
        for (var i = 0; i < leads.Length; i++)
        {
            leads[i] = i < Signals.Count ? new float[block] : [];
        }

        for (var start = 0L; start < Record.FrameCount; start += block)
        {
            var count = (int)Math.Min(block, Record.FrameCount - start);
            for (var i = 0; i < Signals.Count; i++)
            {
                Record.Read(Signals[i], start, leads[i].AsSpan(0, count));
            }

            analyzer.Process(
                new EcgBlock
                {
                    Lead1 = leads[0].AsSpan(0, count),
                    Lead2 = Signals.Count > 1 ? leads[1].AsSpan(0, count) : default,
                    Lead3 = Signals.Count > 2 ? leads[2].AsSpan(0, count) : default,
                },
                findings);
            each(analyzer, findings);
        }
    }
}
