using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>One heart beat as one channel saw it: a QRS on a lead, or a pulse wave.</summary>
internal struct Beat
{
    /// <summary>Index at <see cref="Resampler.Rate"/>: R peak, or the middle of the upstroke.</summary>
    public long Sample;

    /// <summary>Peak to peak in the channel's unit.</summary>
    public double Amplitude;

    /// <summary>With the patient's dominant shape on this channel, -1 to 1; NaN while none is known or the signal was interrupted.</summary>
    public double Likeness;

    /// <summary>Leads: the same within the QRS' own band, over the QRS alone.</summary>
    public double Complex;

    /// <summary>How much of the last minutes' beats looked like this one, 0 to 1 (before it came).</summary>
    public double Familiarity;

    /// <summary>Leads: likeness with the beat before. Pulses: lowest value before the upstroke.</summary>
    public double Measure;

    /// <summary>Leads: likeness with that one of the two beats before that it resembles more.</summary>
    public double Echo;

    /// <summary>The interval before it is unknown.</summary>
    public bool AfterInterruption;

    /// <summary>Whether it is one of the patient's dominant shape: as a whole, or as far as wander and noise let its QRS be seen.</summary>
    public readonly bool IsDominant =>
        (Likeness > ArrhythmiaRules.UsualLikeness && Complex > ArrhythmiaRules.UsualLikeness) || Complex > ArrhythmiaRules.ComplexLikeness;

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(ref Sample);
        codec.Visit(ref Amplitude);
        codec.Visit(ref Likeness);
        codec.Visit(ref Complex);
        codec.Visit(ref Familiarity);
        codec.Visit(ref Measure);
        codec.Visit(ref Echo);
        codec.Visit(ref AfterInterruption);
    }
}

/// <summary>The last beats of a channel; age 0 is the newest.</summary>
internal sealed class RecentBeats
{
    /// <summary>17 beats at 140 per minute and 5 below 40 fit many times; 64 beats at 200 per minute are 19 s.</summary>
    public const int Capacity = 64;

    private readonly Beat[] _beats = new Beat[Capacity];
    private int _next;
    private int _count;

    public int Count => _count;

    public ref Beat this[int age] => ref _beats[(_next - 1 - age + (2 * Capacity)) % Capacity];

    public void Add(in Beat beat)
    {
        _beats[_next] = beat;
        _next = (_next + 1) % Capacity;
        _count = Math.Min(Capacity, _count + 1);
    }

    public void Clear() => (_next, _count) = (0, 0);

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        foreach (ref var beat in _beats.AsSpan())
        {
            beat.Visit(ref codec);
        }

        codec.Visit(ref _next);
        codec.Visit(ref _count);
    }

    public bool IsConsistent => _next is >= 0 and < Capacity && _count is >= 0 and <= Capacity;
}
