namespace OrleansCare.Clinical.Ecg;

/// <summary>
/// Decides where QRS complexes are in the summed slope of all usable leads. After Pan and Tompkins (IEEE Trans Biomed Eng 1985;32:230)
/// and Hamilton and Tompkins (1986;33:1157): moving average, peaks at least a refractory time apart, a threshold between the
/// usual QRS and the usual noise peak, a slope rule against T waves, and search-back when a beat is overdue. Ours on top: a lower threshold in a quiet signal
/// (aberrant beats are slow and notched), a weak peak waits for a stronger one behind it (tall P waves), and a lead that always showed the QRS is asked
/// (electrode motion on another one).
/// </summary>
internal sealed class QrsDetector
{
    public const double AverageSeconds = 0.1;

    private const double PeakOverSeconds = 0.095;
    private const double LearnSeconds = 2;
    private const double ThresholdShare = 0.43;
    private const double QuietShare = 0.15;
    private const double QuietNoise = 2.5;
    private const double LeastSupport = 0.25;

    // Below this share of the usual QRS a peak is weak, and waits longer. P to R lasts 0.12 to 0.2 s and more, and the decision must keep
    // within EcgRules.DetectionDelaySeconds.
    private const double WeakShare = 0.8;
    private const double WeakWaitSeconds = 0.32;
    private const double StrongerBy = 1.5;
    private const double SearchBackShare = 0.4;
    private const double SearchBackStart = 0.9;
    private const double SearchBackSlope = 0.5;
    private const double OverdueFactor = 1.5;
    private const double SurgeLimit = 2;

    // A QRS of 0.15 mV and 80 ms, the least that counts (IEC 60601-2-27), averages 2.1 to 2.4 mV/s of slope at any sample rate.
    private const double SmallestQrs = 2;
    private const int Memory = 8;

    private readonly MovingAverage _average;
    private readonly double[] _slopes;
    private readonly double[] _qrsPeaks = new double[Memory];
    private readonly double[] _noisePeaks = new double[Memory];
    private readonly double[] _intervals = new double[Memory];
    private readonly int _peakOver;
    private readonly int _refractory;
    private readonly int _tWave;
    private readonly int _weakWait;
    private readonly int _learn;
    private readonly bool _seeksWeak;

    private int _slopeIndex;
    private long _usableFor;
    private double _learnPeak;
    private bool _rising;
    private double _previous;
    private SlopePeak _top = SlopePeak.None;
    private SlopePeak _pending = SlopePeak.None;
    private SlopePeak _candidate = SlopePeak.None;
    private long _lastQrs = -1;
    private double _lastSlope;
    private int _qrsCount;
    private int _noiseCount;
    private int _intervalCount;
    private double _qrsLevel;
    private double _noiseLevel;

    /// <param name="rate">Samples per second.</param>
    /// <param name="seeksWeak">Aberrant beats are looked for in a quiet signal; a witness for or against an alarm does without, a weak peak proves nothing.</param>
    public QrsDetector(double rate, bool seeksWeak)
    {
        _seeksWeak = seeksWeak;
        _average = new MovingAverage((int)(AverageSeconds * rate));
        _slopes = new double[(int)(0.2 * rate)];
        _peakOver = (int)(PeakOverSeconds * rate);
        _refractory = (int)(EcgRules.RefractorySeconds * rate);
        _tWave = (int)(EcgRules.TWaveSeconds * rate);
        _weakWait = (int)(WeakWaitSeconds * rate);
        _learn = (int)(LearnSeconds * rate);
    }

    /// <param name="sample">Index.</param>
    /// <param name="slope">Size of the slope in the QRS band, mV/s.</param>
    /// <param name="usable">There is a signal.</param>
    /// <param name="support">What reliable leads show, by their usual QRS; infinite when nothing but the slope is known.</param>
    /// <param name="bySearchBack">Found because a beat was overdue.</param>
    /// <returns>Where the moving average of the detected QRS had its top; -1 when this sample decided nothing.</returns>
    public long Next(long sample, double slope, bool usable, double support, out bool bySearchBack)
    {
        bySearchBack = false;
        var level = _average.Next(slope);
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

        var found = FindPeak(sample, level, support);
        if (found < 0 && _pending.At >= 0 && sample - _pending.At >= (_seeksWeak && _pending.Value < WeakShare * _qrsLevel ? _weakWait : _refractory))
        {
            found = Classify(_pending);
            _pending = SlopePeak.None;
        }

        if (found < 0 && _candidate.At >= 0 && _lastQrs >= 0 && _intervalCount > 0
            && _candidate.Value > Math.Max(SmallestQrs, OverdueShare(sample) * Threshold()))
        {
            bySearchBack = true;
            found = Accept(_candidate);
        }

        return found;
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        _average.Visit(ref codec);
        codec.Visit(_slopes);
        codec.Visit(_qrsPeaks);
        codec.Visit(_noisePeaks);
        codec.Visit(_intervals);
        codec.Visit(ref _slopeIndex);
        codec.Visit(ref _usableFor);
        codec.Visit(ref _learnPeak);
        codec.Visit(ref _rising);
        codec.Visit(ref _previous);
        _top.Visit(ref codec);
        _pending.Visit(ref codec);
        _candidate.Visit(ref codec);
        codec.Visit(ref _lastQrs);
        codec.Visit(ref _lastSlope);
        codec.Visit(ref _qrsCount);
        codec.Visit(ref _noiseCount);
        codec.Visit(ref _intervalCount);
        codec.Visit(ref _qrsLevel);
        codec.Visit(ref _noiseLevel);
    }

    public bool IsConsistent => _average.IsConsistent && (uint)_slopeIndex < (uint)_slopes.Length
        && _qrsCount >= 0 && _noiseCount >= 0 && _intervalCount is >= 0 and <= Memory;

    private void Interrupt()
    {
        _usableFor = 0;
        _rising = false;
        _previous = 0;
        _pending = SlopePeak.None;
        _candidate = SlopePeak.None;
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

    private long FindPeak(long sample, double level, double support)
    {
        var found = -1L;
        if (_rising)
        {
            _top.Support = Math.Max(_top.Support, support);
            if (level > _top.Value)
            {
                (_top.Value, _top.At) = (level, sample);
            }
            else if (level < _top.Value / 2 || sample - _top.At > _peakOver)
            {
                _rising = false;
                _top.Slope = SteepestSlope();
                found = Pend();
            }
        }
        else if (level > _previous)
        {
            _rising = true;
            _top = new SlopePeak { At = sample, Value = level, Support = support };
        }

        _previous = level;
        return found;
    }

    // Of peaks within the refractory time the strongest is judged; behind a weak one that still waits, one that is much stronger.
    private long Pend()
    {
        var (found, apart) = (-1L, _pending.At >= 0 && _top.At - _pending.At >= _refractory);
        if (apart && _top.Value < StrongerBy * _pending.Value)
        {
            found = Classify(_pending);
            _pending = SlopePeak.None;
        }
        else if (apart)
        {
            TakeForNoise(_pending.Value);
        }

        if (_pending.At < 0 || _top.Value > _pending.Value)
        {
            _pending = _top;
        }

        return found;
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

    private double Threshold()
    {
        var usual = _noiseLevel + (ThresholdShare * (_qrsLevel - _noiseLevel));
        return _seeksWeak ? Math.Min(usual, (QuietShare * _qrsLevel) + (QuietNoise * _noiseLevel)) : usual;
    }

    // The longer a beat is overdue, the less a peak must show; never above the threshold, since it would have been taken.
    private double OverdueShare(long sample)
    {
        var intervals = (sample - _lastQrs) / Mean(_intervals, _intervalCount);
        return intervals < OverdueFactor ? double.PositiveInfinity : Math.Max(SearchBackShare, SearchBackStart - (SearchBackSlope * (intervals - OverdueFactor)));
    }

    private long Classify(in SlopePeak peak)
    {
        var soon = _lastQrs >= 0 && peak.At - _lastQrs < _tWave;
        if (peak.Value > Threshold() && peak.Value > SmallestQrs && peak.Support >= LeastSupport && !(soon && peak.Slope < _lastSlope / 2))
        {
            return Accept(peak);
        }

        TakeForNoise(peak.Value);
        if (!soon && peak.Value > _candidate.Value)
        {
            _candidate = peak;
        }

        return -1;
    }

    private void TakeForNoise(double value)
    {
        _noisePeaks[_noiseCount++ % Memory] = value;
        _noiseCount = _noiseCount == 2 * Memory ? Memory : _noiseCount;
        _noiseLevel = Mean(_noisePeaks, Memory);
    }

    private long Accept(in SlopePeak peak)
    {
        var at = peak.At;
        _qrsPeaks[_qrsCount++ % Memory] = Math.Min(peak.Value, SurgeLimit * _qrsLevel);
        _qrsCount = _qrsCount == 2 * Memory ? Memory : _qrsCount;
        _qrsLevel = Mean(_qrsPeaks, Memory);
        if (_lastQrs >= 0)
        {
            Array.Copy(_intervals, 0, _intervals, 1, Memory - 1);
            _intervals[0] = at - _lastQrs;
            _intervalCount = Math.Min(Memory, _intervalCount + 1);
        }

        _lastQrs = at;
        _lastSlope = peak.Slope;
        _candidate = SlopePeak.None;
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
