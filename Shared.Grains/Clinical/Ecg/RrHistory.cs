namespace OrleansCare.Clinical.Ecg;

/// <summary>The last R peaks and the intervals between them; an interruption empties it.</summary>
internal sealed class RrHistory
{
    private readonly double[] _beats = new double[EcgRules.TachycardiaBeats];
    private readonly double _rate;
    private int _count;

    public RrHistory(double rate) => _rate = rate;

    public int Beats => _count;

    public double LastBeat => _beats[0];

    public void Clear() => _count = 0;

    /// <summary>Adds a beat and returns the interval before it in seconds, NaN for the first.</summary>
    public double Add(long sample)
    {
        Array.Copy(_beats, 0, _beats, 1, _beats.Length - 1);
        _beats[0] = sample;
        _count = Math.Min(_beats.Length, _count + 1);
        return _count > 1 ? Interval(0) : double.NaN;
    }

    /// <summary>Seconds; 0 is the newest.</summary>
    public double Interval(int age) => (_beats[age] - _beats[age + 1]) / _rate;

    public double Beat(int age) => _beats[age];

    /// <summary>Beats per minute over the last <paramref name="beats"/> beats, NaN while there are fewer.</summary>
    public double Rate(int beats) => _count >= beats && beats >= 2 ? 60.0 * (beats - 1) * _rate / (_beats[0] - _beats[beats - 1]) : double.NaN;

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(_beats);
        codec.Visit(ref _count);
    }

    public bool IsConsistent => _count >= 0 && _count <= _beats.Length;
}
