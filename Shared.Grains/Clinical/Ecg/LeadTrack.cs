namespace OrleansCare.Clinical.Ecg;

/// <summary>One lead: quality gate, the two filters, and a few seconds of the monitor band to look back at.</summary>
internal sealed class LeadTrack
{
    // Hamilton and Tompkins' band: QRS energy without T waves below it and muscle noise above it.
    private const double QrsBandLow = 8;
    private const double QrsBandHigh = 16;
    private const double SlopeSeconds = 0.01;
    private const double RestartAfterSeconds = 0.04;
    private const double FollowSeconds = 4;

    // Root mean square by mean of absolute values: 1 for a constant, 1.25 for Gaussian noise, 2 to 3 for clean QRS complexes.
    private const double NoiseCrest = 1;
    private const double HistorySeconds = 3;

    private readonly EcgFormat _format;
    private readonly int _flatSamples;
    private readonly int _railSamples;
    private readonly int _settleSamples;
    private readonly int _restartSamples;
    private readonly float[] _history;
    private readonly double[] _qrsRing;
    private readonly double _slopeScale;

    private readonly double _follow;
    private double _meanSlope;
    private double _meanSquare;
    private Biquad _monitorHigh;
    private Biquad _monitorLow1;
    private Biquad _monitorLow2;
    private Biquad _qrsHigh;
    private Biquad _qrsLow;
    private int _qrsIndex;
    private bool _running;
    private float _last = float.NaN;
    private float _output;
    private int _constantRun;
    private int _railRun;
    private int _badRun;
    private long _lastBad = -1;
    private int _reason = (int)SignalQuality.Missing;

    public LeadTrack(EcgFormat format)
    {
        _format = format;
        var rate = format.SampleRate;
        _flatSamples = (int)(EcgRules.FlatSeconds * rate);
        _railSamples = Math.Max(2, (int)(EcgRules.SaturatedSeconds * rate));
        _settleSamples = (int)(EcgRules.SettleSeconds * rate);
        _restartSamples = (int)(RestartAfterSeconds * rate);
        _monitorHigh = Biquad.HighPass(rate, BeatInput.BandLow);
        _monitorLow1 = Biquad.LowPass(rate, BeatInput.BandHigh);
        _monitorLow2 = Biquad.LowPass(rate, BeatInput.BandHigh);
        _qrsHigh = Biquad.HighPass(rate, QrsBandLow);
        _qrsLow = Biquad.LowPass(rate, QrsBandHigh);
        _qrsRing = new double[Math.Max(1, (int)((SlopeSeconds * rate) + 0.5))];
        _follow = 1 / (FollowSeconds * rate);
        _slopeScale = rate / _qrsRing.Length;
        _history = new float[PowerOfTwoFrom((int)(HistorySeconds * rate))];
        Usual = new UsualSlope(rate);
        // Group delay of two second-order low-passes.
        MonitorDelay = (int)((2 * 0.2251 / BeatInput.BandHigh * rate) + 0.5);
    }

    /// <summary>Samples by which the monitor band lags the input.</summary>
    public int MonitorDelay { get; }

    public SignalQuality QualityAt(long sample) => IsUsable(sample) ? SignalQuality.Good : (SignalQuality)_reason;

    public bool IsUsable(long sample) => sample - _lastBad > _settleSamples;

    public bool WasGoodSince(long sample) => _lastBad < sample;

    public bool Holds(long sample, long now) => sample >= 0 && sample <= now && now - sample < _history.Length;

    /// <summary>Monitor band at an index of the filter's output.</summary>
    public float Monitor(long sample) => _history[(int)sample & (_history.Length - 1)];

    /// <summary>Size of the slope in the QRS band at the last sample, mV/s; 0 while the lead is not usable.</summary>
    public double Slope { get; private set; }

    public UsualSlope Usual { get; }

    public void Next(long sample, float value, LeadStatus status)
    {
        Slope = Filter(sample, value, status);
        Usual.Next(Slope);
    }

    /// <summary>The lead's share in detection, set by <see cref="LeadFusion"/>.</summary>
    public double Weight { get; set; }

    /// <summary>How far QRS complexes stand out of the lead; 0 when it is not usable.</summary>
    public double Prominence(long sample)
    {
        if (!IsUsable(sample) || !(_meanSlope > 0))
        {
            return 0;
        }

        var crest = Math.Max(0, (Math.Sqrt(_meanSquare) / _meanSlope) - NoiseCrest);
        return Math.Max(0.01, crest * crest);
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(_history);
        codec.Visit(_qrsRing);
        _monitorHigh.Visit(ref codec);
        _monitorLow1.Visit(ref codec);
        _monitorLow2.Visit(ref codec);
        _qrsHigh.Visit(ref codec);
        _qrsLow.Visit(ref codec);
        codec.Visit(ref _qrsIndex);
        codec.Visit(ref _running);
        codec.Visit(ref _last);
        codec.Visit(ref _output);
        codec.Visit(ref _constantRun);
        codec.Visit(ref _railRun);
        codec.Visit(ref _badRun);
        codec.Visit(ref _meanSlope);
        codec.Visit(ref _meanSquare);
        var weight = Weight;
        codec.Visit(ref weight);
        Weight = weight;
        Usual.Visit(ref codec);
        codec.Visit(ref _lastBad);
        codec.Visit(ref _reason);
    }

    public bool IsConsistent => (uint)_qrsIndex < (uint)_qrsRing.Length && Enum.IsDefined((SignalQuality)_reason) && Usual.IsConsistent;

    private double Filter(long sample, float value, LeadStatus status)
    {
        var quality = Judge(value, status);
        if (quality != SignalQuality.Good)
        {
            _lastBad = sample;
            _reason = (int)quality;
            if (++_badRun >= _restartSamples)
            {
                _running = false;
            }

            _history[(int)sample & (_history.Length - 1)] = _output;
            return 0;
        }

        _badRun = 0;
        if (!_running)
        {
            Settle(value);
        }

        _output = (float)_monitorLow2.Next(_monitorLow1.Next(_monitorHigh.Next(value)));
        _history[(int)sample & (_history.Length - 1)] = _output;
        var band = _qrsLow.Next(_qrsHigh.Next(value));
        var slope = (band - _qrsRing[_qrsIndex]) * _slopeScale;
        _qrsRing[_qrsIndex] = band;
        _qrsIndex = _qrsIndex + 1 == _qrsRing.Length ? 0 : _qrsIndex + 1;
        if (!IsUsable(sample))
        {
            return 0;
        }

        var size = Math.Abs(slope);
        _meanSlope += _follow * (size - _meanSlope);
        _meanSquare += _follow * ((size * size) - _meanSquare);
        return size;
    }

    private SignalQuality Judge(float value, LeadStatus status)
    {
        if (!float.IsFinite(value))
        {
            _constantRun = 0;
            _railRun = 0;
            return SignalQuality.Missing;
        }

        _constantRun = value == _last ? _constantRun + 1 : 0;
        _last = value;
        _railRun = value <= _format.RailLow || value >= _format.RailHigh ? _railRun + 1 : 0;
        return (status & LeadStatus.LeadOff) != 0 ? SignalQuality.LeadOff
            : _railRun >= _railSamples || (status & LeadStatus.Saturated) != 0 ? SignalQuality.Saturated
            : _constantRun >= _flatSamples ? SignalQuality.Flat
            : SignalQuality.Good;
    }

    private void Settle(double value)
    {
        _monitorLow2.Settle(_monitorLow1.Settle(_monitorHigh.Settle(value)));
        Array.Fill(_qrsRing, _qrsLow.Settle(_qrsHigh.Settle(value)));
        _running = true;
    }

    private static int PowerOfTwoFrom(int length)
    {
        var size = 1;
        while (size < length)
        {
            size *= 2;
        }

        return size;
    }
}
