using System.Buffers;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Edge.Strips;

/// <summary>The last seconds of one wave by sample index. Its memory is rented, and cleared when given back; adding a chunk allocates nothing.</summary>
internal sealed class WaveRing(string device, int code)
{
    /// <summary>A strip, the longest time from an onset to its alarm for which the strip still begins at the onset, and late packets.</summary>
    public static readonly TimeSpan Kept = StripWindow.Length + StripWindow.LatestDetection + StripWindow.Grace;

    private const int MostChanges = 64;

    private readonly (long FirstSample, SignalStatus Status)[] _quality = new (long, SignalStatus)[MostChanges];
    private int _qualityCount;
    private short[] _samples = [];
    private long _begin;
    private SiloTime _endAt;

    public string Device => device;

    public int Code => code;

    /// <summary>Of all that is kept.</summary>
    public WaveFormat Format { get; private set; }

    /// <summary>Index after the newest sample.</summary>
    public long End { get; private set; }

    public int Bytes => _samples.Length * sizeof(short);

    /// <param name="receivedAt">When the chunk's packet came: the time of its last sample.</param>
    public void Add(WaveformChunk chunk, SiloTime receivedAt)
    {
        if (_samples.Length == 0 || WaveFormat.Of(chunk) != Format || chunk.FirstSample < _begin || chunk.FirstSample > End + _samples.Length)
        {
            Restart(chunk);
        }

        var samples = chunk.Samples.Span;
        samples = samples[Math.Max(0, samples.Length - _samples.Length)..];
        var first = chunk.FirstSample + chunk.Samples.Length - samples.Length;
        for (var lost = Math.Max(End, first - _samples.Length); lost < first; lost++)
        {
            _samples[lost % _samples.Length] = WaveformChunk.NoValue;
        }

        var slot = (int)(first % _samples.Length);
        var untilWrap = Math.Min(samples.Length, _samples.Length - slot);
        samples[..untilWrap].CopyTo(_samples.AsSpan(slot));
        samples[untilWrap..].CopyTo(_samples);

        if (first + samples.Length > End)
        {
            Note(first, chunk.Status);
            End = first + samples.Length;
            _endAt = receivedAt;
        }

        _begin = Math.Max(_begin, End - _samples.Length);
    }

    /// <summary>The index that the wave had, or will have, at this time.</summary>
    public long SampleAt(SiloTime at) => End - (long)Math.Round((_endAt - at).TotalSeconds * Format.SampleRate);

    /// <summary>Fills what is kept of the samples from <paramref name="first"/> on into the target; leaves the rest of it as it is.</summary>
    public void CopyTo(long first, Span<short> target)
    {
        var last = Math.Min(End, first + target.Length);
        for (var sample = Math.Max(_begin, first); sample < last; sample++)
        {
            target[(int)(sample - first)] = _samples[sample % _samples.Length];
        }
    }

    /// <summary>What the device said of the signal: the state at <paramref name="first"/> and the changes up to <paramref name="last"/>.</summary>
    public IEnumerable<(long FirstSample, SignalStatus Status)> Quality(long first, long last)
    {
        var oldest = Math.Max(0, _qualityCount - MostChanges);
        for (var i = oldest; i < _qualityCount; i++)
        {
            var next = i + 1 < _qualityCount ? _quality[(i + 1) % MostChanges].FirstSample : long.MaxValue;
            if (next > first && _quality[i % MostChanges].FirstSample < last)
            {
                yield return (Math.Max(first, _quality[i % MostChanges].FirstSample), _quality[i % MostChanges].Status);
            }
        }
    }

    public void Release()
    {
        if (_samples.Length > 0)
        {
            ArrayPool<short>.Shared.Return(_samples, clearArray: true);
            _samples = [];
        }
    }

    private void Restart(WaveformChunk chunk)
    {
        var length = (int)Math.Ceiling(chunk.SampleRate * Kept.TotalSeconds);
        if (_samples.Length < length)
        {
            Release();
            _samples = ArrayPool<short>.Shared.Rent(length);
        }

        Format = WaveFormat.Of(chunk);
        _begin = End = chunk.FirstSample;
        _qualityCount = 0;
    }

    private void Note(long first, SignalStatus status)
    {
        if (_qualityCount == 0 || _quality[(_qualityCount - 1) % MostChanges].Status != status)
        {
            _quality[_qualityCount++ % MostChanges] = (first, status);
        }
    }
}

/// <summary>What must stay the same for samples to belong to one stretch of a wave.</summary>
internal readonly record struct WaveFormat(double SampleRate, double Gain, double Offset, Unit Unit)
{
    public static WaveFormat Of(WaveformChunk chunk) => new(chunk.SampleRate, chunk.Gain, chunk.Offset, chunk.Unit);
}
