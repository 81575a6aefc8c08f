namespace OrleansCare.Interop.Wfdb;

/// <summary>A recording held in memory: header, signal files, random access in physical units.</summary>
public sealed class WfdbRecord
{
    private const long MaxFileBytes = 512L << 20;

    private readonly Track[] _tracks;

    private WfdbRecord(WfdbHeader header, Track[] tracks, long frames)
    {
        Header = header;
        _tracks = tracks;
        FrameCount = frames;
    }

    public WfdbHeader Header { get; }

    public long FrameCount { get; }

    /// <summary>Reads NAME.hea and the signal files beside it.</summary>
    /// <exception cref="WfdbFormatException">Damaged, larger than 512 MB, or shorter than its header says.</exception>
    public static WfdbRecord Load(string directory, string name)
    {
        var header = WfdbHeader.Parse(File.ReadAllText(Path.Combine(directory, name + ".hea")));
        return FromBytes(header, file =>
        {
            var path = Path.Combine(directory, file);
            var length = new FileInfo(path).Length;
            return length <= MaxFileBytes
                ? File.ReadAllBytes(path)
                : throw new WfdbFormatException($"{file} has {length} bytes; at most {MaxFileBytes} are read.");
        });
    }

    /// <summary>Like <see cref="Load"/>, with the files from anywhere.</summary>
    public static WfdbRecord FromBytes(WfdbHeader header, Func<string, ReadOnlyMemory<byte>> readFile)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(readFile);
        var tracks = new Track[header.Signals.Count];
        var frames = header.FrameCount ?? long.MaxValue;
        for (var first = 0; first < tracks.Length;)
        {
            var lead = header.Signals[first];
            var end = first + 1;
            while (end < tracks.Length && header.Signals[end].FileName == lead.FileName)
            {
                end++;
            }

            var file = readFile(lead.FileName);
            if (lead.ByteOffset > file.Length)
            {
                throw new WfdbFormatException($"{lead.FileName} has {file.Length} bytes and its samples begin at {lead.ByteOffset}.");
            }

            var bytes = file[(int)lead.ByteOffset..];
            var stored = WfdbSamples.Count(lead.Format, bytes.Length) / (end - first);
            if (header.FrameCount is { } announced && stored < announced)
            {
                throw new WfdbFormatException($"{lead.FileName} holds {stored} frames and the header announces {announced}.");
            }

            frames = Math.Min(frames, stored);
            for (var i = first; i < end; i++)
            {
                if (header.Signals[i].Format != lead.Format || header.Signals[i].ByteOffset != lead.ByteOffset)
                {
                    throw new WfdbFormatException($"Signals of one file ({lead.FileName}) differ in format or byte offset.");
                }

                tracks[i] = new Track(header.Signals[i], bytes, i - first, end - first);
            }

            first = end;
        }

        return new WfdbRecord(header, tracks, tracks.Length == 0 ? 0 : frames);
    }

    /// <summary>Fills <paramref name="output"/> with physical values of one signal; missing samples and those outside the record are NaN.</summary>
    public void Read(int signal, long firstFrame, Span<float> output)
    {
        var track = _tracks[signal];
        var samples = track.Bytes.Span;
        for (var i = 0; i < output.Length; i++)
        {
            var value = At(track, samples, firstFrame + i);
            output[i] = value == WfdbSamples.Missing ? float.NaN : (float)((value - track.Signal.Baseline) / track.Signal.Gain);
        }
    }

    /// <summary>The digital value, <see cref="WfdbSamples.Missing"/> when there is none.</summary>
    public int Digital(int signal, long frame) => At(_tracks[signal], _tracks[signal].Bytes.Span, frame);

    /// <summary>The range of the converter in physical units; infinite when the header does not state its resolution.</summary>
    public (double Low, double High) Rails(int signal)
    {
        var line = _tracks[signal].Signal;
        if (line.AdcResolution is < 1 or > 30)
        {
            return (double.NegativeInfinity, double.PositiveInfinity);
        }

        var half = 1 << (line.AdcResolution - 1);
        var (a, b) = ((line.AdcZero - half - line.Baseline) / line.Gain, (line.AdcZero + half - 1 - line.Baseline) / line.Gain);
        return (Math.Min(a, b), Math.Max(a, b));
    }

    private int At(Track track, ReadOnlySpan<byte> samples, long frame)
        => frame < 0 || frame >= FrameCount
            ? WfdbSamples.Missing
            : WfdbSamples.At(track.Signal.Format, samples, ((frame + track.Signal.Skew) * track.Stride) + track.Position);

    private readonly record struct Track(WfdbSignal Signal, ReadOnlyMemory<byte> Bytes, int Position, int Stride);
}
