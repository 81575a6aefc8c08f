using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Ecg.Scoring;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Interop.Tests.Wfdb;

public sealed class RecordingsTests
{
    [RecordingsFact]
    public void Checksums_of_all_signals_agree_with_the_headers()
    {
        foreach (var path in Directory.GetFiles(Mitdb, "*.hea"))
        {
            var record = WfdbRecord.Load(Mitdb, Path.GetFileNameWithoutExtension(path));
            var lines = File.ReadLines(path).Where(line => !line.StartsWith('#')).Skip(1).ToArray();
            for (var signal = 0; signal < lines.Length; signal++)
            {
                short sum = 0;
                for (var frame = 0L; frame < record.FrameCount; frame++)
                {
                    sum = unchecked((short)(sum + record.Digital(signal, frame)));
                }

                Assert.Equal(lines[signal].Split(' ')[6], sum.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    [RecordingsFact]
    public void QRS_detection_reaches_99_5_percent_sensitivity_and_predictivity_gross()
    {
        var (hits, missed, extra) = (0, 0, 0);
        foreach (var path in Directory.GetFiles(Mitdb, "*.atr"))
        {
            var (h, m, e) = Score(Path.GetFileNameWithoutExtension(path));
            (hits, missed, extra) = (hits + h, missed + m, extra + e);
        }

        Assert.True(hits >= 0.995 * (hits + missed), $"sensitivity {hits}/{hits + missed}");
        Assert.True(hits >= 0.995 * (hits + extra), $"positive predictivity {hits}/{hits + extra}");
    }

    private static string Mitdb => Path.Combine(RecordingsFactAttribute.Folder, "mitdb");

    private static (int Hits, int Missed, int Extra) Score(string name)
    {
        var record = WfdbRecord.Load(Mitdb, name);
        var start = (long)(BeatMatcher.StartSeconds * record.Header.SampleRate);
        var (flutter, from) = (new List<(long From, long To)>(), 0L);
        var reference = new List<long>();
        foreach (var annotation in WfdbAnnotations.Parse(File.ReadAllBytes(Path.Combine(Mitdb, name + ".atr"))))
        {
            if (annotation.IsFlutterOn)
            {
                from = annotation.Sample;
            }
            else if (annotation.IsFlutterOff)
            {
                flutter.Add((from, annotation.Sample));
            }
            else if (annotation.IsBeat && annotation.Sample >= start)
            {
                reference.Add(annotation.Sample);
            }
        }

        var detected = Detect(record).Where(sample => sample >= start && !flutter.Exists(stretch => sample >= stretch.From && sample <= stretch.To)).ToArray();
        var pairs = BeatMatcher.Match(reference, detected, (long)(BeatMatcher.WindowSeconds * record.Header.SampleRate));
        return (pairs.Count(p => p is { Reference: >= 0, Test: >= 0 }), pairs.Count(p => p.Test < 0), pairs.Count(p => p.Reference < 0));
    }

    private static List<long> Detect(WfdbRecord record)
    {
        // 114 has its leads swapped: lead II comes first.
        var first = record.Header.Signals[1].Description == "MLII" ? 1 : 0;
        var analyzer = new EcgAnalyzer(new EcgFormat(record.Header.SampleRate, 2, record.Rails(0).Low, record.Rails(0).High));
        var (findings, lead1, lead2, detected) = (new EcgFindings(), new float[90], new float[90], new List<long>());
        for (var frame = 0L; frame < record.FrameCount; frame += lead1.Length)
        {
            record.Read(first, frame, lead1);
            record.Read(1 - first, frame, lead2);
            analyzer.Process(new EcgBlock { Lead1 = lead1, Lead2 = lead2 }, findings);
            detected.AddRange(findings.Detected.Select(beat => beat.SampleIndex));
        }

        return detected;
    }
}
