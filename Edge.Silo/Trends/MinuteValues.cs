namespace OrleansCare.Edge.Trends;

/// <summary>The values of one vital sign in the running minute.</summary>
internal sealed class MinuteValues
{
    /// <summary>Two a second; of a device that sends more, the first ones count for the median and all for the extremes.</summary>
    private const int MostValues = 120;

    private readonly float[] _values = new float[MostValues];
    private int _count;
    private float _low;
    private float _high;

    public void Add(float value)
    {
        _low = _count == 0 ? value : Math.Min(_low, value);
        _high = _count == 0 ? value : Math.Max(_high, value);
        if (_count < MostValues)
        {
            _values[_count++] = value;
        }
    }

    /// <summary>The minute's figures, and a new minute; null when nothing came.</summary>
    public TrendPoint? Close()
    {
        if (_count == 0)
        {
            return null;
        }

        var values = _values.AsSpan(0, _count);
        values.Sort();
        var median = _count % 2 == 1 ? values[_count / 2] : (values[(_count / 2) - 1] + values[_count / 2]) / 2;
        _count = 0;
        return new TrendPoint(median, _low, _high);
    }
}

/// <summary>One minute of one vital sign, in its own unit.</summary>
internal readonly record struct TrendPoint(float Median, float Low, float High)
{
    public TrendPoint With(TrendPoint late) => this with { Low = Math.Min(Low, late.Low), High = Math.Max(High, late.High) };
}
