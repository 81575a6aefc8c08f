using OrleansCare.Clinical.Arrhythmia;
using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Pulse;

/// <summary>
/// Pulse waves of a pleth or an arterial pressure. After Zong, Heldt, Moody and Mark (Computers in Cardiology 2003;30:259, <c>wabp</c>):
/// low-pass, slope sum function, a threshold that follows the patient's own upstrokes; then each wave is compared with the usual one.
/// </summary>
internal sealed class PulseTrace
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
    private const int MostPending = 8;
    private const int FlatSamples = (int)Resampler.Rate;

    private readonly RecentSamples _samples = new();
    private readonly RecentBeats _beats = new();
    private readonly ShapeMemory _shapes = new(ShapeLength, heedsSize: false);
    private readonly double[] _rises = new double[SlopeSamples];
    private readonly double[] _shape = new double[ShapeLength];
    private readonly long[] _pending = new long[MostPending];
    private Biquad _lowPass = Biquad.LowPass(Resampler.Rate, CutOff);
    private ChannelQuality _quality;
    private int _riseIndex;
    private double _sum;
    private double _lastValue;
    private float _last;
    private int _constantRun;
    private bool _running;
    private bool _interrupted = true;
    private long _usableFor;
    private double _learnTop;
    private double _level;
    private double _usual;
    private bool _inUpstroke;
    private double _top;
    private long _topAt;
    private long _lastPulse = -1;
    private int _pendingCount;

    public RecentSamples Samples => _samples;

    public RecentBeats Beats => _beats;

    public ref readonly ChannelQuality Quality => ref _quality;

    /// <summary>The upstroke this patient usually has on this channel, in the channel's unit; 0 while unknown.</summary>
    public double UsualRise => _usual;

    /// <summary>Takes one sample at <see cref="Resampler.Rate"/> in the channel's unit.</summary>
    public void Take(float value, bool off)
    {
        var sample = _samples.Next;
        var bad = IsBad(value, off);
        _quality.Note(sample, bad);
        if (bad)
        {
            _running = false;
            _interrupted = true;
            _usableFor = 0;
            _inUpstroke = false;
            _samples.Add((float)_lastValue);
            return;
        }

        if (!_running)
        {
            _running = true;
            _lastValue = _lowPass.Settle(value);
            Array.Clear(_rises);
            _sum = 0;
        }

        var smooth = _lowPass.Next(value);
        _samples.Add((float)smooth);
        Sum(Math.Max(0, smooth - _lastValue));
        _lastValue = smooth;
        _usableFor++;
        if (_level <= 0)
        {
            Learn();
        }
        else
        {
            Detect(sample);
        }

        while (_pendingCount > 0 && sample - _pending[0] >= After)
        {
            Finish();
        }
    }

    public void Skip(long samples)
    {
        var stepwise = Math.Min(samples, RecentSamples.Capacity);
        for (var i = 0L; i < stepwise; i++)
        {
            Take(float.NaN, off: false);
        }

        _samples.Skip(samples - stepwise);
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        _samples.Visit(ref codec);
        _beats.Visit(ref codec);
        _shapes.Visit(ref codec);
        codec.Visit(_rises);
        foreach (ref var pending in _pending.AsSpan())
        {
            codec.Visit(ref pending);
        }

        _lowPass.Visit(ref codec);
        _quality.Visit(ref codec);
        codec.Visit(ref _riseIndex);
        codec.Visit(ref _sum);
        codec.Visit(ref _lastValue);
        codec.Visit(ref _last);
        codec.Visit(ref _constantRun);
        codec.Visit(ref _running);
        codec.Visit(ref _interrupted);
        codec.Visit(ref _usableFor);
        codec.Visit(ref _learnTop);
        codec.Visit(ref _level);
        codec.Visit(ref _usual);
        codec.Visit(ref _inUpstroke);
        codec.Visit(ref _top);
        codec.Visit(ref _topAt);
        codec.Visit(ref _lastPulse);
        codec.Visit(ref _pendingCount);
    }

    public bool IsConsistent => _samples.IsConsistent && _beats.IsConsistent && _riseIndex is >= 0 and < SlopeSamples && _pendingCount is >= 0 and <= MostPending;

    private bool IsBad(float value, bool off)
    {
        if (off || !float.IsFinite(value))
        {
            _constantRun = 0;
            return true;
        }

        _constantRun = value.Equals(_last) ? _constantRun + 1 : 0;
        _last = value;
        return _constantRun >= FlatSamples;
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

    private void Detect(long sample)
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
            if (_pendingCount == MostPending)
            {
                Finish();
            }

            _pending[_pendingCount++] = _topAt;
        }
    }

    private void Finish()
    {
        var at = _pending[0];
        Array.Copy(_pending, 1, _pending, 0, --_pendingCount);
        var pulse = new Beat { Sample = at, Likeness = double.NaN };
        var from = at - Math.Max(Before, FootSamples);
        if (_samples.Holds(from) && at + After < _samples.Next)
        {
            for (var i = 0; i < ShapeLength; i++)
            {
                _shape[i] = _samples[at - Before + i];
            }

            var foot = double.PositiveInfinity;
            for (var i = from; i <= at; i++)
            {
                foot = Math.Min(foot, _samples[i]);
            }

            var peak = double.NegativeInfinity;
            for (var i = at; i < at + FootSamples; i++)
            {
                peak = Math.Max(peak, _samples[i]);
            }

            Shapes.RemoveMean(_shape);
            pulse.Amplitude = peak - foot;
            pulse.Measure = foot;
            pulse.Likeness = _shapes.Likeness(_shape);
            pulse.Familiarity = _shapes.Learn(_shape);
            if (!(pulse.Likeness < PulseRules.AlikePulse))
            {
                _usual += UsualFollow * (pulse.Amplitude - _usual);
            }
        }

        pulse.AfterInterruption = _interrupted;
        _interrupted = false;
        _beats.Add(pulse);
    }
}
