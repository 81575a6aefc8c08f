namespace OrleansCare.BedSimulator.Waves;

/// <summary>Systolic, diastolic and mean pressure read from the wave itself: per pulse, the mean of the last four; without pulses, of the last second.</summary>
public sealed class PressureMeter
{
    private const int Pulses = 4;
    private const int LongestPulse = 3 * PulseSignal.Rate;

    private readonly Queue<Pressure> _pulses = new();
    private double _high = double.NegativeInfinity;
    private double _low = double.PositiveInfinity;
    private double _sum;
    private int _count;

    public Pressure? Current
    {
        get
        {
            if (_pulses.Count == 0)
            {
                return null;
            }

            var (high, low, mean) = (0.0, 0.0, 0.0);
            foreach (var pulse in _pulses)
            {
                high += pulse.Systolic;
                low += pulse.Diastolic;
                mean += pulse.Mean;
            }

            return new Pressure(high / _pulses.Count, low / _pulses.Count, mean / _pulses.Count);
        }
    }

    /// <param name="newPulse">A pulse began at the first of <paramref name="values"/>.</param>
    public void Add(ReadOnlySpan<double> values, bool newPulse)
    {
        if (newPulse)
        {
            Close();
        }

        foreach (var value in values)
        {
            _high = Math.Max(_high, value);
            _low = Math.Min(_low, value);
            _sum += value;
            _count++;
        }

        if (_count > LongestPulse)
        {
            _pulses.Clear();
            Close();
        }
    }

    private void Close()
    {
        if (_count > 0)
        {
            _pulses.Enqueue(new Pressure(_high, _low, _sum / _count));
            if (_pulses.Count > Pulses)
            {
                _pulses.Dequeue();
            }
        }

        (_high, _low, _sum, _count) = (double.NegativeInfinity, double.PositiveInfinity, 0, 0);
    }
}

/// <summary>In mmHg.</summary>
public readonly record struct Pressure(double Systolic, double Diastolic, double Mean);
