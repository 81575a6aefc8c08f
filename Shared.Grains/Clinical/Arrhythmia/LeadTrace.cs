using OrleansCare.Clinical.Ecg;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>One ECG lead by itself: its own QRS detection and shapes.</summary>
internal sealed class LeadTrace() : BeatTrace(EcgRules.FlatSeconds, Rail)
{
    // A little lower than the analyzer's band: ventricular complexes are slow.
    private const double QrsBandLow = 5;
    private const double QrsBandHigh = 18;
    private const double BaselineCutOff = 0.5;

    /// <summary>Samples before and after the R peak that make a shape: 0.16 s and 0.24 s.</summary>
    private const int Before = 20;
    private const int After = 30;
    private const int ShapeLength = Before + After + 1;

    /// <summary>Samples on each side of the R peak that make a QRS in its own band: 0.1 s.</summary>
    private const int ComplexSide = 12;
    private const int ComplexLength = (2 * ComplexSide) + 1;

    /// <summary>A peak may be found a few samples beside the one of the dominant shape.</summary>
    private const int MostShift = 4;

    // Where the R peak lies before the top of the detector's moving average, samples.
    private const int SearchFrom = 18;
    private const int SearchTo = -2;

    private const int SettleSamples = (int)(EcgRules.SettleSeconds * Resampler.Rate);
    private const int RefractorySamples = (int)(EcgRules.RefractorySeconds * Resampler.Rate);

    /// <summary>mV; beyond it the amplifier is saturated (<see cref="EcgFormat"/>).</summary>
    private const double Rail = 10;

    private readonly RecentSamples _bands = new();
    private readonly ShapeMemory _shapes = new(ShapeLength, heedsSize: true);
    private readonly ShapeMemory _complexes = new(ComplexLength, heedsSize: true);
    private readonly QrsDetector _detector = new(Resampler.Rate, seeksWeak: false);
    private readonly double[] _shape = new double[ShapeLength];
    private readonly double[] _previous = new double[ShapeLength];
    private readonly double[] _beforePrevious = new double[ShapeLength];
    private readonly double[] _complex = new double[ComplexLength];
    private Biquad _baseline = Biquad.HighPass(Resampler.Rate, BaselineCutOff);
    private Biquad _qrsHigh = Biquad.HighPass(Resampler.Rate, QrsBandLow);
    private Biquad _qrsLow = Biquad.LowPass(Resampler.Rate, QrsBandHigh);
    private double _slope;
    private double _lastBand;
    private long _lastBad = -1;
    private long _lastPeak = -1;

    protected override int SamplesAfter => After + MostShift;

    public override void Visit<T>(ref T codec)
    {
        base.Visit(ref codec);
        _bands.Visit(ref codec);
        _shapes.Visit(ref codec);
        _complexes.Visit(ref codec);
        codec.Visit(_previous);
        codec.Visit(_beforePrevious);
        _detector.Visit(ref codec);
        _baseline.Visit(ref codec);
        _qrsHigh.Visit(ref codec);
        _qrsLow.Visit(ref codec);
        codec.Visit(ref _lastBand);
        codec.Visit(ref _lastBad);
        codec.Visit(ref _lastPeak);
    }

    public override bool IsConsistent => base.IsConsistent && _bands.IsConsistent && _detector.IsConsistent;

    protected override float Interrupt(long sample)
    {
        _lastBad = sample;
        _bands.Add(0);
        _detector.Next(sample, 0, usable: false, double.PositiveInfinity, out _);
        return 0;
    }

    protected override float Filter(float value, bool isFirst)
    {
        if (isFirst)
        {
            _baseline.Settle(value);
            _lastBand = _qrsLow.Settle(_qrsHigh.Settle(value));
        }

        var band = _qrsLow.Next(_qrsHigh.Next(value));
        _bands.Add((float)band);
        _slope = Math.Abs(band - _lastBand) * Resampler.Rate;
        _lastBand = band;
        return (float)_baseline.Next(value);
    }

    protected override void Detect(long sample)
    {
        var usable = sample - _lastBad > SettleSamples;
        var top = _detector.Next(sample, usable ? _slope : 0, usable, double.PositiveInfinity, out _);
        if (top < 0 || !Samples.Holds(top - SearchFrom))
        {
            return;
        }

        var peak = Peak(top - SearchFrom, Math.Min(top - SearchTo, Samples.Next - 1));
        if (_lastPeak < 0 || peak - _lastPeak >= RefractorySamples)
        {
            _lastPeak = peak;
            Note(peak);
        }
    }

    protected override void SkipFar(long samples)
    {
        base.SkipFar(samples);
        _bands.Skip(samples);
    }

    protected override void Describe(ref Beat beat)
    {
        var peak = beat.Sample;
        if (!Samples.Holds(peak - Before - MostShift) || peak + After + MostShift >= Samples.Next)
        {
            return;
        }

        (beat.Measure, beat.Echo) = (double.NegativeInfinity, double.NegativeInfinity);
        for (var shift = -MostShift; shift <= MostShift; shift++)
        {
            Cut(Samples, peak - Before + shift, _shape);
            beat.Measure = Math.Max(beat.Measure, _shapes.Compare(_shape, _previous));
            beat.Echo = Math.Max(beat.Echo, _shapes.Compare(_shape, _beforePrevious));
        }

        beat.Echo = Math.Max(beat.Echo, beat.Measure);

        beat.Likeness = Match(_shapes, Samples, peak - Before, _shape);
        _previous.CopyTo(_beforePrevious, 0);
        _shape.CopyTo(_previous, 0);
        beat.Amplitude = Shapes.PeakToPeak(_shape);
        beat.Familiarity = _shapes.Learn(_shape);
        beat.Complex = Match(_complexes, _bands, peak - ComplexSide, _complex);
        _complexes.Learn(_complex);
    }

    private long Peak(long from, long to)
    {
        var sum = 0.0;
        for (var at = from; at <= to; at++)
        {
            sum += Samples[at];
        }

        var mean = sum / (to - from + 1);
        var (peak, height) = (from, -1.0);
        for (var at = from; at <= to; at++)
        {
            var deviation = Math.Abs(Samples[at] - mean);
            if (deviation > height)
            {
                (peak, height) = (at, deviation);
            }
        }

        return peak;
    }

    /// <summary>Likeness with the dominant shape where it fits best, and that shape; NaN and the unshifted one while none is known.</summary>
    private static double Match(ShapeMemory memory, RecentSamples samples, long from, double[] shape)
    {
        var (best, bestShift) = (double.NaN, 0);
        for (var shift = -MostShift; shift <= MostShift && memory.IsKnown; shift++)
        {
            Cut(samples, from + shift, shape);
            var likeness = memory.Likeness(shape);
            if (!(likeness <= best))
            {
                (best, bestShift) = (likeness, shift);
            }
        }

        Cut(samples, from + bestShift, shape);
        return best;
    }

    private static void Cut(RecentSamples samples, long from, double[] shape)
    {
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = samples[from + i];
        }

        Shapes.RemoveMean(shape);
    }
}
