namespace OrleansCare.Clinical.Ecg;

/// <summary>Mean of the last samples, zeros before the first.</summary>
internal sealed class MovingAverage(int length)
{
    private readonly double[] _window = new double[length];
    private int _index;
    private double _sum;

    public double Next(double value)
    {
        _sum += value - _window[_index];
        _window[_index] = value;
        if (++_index == _window.Length)
        {
            // Adding and subtracting drifts; start each round from the exact sum.
            _index = 0;
            _sum = 0;
            foreach (var part in _window)
            {
                _sum += part;
            }
        }

        return _sum / _window.Length;
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(_window);
        codec.Visit(ref _index);
        codec.Visit(ref _sum);
    }

    public bool IsConsistent => (uint)_index < (uint)_window.Length;
}
