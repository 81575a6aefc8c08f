using OrleansCare.Clinical.Ecg;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Cli.Ecg;

/// <summary>The ECG leads of a recording in memory, and the analysis run over them in blocks of a quarter of a second, as a device would send them.</summary>
/// <param name="Leads">mV, lead II first, at most three of equal length; NaN is a missing sample.</param>
/// <param name="SampleRate">Hz.</param>
/// <param name="Rails">Range of the converter, mV.</param>
internal sealed record EcgRecording(float[][] Leads, double SampleRate, (double Low, double High) Rails)
{
    // The classifier waits so long for a next beat; a lead that repeats one value is off only after 2 s.
    private const double HeldSeconds = BeatInput.NextBeatSeconds + 0.1;

    private static readonly string[] Preferred = ["MLII", "II"];
    private static readonly string[] Names =
        ["MLII", "II", "I", "III", "MLI", "MLIII", "V", "V1", "V2", "V3", "V4", "V5", "V6", "aVR", "aVL", "aVF", "AVR", "AVL", "AVF", "MCL", "MCL1", "ECG"];

    /// <exception cref="WfdbFormatException">Damaged, or without an ECG lead at a rate that is analysed.</exception>
    public static EcgRecording Load(string directory, string name)
    {
        var record = WfdbRecord.Load(directory, name);
        var rate = record.Header.SampleRate;
        if (rate is < EcgFormat.MinSampleRate or > EcgFormat.MaxSampleRate)
        {
            throw new WfdbFormatException($"{rate} Hz: {EcgFormat.MinSampleRate} to {EcgFormat.MaxSampleRate} Hz are analysed.");
        }

        var signals = Choose(record.Header);
        var leads = new float[signals.Length][];
        var (low, high) = (-10.0, 10.0);
        for (var i = 0; i < signals.Length; i++)
        {
            leads[i] = new float[record.FrameCount];
            record.Read(signals[i], 0, leads[i]);
            var rails = record.Rails(signals[i]);
            (low, high) = (Math.Max(low, rails.Low), Math.Min(high, rails.High));
        }

        return new EcgRecording(leads, rate, (low, high));
    }

    public EcgRecording Resampled(double rate) => this with { Leads = [.. Leads.Select(lead => Resampler.Convert(lead, SampleRate, rate))], SampleRate = rate };

    /// <summary>
    /// Calls <paramref name="each"/> after every block; the findings are only valid within it. The last level is held for
    /// <see cref="HeldSeconds"/> more, so that the last beats are decided as they would be at a bedside, where the signal goes on.
    /// </summary>
    public void Analyze(Action<EcgFindings> each)
    {
        var analyzer = new EcgAnalyzer(new EcgFormat(SampleRate, Leads.Length, Rails.Low, Rails.High));
        var findings = new EcgFindings();
        var block = (int)(SampleRate / 4);
        for (var start = 0; start < Leads[0].Length; start += block)
        {
            var count = Math.Min(block, Leads[0].Length - start);
            Process(analyzer, Leads, start, count, findings);
            each(findings);
        }

        var held = (int)(HeldSeconds * SampleRate);
        Process(analyzer, [.. Leads.Select(lead => Enumerable.Repeat(LastLevel(lead), held).ToArray())], 0, held, findings);
        each(findings);
    }

    // Many recordings end in a sample that is none: the median does not heed it.
    private float LastLevel(float[] lead)
    {
        var last = lead.TakeLast((int)(0.05 * SampleRate)).Order().ToArray();
        return last.Length > 0 ? last[last.Length / 2] : float.NaN;
    }

    private static void Process(EcgAnalyzer analyzer, float[][] leads, int start, int count, EcgFindings findings) => analyzer.Process(
        new EcgBlock
        {
            Lead1 = leads[0].AsSpan(start, count),
            Lead2 = leads.Length > 1 ? leads[1].AsSpan(start, count) : default,
            Lead3 = leads.Length > 2 ? leads[2].AsSpan(start, count) : default,
        },
        findings);

    private static int[] Choose(WfdbHeader header)
    {
        var all = Enumerable.Range(0, header.Signals.Count).ToArray();
        var leads = all.Where(i => Names.Contains(header.Signals[i].Description, StringComparer.Ordinal)).ToArray();
        if (leads.Length == 0)
        {
            leads = [.. all.Where(i => header.Signals[i].Unit == "mV")];
        }

        return leads.Length > 0
            ? [.. leads.OrderBy(i => Preferred.Contains(header.Signals[i].Description) ? 0 : 1).ThenBy(i => i).Take(EcgFormat.MaxLeads)]
            : throw new WfdbFormatException("no ECG lead");
    }
}
