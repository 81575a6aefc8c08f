using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.BedSimulator.Recordings;

/// <summary>Recordings in WFDB form (mitdb, cinc2015), at their own rates, with the beats of their annotations where there are any.</summary>
public static class WfdbRecordings
{
    public static Recording Load(string directory, string name)
    {
        if (WfdbSegments.Parse(File.ReadAllText(Path.Combine(directory, name + ".hea"))) is { } segments)
        {
            return SegmentedRecordings.Join(directory, segments);
        }

        var record = WfdbRecord.Load(directory, name);
        var annotations = Path.Combine(directory, name + ".atr");
        return From(record, File.Exists(annotations) ? WfdbAnnotations.Parse(File.ReadAllBytes(annotations)) : []);
    }

    /// <summary>Like <see cref="Load"/>, from what is in memory.</summary>
    public static Recording From(WfdbRecord record, IReadOnlyList<WfdbAnnotation> annotations)
    {
        ArgumentNullException.ThrowIfNull(record);
        var rate = record.Header.SampleRate;
        var signals = new List<RecordedSignal>();
        for (var i = 0; i < record.Header.Signals.Count; i++)
        {
            var line = record.Header.Signals[i];
            if (SignalMeaning.Of(line.Description) is { } meaning && signals.TrueForAll(s => s.Meaning.Code != meaning.Code))
            {
                signals.Add(new RecordedSignal(meaning, rate, 1 / line.Gain, -line.Baseline / line.Gain, Read(record, i)));
            }
        }

        var beats = annotations.Where(a => a.IsBeat).Select(a => a.Sample / rate).ToList();
        return new Recording(record.Header.Name, record.FrameCount / rate, signals, beats, []);
    }

    private static short[] Read(WfdbRecord record, int signal)
    {
        var samples = new short[record.FrameCount];
        for (var i = 0; i < samples.Length; i++)
        {
            var value = record.Digital(signal, i);
            samples[i] = value is > short.MinValue and <= short.MaxValue ? (short)value : WaveformChunk.NoValue;
        }

        return samples;
    }
}
