namespace OrleansCare.Clinical.Ecg;

/// <summary>
/// Decides where QRS complexes are in the summed slope of all usable leads. After Pan and Tompkins (IEEE Trans Biomed Eng 1985;32:230)
/// and Hamilton and Tompkins (1986;33:1157): moving average, peaks at least a refractory time apart, a threshold between the
/// usual QRS and the usual noise peak, a slope rule against T waves, and search-back when a beat is overdue.
/// </summary>
internal sealed class QrsDetector
{
    private const double AverageSeconds = 0.1;
    private const double PeakOverSeconds = 0.095;
    private const double LearnSeconds = 2;
    private const double ThresholdShare = 0.43;
    private const double SearchBackShare = 0.4;
    private const double SearchBackStart = 0.9;
    private const double SearchBackSlope = 0.5;
    private const double OverdueFactor = 1.5;
    private const double SurgeLimit = 2;

    // A QRS of 0.15 mV and 80 ms, the least that counts (IEC 60601-2-27), averages 2.1 to 2.4 mV/s of slope at any sample rate.
    private const double SmallestQrs = 2;
    private const int Memory = 8;

    private readonly double[] _window;
    private readonly double[] _slopes;
    private readonly double[] _qrsPeaks = new double[Memory];
    private readonly double[] _noisePeaks = new double[Memory];
    private readonly double[] _intervals = new double[Memory];
    private readonly int _peakOver;
    private readonly int _refractory;
    private readonly int _tWave;
    private readonly int _learn;
    private readonly double _rate;

    private int _windowIndex;
    private double _sum;
    private int _slopeIndex;
    private long _usableFor;
    private double _learnPeak;
    private bool _rising;
    private double _previous;
    private double _topValue;
    private long _topAt;
    private double _pendingValue;
    private double _pendingSlope;
    private long _pendingAt = -1;
    private double _candidateValue;
    private double _candidateSlope;
    private long _candidateAt = -1;
    private long _lastQrs = -1;
    private double _lastSlope;
    private int _qrsCount;
    private int _noiseCount;
    private int _intervalCount;
    private double _qrsLevel;
    private double _noiseLevel;

    public QrsDetector(double rate)
    {
        _rate = rate;
        _window = new double[(int)(AverageSeconds * rate)];
        _slopes = new double[(int)(0.2 * rate)];
        _peakOver = (int)(PeakOverSeconds * rate);
        _refractory = (int)(EcgRules.RefractorySeconds * rate);
        _tWave = (int)(EcgRules.TWaveSeconds * rate);
        _learn = (int)(LearnSeconds * rate);
    }

    /// <summary>Where the moving average of the detected QRS had its top; -1 when this sample decided nothing.</summary>
    public long Next(long sample, double slope, bool usable, out bool bySearchBack)
    {
        bySearchBack = false;
        var level = Average(slope);
        _slopes[_slopeIndex] = slope;
        _slopeIndex = _slopeIndex + 1 == _slopes.Length ? 0 : _slopeIndex + 1;
        if (!usable)
        {
            Interrupt();
            return -1;
        }

        if (++_usableFor <= _learn && _qrsCount == 0)
        {
            _learnPeak = Math.Max(_learnPeak, level);
            if (_usableFor < _learn)
            {
                return -1;
            }

            Learn(_learnPeak);
        }

        FindPeak(sample, level);
        var found = -1L;
        if (_pendingAt >= 0 && sample - _pendingAt >= _refractory)
        {
            found = Classify(_pendingAt, _pendingValue, _pendingSlope);
            _pendingAt = -1;
        }

        if (found < 0 && _candidateAt >= 0 && _lastQrs >= 0 && _intervalCount > 0
            && _candidateValue > Math.Max(SmallestQrs, OverdueShare(sample) * Threshold()))
        {
            bySearchBack = true;
            found = Accept(_candidateAt, _candidateValue, _candidateSlope);
        }

        return found;
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(_window);
        codec.Visit(_slopes);
        codec.Visit(_qrsPeaks);
        codec.Visit(_noisePeaks);
        codec.Visit(_intervals);
        codec.Visit(ref _windowIndex);
        codec.Visit(ref _sum);
        codec.Visit(ref _slopeIndex);
        codec.Visit(ref _usableFor);
        codec.Visit(ref _learnPeak);
        codec.Visit(ref _rising);
        codec.Visit(ref _previous);
        codec.Visit(ref _topValue);
        codec.Visit(ref _topAt);
        codec.Visit(ref _pendingValue);
        codec.Visit(ref _pendingSlope);
        codec.Visit(ref _pendingAt);
        codec.Visit(ref _candidateValue);
        codec.Visit(ref _candidateSlope);
        codec.Visit(ref _candidateAt);
        codec.Visit(ref _lastQrs);
        codec.Visit(ref _lastSlope);
        codec.Visit(ref _qrsCount);
        codec.Visit(ref _noiseCount);
        codec.Visit(ref _intervalCount);
        codec.Visit(ref _qrsLevel);
        codec.Visit(ref _noiseLevel);
    }

    public bool IsConsistent => (uint)_windowIndex < (uint)_window.Length && (uint)_slopeIndex < (uint)_slopes.Length
        && _qrsCount >= 0 && _noiseCount >= 0 && _intervalCount is >= 0 and <= Memory;

    private double Average(double slope)
    {
        _sum += slope - _window[_windowIndex];
        _window[_windowIndex] = slope;
        if (++_windowIndex == _window.Length)
        {
            // Adding and subtracting drifts; start each round from the exact sum.
            _windowIndex = 0;
            _sum = 0;
            foreach (var part in _window)
            {
                _sum += part;
            }
        }

        return _sum / _window.Length;
    }

    private void Interrupt()
    {
        _usableFor = 0;
        _rising = false;
        _previous = 0;
        _pendingAt = -1;
        _candidateAt = -1;
        _lastQrs = -1;
        _intervalCount = 0;
    }

    private void Learn(double peak)
    {
        Array.Fill(_qrsPeaks, peak);
        Array.Fill(_noisePeaks, 0);
        Array.Fill(_slopes, 0);
        _qrsLevel = peak;
        _noiseLevel = 0;
    }

    private void FindPeak(long sample, double level)
    {
        if (_rising)
        {
            if (level > _topValue)
            {
                _topValue = level;
                _topAt = sample;
            }
            else if (level < _topValue / 2 || sample - _topAt > _peakOver)
            {
                _rising = false;
                if (_pendingAt < 0 || _topValue > _pendingValue)
                {
                    _pendingValue = _topValue;
                    _pendingAt = _topAt;
                    _pendingSlope = SteepestSlope();
                }
            }
        }
        else if (level > _previous)
        {
            _rising = true;
            _topValue = level;
            _topAt = sample;
        }

        _previous = level;
    }

    private double SteepestSlope()
    {
        var top = 0.0;
        foreach (var slope in _slopes)
        {
            top = Math.Max(top, slope);
        }

        return top;
    }

    private double Threshold() => _noiseLevel + (ThresholdShare * (_qrsLevel - _noiseLevel));

    // The longer a beat is overdue, the less a peak must show; never above the threshold, since it would have been taken.
    private double OverdueShare(long sample)
    {
        var intervals = (sample - _lastQrs) / Mean(_intervals, _intervalCount);
        return intervals < OverdueFactor ? double.PositiveInfinity : Math.Max(SearchBackShare, SearchBackStart - (SearchBackSlope * (intervals - OverdueFactor)));
    }

    private long Classify(long at, double value, double slope)
    {
        var soon = _lastQrs >= 0 && at - _lastQrs < _tWave;
        if (value > Threshold() && value > SmallestQrs && !(soon && slope < _lastSlope / 2))
        {
            return Accept(at, value, slope);
        }

        _noisePeaks[_noiseCount++ % Memory] = value;
        _noiseCount = _noiseCount == 2 * Memory ? Memory : _noiseCount;
        _noiseLevel = Mean(_noisePeaks, Memory);
        if (!soon && value > _candidateValue)
        {
            _candidateAt = at;
            _candidateValue = value;
            _candidateSlope = slope;
        }

        return -1;
    }

    private long Accept(long at, double value, double slope)
    {
        _qrsPeaks[_qrsCount++ % Memory] = Math.Min(value, SurgeLimit * _qrsLevel);
        _qrsCount = _qrsCount == 2 * Memory ? Memory : _qrsCount;
        _qrsLevel = Mean(_qrsPeaks, Memory);
        if (_lastQrs >= 0)
        {
            Array.Copy(_intervals, 0, _intervals, 1, Memory - 1);
            _intervals[0] = at - _lastQrs;
            _intervalCount = Math.Min(Memory, _intervalCount + 1);
        }

        _lastQrs = at;
        _lastSlope = slope;
        _candidateAt = -1;
        _candidateValue = 0;
        return at;
    }

    private static double Mean(double[] values, int count)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            sum += values[i];
        }

        return sum / count;
    }
}
