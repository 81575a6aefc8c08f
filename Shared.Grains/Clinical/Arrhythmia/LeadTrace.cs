using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>One ECG lead by itself: its own QRS detection and shapes, so that leads can be witnesses for and against each other.</summary>
internal sealed class LeadTrace
{
    // A little lower than the analyzer's band: ventricular complexes are slow.
    private const double QrsBandLow = 5;
    private const double QrsBandHigh = 18;
    private const double BaselineCutOff = 0.5;

    /// <summary>Samples before and after the R peak that make a shape: 0.16 s and 0.24 s.</summary>
    private const int Before = 20;
    private const int After = 30;
    private const int ShapeLength = Before + After + 1;

    /// <summary>A peak may be found a few samples beside the one of the dominant shape.</summary>
    private const int MostShift = 4;

    // Where the R peak lies before the top of the detector's moving average, samples.
    private const int SearchFrom = 18;
    private const int SearchTo = -2;
    private const int MostPending = 4;

    private const int FlatSamples = (int)(EcgRules.FlatSeconds * Resampler.Rate);
    private const int SettleSamples = (int)(EcgRules.SettleSeconds * Resampler.Rate);
    private const int RefractorySamples = (int)(EcgRules.RefractorySeconds * Resampler.Rate);

    /// <summary>mV; beyond it the amplifier is saturated (<see cref="EcgFormat"/>).</summary>
    private const double Rail = 10;

    private readonly RecentSamples _samples = new();
    private readonly RecentBeats _beats = new();
    private readonly ShapeMemory _shapes = new(ShapeLength, heedsSize: true);
    private readonly QrsDetector _detector = new(Resampler.Rate);
    private readonly double[] _shape = new double[ShapeLength];
    private readonly double[] _previous = new double[ShapeLength];
    private readonly long[] _pending = new long[MostPending];
    private Biquad _baseline = Biquad.HighPass(Resampler.Rate, BaselineCutOff);
    private Biquad _qrsHigh = Biquad.HighPass(Resampler.Rate, QrsBandLow);
    private Biquad _qrsLow = Biquad.LowPass(Resampler.Rate, QrsBandHigh);
    private ChannelQuality _quality;
    private double _lastBand;
    private float _last;
    private int _constantRun;
    private bool _running;
    private bool _interrupted = true;
    private long _lastBad = -1;
    private int _pendingCount;
    private long _lastPeak = -1;

    public RecentSamples Samples => _samples;

    public RecentBeats Beats => _beats;

    public ShapeMemory Shapes => _shapes;

    public ref readonly ChannelQuality Quality => ref _quality;

    /// <summary>Takes one sample at <see cref="Resampler.Rate"/>, mV.</summary>
    public void Take(float value, bool off)
    {
        var sample = _samples.Next;
        var bad = IsBad(value, off);
        _quality.Note(sample, bad);
        if (bad)
        {
            _lastBad = sample;
            _running = false;
            _interrupted = true;
            _samples.Add(0);
            _detector.Next(sample, 0, usable: false, out _);
            return;
        }

        if (!_running)
        {
            _running = true;
            _baseline.Settle(value);
            _lastBand = _qrsLow.Settle(_qrsHigh.Settle(value));
        }

        _samples.Add((float)_baseline.Next(value));
        var band = _qrsLow.Next(_qrsHigh.Next(value));
        var slope = Math.Abs(band - _lastBand) * Resampler.Rate;
        _lastBand = band;
        var usable = sample - _lastBad > SettleSamples;
        var top = _detector.Next(sample, usable ? slope : 0, usable, out _);
        if (top >= 0)
        {
            Note(top);
        }

        while (_pendingCount > 0 && sample - _pending[0] >= After + MostShift)
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
        codec.Visit(_previous);
        _detector.Visit(ref codec);
        _baseline.Visit(ref codec);
        _qrsHigh.Visit(ref codec);
        _qrsLow.Visit(ref codec);
        _quality.Visit(ref codec);
        codec.Visit(ref _lastBand);
        codec.Visit(ref _last);
        codec.Visit(ref _constantRun);
        codec.Visit(ref _running);
        codec.Visit(ref _interrupted);
        codec.Visit(ref _lastBad);
        codec.Visit(ref _pendingCount);
        codec.Visit(ref _lastPeak);
        foreach (ref var pending in _pending.AsSpan())
        {
            codec.Visit(ref pending);
        }
    }

    public bool IsConsistent => _samples.IsConsistent && _beats.IsConsistent && _detector.IsConsistent && _pendingCount is >= 0 and <= MostPending;

    private bool IsBad(float value, bool off)
    {
        if (off || !float.IsFinite(value))
        {
            _constantRun = 0;
            return true;
        }

        _constantRun = value.Equals(_last) ? _constantRun + 1 : 0;
        _last = value;
        return _constantRun >= FlatSamples || Math.Abs(value) >= Rail;
    }

    private void Note(long top)
    {
        var (from, to) = (top - SearchFrom, Math.Min(top - SearchTo, _samples.Next - 1));
        if (!_samples.Holds(from))
        {
            return;
        }

        var sum = 0.0;
        for (var at = from; at <= to; at++)
        {
            sum += _samples[at];
        }

        var mean = sum / (to - from + 1);
        var (peak, height) = (from, -1.0);
        for (var at = from; at <= to; at++)
        {
            var deviation = Math.Abs(_samples[at] - mean);
            if (deviation > height)
            {
                (peak, height) = (at, deviation);
            }
        }

        if (_lastPeak >= 0 && peak - _lastPeak < RefractorySamples)
        {
            return;
        }

        _lastPeak = peak;
        if (_pendingCount == MostPending)
        {
            Finish();
        }

        _pending[_pendingCount++] = peak;
    }

    private void Finish()
    {
        var peak = _pending[0];
        Array.Copy(_pending, 1, _pending, 0, --_pendingCount);
        var beat = new Beat { Sample = peak, Likeness = double.NaN };
        if (_samples.Holds(peak - Before - MostShift) && peak + After + MostShift < _samples.Next)
        {
            var (best, bestShift) = (double.NegativeInfinity, 0);
            for (var shift = -MostShift; shift <= MostShift && _shapes.IsKnown; shift++)
            {
                Cut(peak + shift);
                var likeness = _shapes.Likeness(_shape);
                if (likeness > best)
                {
                    (best, bestShift) = (likeness, shift);
                }
            }

            beat.Measure = double.NegativeInfinity;
            for (var shift = -MostShift; shift <= MostShift; shift++)
            {
                Cut(peak + shift);
                beat.Measure = Math.Max(beat.Measure, _shapes.Compare(_shape, _previous));
            }

            Cut(peak + bestShift);
            _shape.CopyTo(_previous, 0);
            beat.Likeness = _shapes.IsKnown ? best : double.NaN;
            beat.Amplitude = Ecg.Shapes.PeakToPeak(_shape);
            beat.Familiarity = _shapes.Learn(_shape);
        }

        beat.AfterInterruption = _interrupted;
        _interrupted = false;
        _beats.Add(beat);
    }

    private void Cut(long peak)
    {
        for (var i = 0; i < ShapeLength; i++)
        {
            _shape[i] = _samples[peak - Before + i];
        }

        Ecg.Shapes.RemoveMean(_shape);
    }
}
