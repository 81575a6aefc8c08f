using System.Globalization;
using System.Runtime.InteropServices;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Ecg.Scoring;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Cli.Ecg;

/// <summary>
/// Writes what training reads: OUT.f32 (little-endian floats, <see cref="BeatInput.Length"/> per row) and OUT.csv
/// (record, sample, annotated class of EC57 or - for no beat, row or -1, reason without a row, 1 when scored,
/// 1 within annotated atrial fibrillation or flutter). Beats are matched from the beginning.
/// </summary>
internal static class BeatExport
{
    public static void Write(EcgSource source, string output)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("The export is little-endian.");
        }

        using var inputs = File.Create(output + ".f32");
        using var index = new StreamWriter(output + ".csv");
        index.WriteLine("record,sample,reference,row,reason,scored,fibrillating");
        var row = 0;
        foreach (var name in source.Names())
        {
            var (recording, ownRate, annotations) = source.Load(name);
            var beats = EcgSource.Beats(annotations, ownRate, recording.SampleRate, BeatMap.Ec57);
            var (detected, reasons) = (new List<long>(), new List<string>());
            var rows = new List<int>();
            recording.Analyze(findings =>
            {
                detected.AddRange(findings.Detected.Select(beat => beat.SampleIndex));
                foreach (var beat in findings.Ready)
                {
                    reasons.Add(beat.Reason.ToString());
                    rows.Add(beat.HasInput ? row++ : -1);
                    if (beat.HasInput)
                    {
                        inputs.Write(MemoryMarshal.AsBytes(findings.Input(beat)));
                    }
                }
            });

            var fibrillation = Fibrillation(annotations, recording.SampleRate / ownRate);
            var start = (long)(BeatMatcher.StartSeconds * recording.SampleRate);
            foreach (var (r, t) in BeatMatcher.Match(beats.Samples, detected, (long)(BeatMatcher.WindowSeconds * recording.SampleRate)))
            {
                var sample = r >= 0 ? beats.Samples[r] : detected[t];
                if (r >= 0 || !beats.InFlutter(sample))
                {
                    var reference = r >= 0 ? beats.Classes[r].ToString() : "-";
                    var (reason, at) = t < 0 ? ("Missed", -1) : t < rows.Count ? (reasons[t], rows[t]) : ("Ended", -1);
                    index.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name},{sample},{reference},{at},{reason},{(sample >= start ? 1 : 0)},{(fibrillation.Exists(part => sample >= part.From && sample < part.To) ? 1 : 0)}"));
                }
            }
        }
    }

    private static List<(double From, double To)> Fibrillation(IEnumerable<WfdbAnnotation> annotations, double scale)
    {
        var parts = new List<(double, double)>();
        double? from = null;
        foreach (var rhythm in annotations.Where(annotation => annotation.Text is ['(', ..]))
        {
            if (from is { } onset)
            {
                parts.Add((onset, rhythm.Sample * scale));
            }

            from = rhythm.Text is "(AFIB" or "(AFL" ? rhythm.Sample * scale : null;
        }

        if (from is { } open)
        {
            parts.Add((open, double.PositiveInfinity));
        }

        return parts;
    }
}
