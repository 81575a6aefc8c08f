using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>The last eight seconds of a signal at <see cref="Resampler.Rate"/>.</summary>
internal sealed class RecentSamples
{
    public const int Capacity = 1024;

    private readonly float[] _samples = new float[Capacity];

    /// <summary>Index of the sample that comes next.</summary>
    public long Next { get; private set; }

    public float this[long sample] => _samples[(int)sample & (Capacity - 1)];

    public bool Holds(long from) => from >= 0 && from >= Next - Capacity;

    public void Add(float value)
    {
        _samples[(int)Next & (Capacity - 1)] = value;
        Next++;
    }

    public void Skip(long samples) => Next += samples;

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(_samples);
        var next = Next;
        codec.Visit(ref next);
        Next = next;
    }

    public bool IsConsistent => Next >= 0;
}
