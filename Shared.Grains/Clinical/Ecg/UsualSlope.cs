namespace OrleansCare.Clinical.Ecg;

/// <summary>How steep the QRS complexes of one lead usually are, in the detector's measure, and whether the lead can be relied on to show them.</summary>
internal sealed class UsualSlope(double rate)
{
    private const int Memory = 8;
    private const double ShownShare = 0.3;
    private const int ReliableAfter = 6;

    private readonly MovingAverage _average = new((int)(QrsDetector.AverageSeconds * rate));
    private readonly double[] _tops = new double[Memory];
    private readonly double[] _sorted = new double[Memory];
    private int _count;
    private int _shown;
    private double _now;
    private double _top;

    /// <summary>Median of the last QRS complexes, mV/s; 0 before the first.</summary>
    public double Level { get; private set; }

    /// <summary>The last QRS complexes all showed on this lead.</summary>
    public bool IsReliable => _shown >= ReliableAfter;

    /// <summary>The present slope by that of a usual QRS.</summary>
    public double Share => Level > 0 ? _now / Level : 0;

    public void Next(double slope)
    {
        _now = _average.Next(slope);
        _top = Math.Max(_top, _now);
    }

    /// <summary>A QRS was detected: the steepest since the one before is taken for it.</summary>
    public void Beat()
    {
        _tops[_count++ % Memory] = _top;
        _count = _count == 2 * Memory ? Memory : _count;
        var known = Math.Min(Memory, _count);
        Array.Copy(_tops, _sorted, known);
        Array.Sort(_sorted, 0, known);
        Level = _sorted[known / 2];
        _shown = _top >= ShownShare * Level ? Math.Min(ReliableAfter, _shown + 1) : 0;
        _top = 0;
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        _average.Visit(ref codec);
        codec.Visit(_tops);
        codec.Visit(ref _count);
        codec.Visit(ref _shown);
        codec.Visit(ref _now);
        codec.Visit(ref _top);
        var level = Level;
        codec.Visit(ref level);
        Level = level;
    }

    public bool IsConsistent => _average.IsConsistent && _count is >= 0 and < 2 * Memory && _shown is >= 0 and <= ReliableAfter;
}
