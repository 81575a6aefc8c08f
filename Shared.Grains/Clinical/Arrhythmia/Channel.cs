using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Pulse;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>One signal of a device on its way from packets to a trace: rate, gaps, and when it was heard.</summary>
internal sealed class Channel
{
    /// <summary>Later, or further ahead, than this is a device that began to count anew. Chosen here.</summary>
    private const double LongestGapSeconds = 60;

    private readonly BeatTrace _trace;
    private Resampler _resampler;
    private long _nextSample;
    private SiloTime _heardAt;

    public Channel(string device, int code, double rate)
    {
        Device = device;
        Code = code;
        Rate = rate;
        _resampler = new Resampler(rate);
        _trace = Mdc.IsEcg(code) ? new LeadTrace() : new PulseTrace();
        _nextSample = -1;
    }

    public string Device { get; }

    /// <summary>An <see cref="Mdc"/> wave code.</summary>
    public int Code { get; }

    public double Rate { get; }

    public SiloTime HeardAt => _heardAt;

    public BeatTrace Trace => _trace;

    /// <summary>Null when it is a pulse wave.</summary>
    public LeadTrace? Lead => _trace as LeadTrace;

    /// <summary>Null when it is a lead.</summary>
    public PulseTrace? Pulse => _trace as PulseTrace;

    public void Take(WaveformChunk chunk, SiloTime now)
    {
        var gap = _nextSample < 0 ? 0 : chunk.FirstSample - _nextSample;
        var from = 0;
        if (Math.Abs(gap) > LongestGapSeconds * Rate)
        {
            _trace.Skip(RecentSamples.Capacity);
        }
        else if (gap > 0)
        {
            _trace.Skip((long)(gap * Resampler.Rate / Rate));
        }
        else
        {
            from = (int)Math.Min(chunk.Samples.Length, -gap);
        }

        var off = chunk.Status == SignalStatus.LeadOff;
        var raw = chunk.Samples.Span;
        for (var i = from; i < raw.Length; i++)
        {
            _resampler.Push(raw[i] == WaveformChunk.NoValue ? float.NaN : (float)((raw[i] * chunk.Gain) + chunk.Offset));
            while (_resampler.Pull(out var value))
            {
                _trace.Take(value, off);
            }
        }

        _nextSample = Math.Max(chunk.FirstSample + raw.Length, from == 0 ? 0 : _nextSample);
        _heardAt = now;
    }

    public void StepBack(SiloTime now) => _heardAt = _heardAt > now ? now : _heardAt;

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        _resampler.Visit(ref codec);
        codec.Visit(ref _nextSample);
        var heard = _heardAt.UnixMicroseconds;
        codec.Visit(ref heard);
        _heardAt = new SiloTime(heard);
        _trace.Visit(ref codec);
    }

    public bool IsConsistent => _resampler.IsConsistent && _trace.IsConsistent;
}
