using OrleansCare.Clinical.Arrhythmia;
using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Pulse;

/// <summary>
/// Pulse waves of a pleth or an arterial pressure. After Zong, Heldt, Moody and Mark (Computers in Cardiology 2003;30:259, <c>wabp</c>):
/// low-pass, slope sum function, a threshold that follows the patient's own upstrokes; then each wave is compared with the usual one.
/// </summary>
internal sealed class PulseTrace() : BeatTrace(FlatSeconds, rail: double.PositiveInfinity)
{
    /// <summary>Zong 2003: 16 Hz, slopes summed over 128 ms, upstrokes closer than 0.25 s are one, a threshold of 60 % that falls when nothing comes for 2.5 s.</summary>
    private const double CutOff = 16;
    private const int SlopeSamples = 16;
    private const int RefractorySamples = 31;
    private const double ThresholdShare = 0.6;
    private const int OverdueSamples = 312;

    private const double LevelFollow = 1.0 / 8;

    /// <summary>Of the usual upstroke: below it, what rises is noise of the sensor.</summary>
    private const double SmallestShare = 0.1;

    private const double ThresholdFallPerSample = 0.995;
    private const double UsualFollow = 1.0 / 32;
    private const int LearnSamples = 500;

    private const int Before = 12;
    private const int After = 36;
    private const int ShapeLength = Before + After + 1;
    private const int FootSamples = 37;
    private const double FlatSeconds = 1;

    private readonly ShapeMemory _shapes = new(ShapeLength, heedsSize: false);
    private readonly double[] _rises = new double[SlopeSamples];
    private readonly double[] _shape = new double[ShapeLength];
    private Biquad _lowPass = Biquad.LowPass(Resampler.Rate, CutOff);
    private int _riseIndex;
    private double _sum;
    private double _lastValue;
    private long _usableFor;
    private double _learnTop;
    private double _level;
    private double _usual;
    private bool _inUpstroke;
    private double _top;
    private long _topAt;
    private long _lastPulse = -1;

    /// <summary>The upstroke this patient usually has on this channel, in the channel's unit; 0 while unknown.</summary>
    public double UsualRise => _usual;

    protected override int SamplesAfter => After;

    public override void Visit<T>(ref T codec)
    {
        base.Visit(ref codec);
        _shapes.Visit(ref codec);
        codec.Visit(_rises);
        _lowPass.Visit(ref codec);
        codec.Visit(ref _riseIndex);
        codec.Visit(ref _sum);
        codec.Visit(ref _lastValue);
        codec.Visit(ref _usableFor);
        codec.Visit(ref _learnTop);
        codec.Visit(ref _level);
        codec.Visit(ref _usual);
        codec.Visit(ref _inUpstroke);
        codec.Visit(ref _top);
        codec.Visit(ref _topAt);
        codec.Visit(ref _lastPulse);
    }

    public override bool IsConsistent => base.IsConsistent && _riseIndex is >= 0 and < SlopeSamples;

    protected override float Interrupt(long sample)
    {
        _usableFor = 0;
        _inUpstroke = false;
        return (float)_lastValue;
    }

    protected override float Filter(float value, bool isFirst)
    {
        if (isFirst)
        {
            _lastValue = _lowPass.Settle(value);
            Array.Clear(_rises);
            _sum = 0;
        }

        var smooth = _lowPass.Next(value);
        Sum(Math.Max(0, smooth - _lastValue));
        _lastValue = smooth;
        return (float)smooth;
    }

    protected override void Detect(long sample)
    {
        _usableFor++;
        if (_level <= 0)
        {
            Learn();
        }
        else
        {
            Follow(sample);
        }
    }

    protected override void Describe(ref Beat beat)
    {
        var at = beat.Sample;
        var from = at - Math.Max(Before, FootSamples);
        if (!Samples.Holds(from) || at + After >= Samples.Next)
        {
            return;
        }

        for (var i = 0; i < ShapeLength; i++)
        {
            _shape[i] = Samples[at - Before + i];
        }

        var foot = double.PositiveInfinity;
        for (var i = from; i <= at; i++)
        {
            foot = Math.Min(foot, Samples[i]);
        }

        var peak = double.NegativeInfinity;
        for (var i = at; i < at + FootSamples; i++)
        {
            peak = Math.Max(peak, Samples[i]);
        }

        Shapes.RemoveMean(_shape);
        beat.Amplitude = peak - foot;
        beat.Measure = foot;
        beat.Likeness = _shapes.Likeness(_shape);
        beat.Complex = beat.Likeness;
        beat.Familiarity = _shapes.Learn(_shape);
        if (!(beat.Likeness < PulseRules.AlikePulse))
        {
            _usual += UsualFollow * (beat.Amplitude - _usual);
        }
    }

    private void Sum(double rise)
    {
        _sum += rise - _rises[_riseIndex];
        _rises[_riseIndex] = rise;
        if (++_riseIndex == SlopeSamples)
        {
            // Adding and subtracting drifts; start each round from the exact sum.
            _riseIndex = 0;
            _sum = 0;
            foreach (var part in _rises)
            {
                _sum += part;
            }
        }
    }

    private void Learn()
    {
        _learnTop = Math.Max(_learnTop, _sum);
        if (_usableFor >= LearnSamples && _learnTop > 0)
        {
            _level = _learnTop;
            _usual = _learnTop;
        }
    }

    private void Follow(long sample)
    {
        if (sample - Math.Max(_lastPulse, _topAt) > OverdueSamples)
        {
            _level = Math.Max(_level * ThresholdFallPerSample, SmallestShare * _usual);
        }

        if (!_inUpstroke)
        {
            if (_sum > ThresholdShare * _level)
            {
                (_inUpstroke, _top, _topAt) = (true, _sum, sample);
            }

            return;
        }

        if (_sum > _top)
        {
            (_top, _topAt) = (_sum, sample);
        }
        else if (_sum < _top / 2)
        {
            _inUpstroke = false;
            _level += LevelFollow * (Math.Min(_top, 2 * _level) - _level);
            if (_lastPulse >= 0 && _topAt - _lastPulse < RefractorySamples)
            {
                return;
            }

            _lastPulse = _topAt;
            Note(_topAt);
        }
    }
}
