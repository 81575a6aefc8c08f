using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Vitals;

/// <summary>The values of one vital sign in the running minute, and what the minutes before left behind.</summary>
internal struct MinuteWindow
{
    /// <summary>Ten values a second. Values beyond it still widen the extremes and are counted, but do not move the median.</summary>
    public const int Capacity = 600;

    private double[] _values;
    private int _kept;

    public int Count;
    public double Minimum;
    public double Maximum;
    public string Device;
    private long _silence;

    public bool HasMedian;
    public double Median;
    public SiloTime MedianEnd;

    /// <summary>How long the median's device may be silent, in microseconds.</summary>
    public long MedianSilence;

    public bool WasSent;
    public double Sent;
    public SiloTime SentEnd;

    public MinuteWindow()
    {
        _values = new double[64];
        Device = "";
    }

    public void Add(double value, string device, TimeSpan silence)
    {
        Minimum = Count == 0 ? value : Math.Min(Minimum, value);
        Maximum = Count == 0 ? value : Math.Max(Maximum, value);
        Device = device;
        _silence = (long)silence.TotalMicroseconds;
        Count++;
        if (_kept == Capacity)
        {
            return;
        }

        if (_kept == _values.Length)
        {
            Array.Resize(ref _values, Math.Min(Capacity, 2 * _kept));
        }

        _values[_kept++] = value;
    }

    /// <summary>Takes the median of an odd number of values, the mean of the middle two of an even one.</summary>
    public void Close(SiloTime end)
    {
        Array.Sort(_values, 0, _kept);
        Median = _kept % 2 == 1 ? _values[_kept / 2] : (_values[(_kept / 2) - 1] + _values[_kept / 2]) / 2;
        MedianEnd = end;
        MedianSilence = _silence;
        HasMedian = true;
    }

    /// <summary>A single value of a minute that is over stands as its median, unless a later one does.</summary>
    public void Stand(double value, SiloTime end, TimeSpan silence)
    {
        if (!HasMedian || MedianEnd <= end)
        {
            (HasMedian, Median, MedianEnd, MedianSilence) = (true, value, end, (long)silence.TotalMicroseconds);
        }
    }

    public void Restart()
    {
        Count = 0;
        _kept = 0;
    }

    public void StepBack(SiloTime now)
    {
        MedianEnd = MedianEnd > now ? now : MedianEnd;
        SentEnd = SentEnd > now ? now : SentEnd;
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        _kept = fields.VisitCount(_kept, Capacity);
        if (_kept > _values.Length)
        {
            Array.Resize(ref _values, Capacity);
        }

        for (var i = 0; i < _kept; i++)
        {
            fields.Visit(ref _values[i]);
        }

        fields.Visit(ref Count);
        fields.Visit(ref Minimum);
        fields.Visit(ref Maximum);
        fields.Visit(ref Device);
        fields.Visit(ref HasMedian);
        fields.Visit(ref Median);
        fields.Visit(ref MedianEnd);
        fields.Visit(ref WasSent);
        fields.Visit(ref Sent);
        fields.Visit(ref SentEnd);
        if (fields.VisitMore())
        {
            fields.Visit(ref _silence);
            fields.Visit(ref MedianSilence);
        }

        fields.VisitEnd();
    }
}
