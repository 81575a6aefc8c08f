namespace OrleansCare.BedSimulator.Waves;

/// <summary>A rate as a monitor shows it: the mean of the last eight intervals.</summary>
public sealed class RateMeter
{
    private const int Intervals = 8;

    /// <summary>Seconds without a beat after which the rate is 0 and averaging begins anew.</summary>
    private const double Pause = 3;

    private readonly Queue<double> _times = new();
    private double _last = double.NegativeInfinity;

    public void Add(double at)
    {
        if (at - _last > Pause)
        {
            _times.Clear();
        }

        _last = at;
        _times.Enqueue(at);
        if (_times.Count > Intervals + 1)
        {
            _times.Dequeue();
        }
    }

    /// <summary>Per minute; 0 when nothing came for a while, null before the second beat.</summary>
    public double? At(double now)
    {
        if (now - _last > Pause)
        {
            return double.IsNegativeInfinity(_last) ? null : 0;
        }

        return _times.Count < 2 ? null : 60 * (_times.Count - 1) / (_last - _times.Peek());
    }
}
