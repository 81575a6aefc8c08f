using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>
/// One channel by itself: its samples, where it cannot be read, and its beats with their shapes, so that channels can be witnesses for and against
/// each other. What a beat is, a lead and a pulse wave say.
/// </summary>
internal abstract class BeatTrace
{
    private const int MostPending = 8;

    private readonly long[] _pending = new long[MostPending];
    private readonly int _flatSamples;
    private readonly double _rail;
    private ChannelQuality _quality;
    private float _last;
    private int _constantRun;
    private bool _running;
    private bool _interrupted = true;
    private int _pendingCount;

    /// <param name="flatSeconds">A signal that does not change at all for so long is none.</param>
    /// <param name="rail">In the channel's unit; at it and beyond the amplifier is saturated.</param>
    protected BeatTrace(double flatSeconds, double rail)
    {
        _flatSamples = (int)(flatSeconds * Resampler.Rate);
        _rail = rail;
    }

    public RecentSamples Samples { get; } = new();

    public RecentBeats Beats { get; } = new();

    public ref readonly ChannelQuality Quality => ref _quality;

    /// <summary>Samples after a beat that its shape needs.</summary>
    protected abstract int SamplesAfter { get; }

    /// <summary>Takes one sample at <see cref="Resampler.Rate"/> in the channel's unit.</summary>
    public void Take(float value, bool off)
    {
        var sample = Samples.Next;
        var bad = IsBad(value, off);
        _quality.Note(sample, bad);
        if (bad)
        {
            (_running, _interrupted) = (false, true);
            Samples.Add(Interrupt(sample));
            return;
        }

        Samples.Add(Filter(value, isFirst: !_running));
        _running = true;
        Detect(sample);
        while (_pendingCount > 0 && sample - _pending[0] >= SamplesAfter)
        {
            Finish();
        }
    }

    public void Skip(long samples)
    {
        var stepwise = Math.Min(samples, RecentSamples.Capacity);
        for (var i = 0L; i < stepwise; i++)
        {
            Take(float.NaN, off: false);
        }

        SkipFar(samples - stepwise);
    }

    public virtual void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        Samples.Visit(ref codec);
        Beats.Visit(ref codec);
        _quality.Visit(ref codec);
        codec.Visit(ref _last);
        codec.Visit(ref _constantRun);
        codec.Visit(ref _running);
        codec.Visit(ref _interrupted);
        codec.Visit(ref _pendingCount);
        foreach (ref var pending in _pending.AsSpan())
        {
            codec.Visit(ref pending);
        }
    }

    public virtual bool IsConsistent => Samples.IsConsistent && Beats.IsConsistent && _pendingCount is >= 0 and <= MostPending;

    /// <summary>The signal cannot be read here.</summary>
    /// <returns>What is kept in its place.</returns>
    protected abstract float Interrupt(long sample);

    /// <param name="value">In the channel's unit.</param>
    /// <param name="isFirst">After an interruption: filters start at this value.</param>
    protected abstract float Filter(float value, bool isFirst);

    /// <summary>Looks for a beat now that this sample is there.</summary>
    protected abstract void Detect(long sample);

    /// <summary>Measures a beat whose samples are there, and learns its shape.</summary>
    protected abstract void Describe(ref Beat beat);

    protected virtual void SkipFar(long samples) => Samples.Skip(samples);

    /// <summary>A beat was found whose shape may not be complete yet.</summary>
    protected void Note(long at)
    {
        if (_pendingCount == MostPending)
        {
            Finish();
        }

        _pending[_pendingCount++] = at;
    }

    private bool IsBad(float value, bool off)
    {
        if (off || !float.IsFinite(value))
        {
            _constantRun = 0;
            return true;
        }

        _constantRun = value.Equals(_last) ? _constantRun + 1 : 0;
        _last = value;
        return _constantRun >= _flatSamples || Math.Abs(value) >= _rail;
    }

    private void Finish()
    {
        var beat = new Beat { Sample = _pending[0], Likeness = double.NaN, Complex = double.NaN, AfterInterruption = _interrupted };
        Array.Copy(_pending, 1, _pending, 0, --_pendingCount);
        _interrupted = false;
        Describe(ref beat);
        Beats.Add(beat);
    }
}
