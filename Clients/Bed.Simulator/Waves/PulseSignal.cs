using OrleansCare.BedSimulator.Physiology;

namespace OrleansCare.BedSimulator.Waves;

/// <summary>A pulse wave at 250 Hz: a steep rise, a decay towards the next beat with a dicrotic notch, and a fall to the floor when no beat comes.</summary>
public sealed class PulseSignal
{
    public const int Rate = 250;
    private const double Rise = 0.11;
    private const double NotchAfter = 0.30;
    private const double NotchWidth = 0.030;

    private readonly Queue<Pulse> _coming = new();
    private readonly double _transit;
    private readonly double _floor;
    private Pulse _current;
    private double _foot;
    private double _last;
    private long _taken;

    /// <param name="transit">Seconds from the R peak to the foot of the pulse.</param>
    /// <param name="floor">Where the wave ends up without beats.</param>
    public PulseSignal(double transit, double floor)
    {
        (_transit, _floor, _foot, _last) = (transit, floor, floor, floor);
        _current = new Pulse(0, floor, floor, 1);
    }

    /// <summary>Foot of the pulse that began during the last <see cref="Take"/>, in seconds, for each in turn.</summary>
    public List<double> Begun { get; } = [];

    public void Add(in Beat beat, double low, double high) => _coming.Enqueue(new Pulse(beat.At + _transit, low, high, beat.Expected));

    public void Take(Span<double> values)
    {
        Begun.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            var now = (double)_taken++ / Rate;
            if (_coming.TryPeek(out var next) && next.Foot <= now)
            {
                _current = _coming.Dequeue();
                _foot = _last;
                Begun.Add(_current.Foot);
            }

            _last = Value(now - _current.Foot);
            values[i] = _last;
        }
    }

    private double Value(double since)
    {
        var (high, low) = (_current.High, Math.Max(_current.Low, _floor + 0.01));
        if (high <= _floor + 0.02)
        {
            return _floor;
        }

        if (since < Rise)
        {
            return _foot + ((high - _foot) * (1 - Math.Cos(Math.PI * since / Rise)) / 2);
        }

        // Reaches the diastolic value when the next beat is due.
        var tau = Math.Max(_current.Expected - Rise, 0.15) / Math.Log((high - _floor) / (low - _floor));
        var decay = _floor + ((high - _floor) * Math.Exp(-(since - Rise) / tau));
        var beside = (since - NotchAfter) / NotchWidth;
        var after = (since - NotchAfter - (2 * NotchWidth)) / NotchWidth;
        return decay + ((high - low) * ((-0.07 * Math.Exp(-beside * beside / 2)) + (0.05 * Math.Exp(-after * after / 2))));
    }

    private readonly record struct Pulse(double Foot, double Low, double High, double Expected);
}
