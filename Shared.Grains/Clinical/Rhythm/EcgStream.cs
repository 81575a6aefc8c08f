using System.Buffers;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Rhythm;

/// <summary>The ECG leads of one device, joined into one stream of samples for the analysis.</summary>
internal sealed class EcgStream
{
    /// <summary>Samples that come later than this are a device that began to count anew. Chosen here.</summary>
    private const double LatestSeconds = 10;

    /// <summary>A jump that is longer than this is a device that began to count anew. Chosen here.</summary>
    private const double LongestGapSeconds = 3600;

    private const int Slice = 512;

    /// <summary>Lead II first: the analysis prefers the first usable lead for telling beats apart.</summary>
    private static readonly int[] Preference =
    [
        Mdc.EcgLeadII, Mdc.EcgLeadV, Mdc.EcgLeadI, Mdc.EcgLeadIII, Mdc.EcgLeadAvf, Mdc.EcgLeadMcl, Mdc.EcgLeadV5, Mdc.EcgLeadV1, Mdc.EcgLeadV2,
        Mdc.EcgLeadV3, Mdc.EcgLeadV4, Mdc.EcgLeadV6, Mdc.EcgLeadAvl, Mdc.EcgLeadAvr,
    ];

    private readonly int[] _codes;
    private readonly float[][] _samples;
    private readonly WaveformChunk?[] _chunks = new WaveformChunk?[EcgFormat.MaxLeads];
    private readonly PacketTrail _trail;
    private readonly EcgFindings _findings = new();
    private readonly EcgAnalyzer _analyzer;
    private long _base;
    private SiloTime _heardAt;

    private EcgStream(string device, int[] codes, long firstSample, SiloTime heardAt, EcgAnalyzer analyzer, PacketTrail trail)
    {
        Device = device;
        _codes = codes;
        _base = firstSample;
        _heardAt = heardAt;
        _analyzer = analyzer;
        _trail = trail;
        _samples = [.. codes.Select(_ => new float[Slice])];
    }

    public string Device { get; }

    public SiloTime HeardAt => _heardAt;

    /// <summary>Index of the analysis' sample that comes next.</summary>
    public long NextSample => _analyzer.NextSample;

    /// <summary>Hz.</summary>
    public double SampleRate => _analyzer.Format.SampleRate;

    /// <returns>Null when the packet has no ECG at a rate that can be analysed.</returns>
    public static EcgStream? Start(DevicePacket packet, SiloTime now)
    {
        WaveformChunk? first = null;
        var codes = new List<int>(EcgFormat.MaxLeads);
        foreach (var code in Preference)
        {
            if (Chunk(packet, code) is { SampleRate: >= EcgFormat.MinSampleRate and <= EcgFormat.MaxSampleRate, FirstSample: >= 0 } chunk
                && codes.Count < EcgFormat.MaxLeads && (first is null || chunk.SampleRate.Equals(first.SampleRate)))
            {
                first ??= chunk;
                codes.Add(code);
            }
        }

        return first is null
            ? null
            : new EcgStream(packet.Device, [.. codes], first.FirstSample, now, new EcgAnalyzer(new EcgFormat(first.SampleRate, codes.Count)), new PacketTrail());
    }

    /// <summary>The sample's index in the device's stream.</summary>
    public long DeviceSample(long sample) => sample + _base;

    public PacketTrail.Entry PacketOf(long sample) => _trail.Find(sample);

    /// <returns>False when the packet has ECG, but none of this stream's leads at its rate.</returns>
    public bool Take(in Turn turn, DevicePacket packet, RhythmReporter reporter)
    {
        var reference = 0;
        while (Chunk(packet, _codes[reference])?.SampleRate.Equals(_analyzer.Format.SampleRate) != true)
        {
            if (++reference == _codes.Length)
            {
                return false;
            }
        }

        for (var i = 0; i < packet.Waveforms.Count; i++)
        {
            if (packet.Waveforms[i].Code == _codes[reference])
            {
                Take(turn, packet, packet.Waveforms[i], reporter);
            }
        }

        _heardAt = turn.Now;
        return true;
    }

    public void StepBack(SiloTime now)
    {
        _heardAt = _heardAt > now ? now : _heardAt;
        _trail.StepBack(now);
    }

    public void Write(RecordWriter writer)
    {
        writer.String(Device);
        writer.Double(_analyzer.Format.SampleRate);
        writer.Int32(_codes.Length);
        foreach (var code in _codes)
        {
            writer.Int32(code);
        }

        writer.Int64(_base);
        writer.Int64(_heardAt.UnixMicroseconds);
        _trail.Visit(ref writer);
        var state = new ArrayBufferWriter<byte>();
        _analyzer.WriteState(state);
        var bytes = state.WrittenSpan.ToArray();
        writer.Visit(ref bytes);
        writer.VisitEnd();
    }

    /// <returns>Null when another version of the analysis wrote it: then it learns anew from the next packet on.</returns>
    public static EcgStream? Read(ref RecordReader reader)
    {
        var device = reader.String();
        var rate = reader.Double();
        var codes = new int[reader.VisitCount(0, EcgFormat.MaxLeads)];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = reader.Int32();
        }

        if (codes.Length == 0 || !(rate is >= EcgFormat.MinSampleRate and <= EcgFormat.MaxSampleRate))
        {
            throw new DamagedRecordException($"An ECG of {codes.Length} leads at {rate} Hz cannot be.");
        }

        var format = new EcgFormat(rate, codes.Length);
        var (firstSample, heardAt) = (reader.Int64(), new SiloTime(reader.Int64()));
        var trail = new PacketTrail();
        trail.Visit(ref reader);
        byte[] state = [];
        reader.Visit(ref state);
        reader.VisitEnd();
        var analyzer = EcgAnalyzer.ReadState(format, state, out var error);
        if (analyzer is null)
        {
            return error == StateError.Version ? null : throw new DamagedRecordException($"The state of the ECG analysis is refused: {error}.");
        }

        return new EcgStream(device, codes, firstSample, heardAt, analyzer, trail);
    }

    private static WaveformChunk? Chunk(DevicePacket packet, int code)
    {
        for (var i = 0; i < packet.Waveforms.Count; i++)
        {
            if (packet.Waveforms[i].Code == code)
            {
                return packet.Waveforms[i];
            }
        }

        return null;
    }

    private void Take(in Turn turn, DevicePacket packet, WaveformChunk reference, RhythmReporter reporter)
    {
        var done = Align(turn, reference, reporter);
        if (done >= reference.Samples.Length)
        {
            return;
        }

        _trail.Add(_analyzer.NextSample, packet.Sequence, turn.Now);
        for (var i = 0; i < _codes.Length; i++)
        {
            _chunks[i] = Matching(packet, _codes[i], reference);
        }

        while (done < reference.Samples.Length)
        {
            var length = Math.Min(Slice, reference.Samples.Length - done);
            for (var i = 0; i < _codes.Length; i++)
            {
                Fill(_samples[i].AsSpan(0, length), _chunks[i], done);
            }

            _analyzer.Process(Block(length), _findings);
            reporter.Report(turn, this, _findings);
            done += length;
        }

        Array.Clear(_chunks);
    }

    /// <summary>Tells the analysis of samples that never came.</summary>
    /// <returns>How many samples of the chunk came before.</returns>
    private int Align(in Turn turn, WaveformChunk chunk, RhythmReporter reporter)
    {
        var rate = _analyzer.Format.SampleRate;
        var gap = chunk.FirstSample - (_base + _analyzer.NextSample);
        if (gap < -LatestSeconds * rate || gap > LongestGapSeconds * rate)
        {
            // What was missed is unknown: silence by the silo's clock, at least a sample, so that no interval spans it.
            gap = 1 + (long)Math.Clamp((turn.Now - _heardAt).TotalSeconds * rate, 0, LongestGapSeconds * rate);
            _base = chunk.FirstSample - _analyzer.NextSample - gap;
        }

        if (gap > 0)
        {
            _analyzer.Skip(gap, _findings);
            reporter.Report(turn, this, _findings);
        }

        return (int)Math.Max(0, -gap);
    }

    private WaveformChunk? Matching(DevicePacket packet, int code, WaveformChunk reference)
    {
        for (var i = 0; i < packet.Waveforms.Count; i++)
        {
            var chunk = packet.Waveforms[i];
            if (chunk.Code == code && chunk.FirstSample == reference.FirstSample && chunk.Samples.Length == reference.Samples.Length
                && chunk.SampleRate.Equals(_analyzer.Format.SampleRate))
            {
                return chunk;
            }
        }

        return null;
    }

    private EcgBlock Block(int length) => new()
    {
        Lead1 = _samples[0].AsSpan(0, length),
        Lead2 = _codes.Length > 1 ? _samples[1].AsSpan(0, length) : [],
        Lead3 = _codes.Length > 2 ? _samples[2].AsSpan(0, length) : [],
        Status1 = StatusOf(_chunks[0]),
        Status2 = StatusOf(_chunks[1]),
        Status3 = StatusOf(_chunks[2]),
    };

    /// <summary>A device that calls a lead disturbed still shows beats in it; the analysis measures noise by itself.</summary>
    private static LeadStatus StatusOf(WaveformChunk? chunk) => chunk?.Status == SignalStatus.LeadOff ? LeadStatus.LeadOff : LeadStatus.Ok;

    private static void Fill(Span<float> samples, WaveformChunk? chunk, int from)
    {
        if (chunk is null)
        {
            samples.Fill(float.NaN);
            return;
        }

        var raw = chunk.Samples.Span[from..];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = raw[i] == WaveformChunk.NoValue ? float.NaN : (float)((raw[i] * chunk.Gain) + chunk.Offset);
        }
    }
}
