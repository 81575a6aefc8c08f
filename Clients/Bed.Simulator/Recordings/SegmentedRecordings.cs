using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.BedSimulator.Recordings;

/// <summary>WFDB records of several segments as one recording; what a segment does not hold has no value there.</summary>
internal static class SegmentedRecordings
{
    /// <summary>Three days at 250 Hz.</summary>
    private const long MaxFrames = 3L * 24 * 3600 * 250;

    /// <exception cref="WfdbFormatException">Damaged, or longer than three days at 250 Hz.</exception>
    public static Recording Join(string directory, WfdbSegments segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        if (segments.FrameCount > MaxFrames)
        {
            throw new WfdbFormatException($"{segments.Name} has {segments.FrameCount} frames; at most {MaxFrames} are read.");
        }

        var joined = new List<RecordedSignal>();
        var first = 0L;
        foreach (var segment in segments.Segments)
        {
            if (!segment.IsGap && segment.Frames > 0)
            {
                foreach (var signal in WfdbRecordings.From(WfdbRecord.Load(directory, segment.Name), []).Signals)
                {
                    Add(joined, signal, (int)first, segments);
                }
            }

            first += segment.Frames;
        }

        return new Recording(segments.Name, segments.FrameCount / segments.SampleRate, joined, [], []);
    }

    private static void Add(List<RecordedSignal> joined, RecordedSignal part, int first, WfdbSegments segments)
    {
        var index = joined.FindIndex(signal => signal.Meaning.Code == part.Meaning.Code);
        if (index < 0)
        {
            var nothing = new short[segments.FrameCount];
            Array.Fill(nothing, WaveformChunk.NoValue);
            joined.Add(part with { Rate = segments.SampleRate, Samples = nothing });
            index = joined.Count - 1;
        }
        else if (part.Gain < joined[index].Gain)
        {
            // The finest resolution of all segments, or a segment of 8 bits would make steps of the others.
            joined[index] = Rescale(joined[index], part.Gain, part.Offset);
        }

        var whole = joined[index];
        var samples = Rescale(part, whole.Gain, whole.Offset).Samples;
        samples.AsSpan(0, Math.Min(samples.Length, whole.Samples.Length - first)).CopyTo(whole.Samples.AsSpan(first));
    }

    private static RecordedSignal Rescale(RecordedSignal signal, double gain, double offset) =>
        gain.Equals(signal.Gain) && offset.Equals(signal.Offset)
            ? signal
            : signal with { Gain = gain, Offset = offset, Samples = Array.ConvertAll(signal.Samples, raw => Rescale(signal, raw, gain, offset)) };

    private static short Rescale(RecordedSignal signal, short raw, double gain, double offset)
    {
        var value = Math.Round(((raw * signal.Gain) + signal.Offset - offset) / gain);
        return raw != WaveformChunk.NoValue && Math.Abs(value) <= short.MaxValue ? (short)value : WaveformChunk.NoValue;
    }
}
