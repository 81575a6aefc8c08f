using System.Buffers;

namespace OrleansCare.Clinical.Ecg;

/// <summary>Why a state was refused.</summary>
public enum StateError
{
    None = 0,

    /// <summary>Written by another version of the analysis.</summary>
    Version = 1,

    /// <summary>Written for another sample rate, lead count or rails.</summary>
    Format = 2,

    /// <summary>Too short, too long, or impossible content.</summary>
    Corrupt = 3,
}

/// <summary>
/// The ECG of one patient on one device, sample by sample: beats, inputs for a beat classifier, asystole and extreme rates.
/// Pure and deterministic: the same samples give the same findings and the same state bits on any machine and in any block sizes.
/// Allocates nothing per sample. Not thread-safe.
/// </summary>
public sealed class EcgAnalyzer
{
    private const int StateVersion = 3;
    private const int MaxPending = 8;

    // Where the R peak lies before the top of the detector's moving average, seconds, in the monitor band's time.
    private const double SearchFrom = 0.14;
    private const double SearchTo = -0.02;

    private readonly EcgFormat _format;
    private readonly LeadTrack[] _tracks;
    private readonly LeadFusion _fusion;
    private readonly QrsDetector _detector;
    private readonly RrHistory _beats;
    private readonly RateRules _rules;
    private readonly BeatDescriber _describer;
    private readonly PendingBeat[] _pending = new PendingBeat[MaxPending];
    private readonly int _windowAfter;
    private readonly int _nextBeatWait;
    private readonly int _refractory;
    private readonly int _searchFrom;
    private readonly int _searchTo;
    private int _pendingCount;
    private int _lead;
    private long _next;
    private long _lastPeak = -1;
    private bool _usable;

    /// <exception cref="ArgumentException">The format is outside its ranges; the message says which.</exception>
    public EcgAnalyzer(EcgFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        format.Check();
        _format = format;
        var rate = format.SampleRate;
        _tracks = new LeadTrack[format.Leads];
        for (var i = 0; i < _tracks.Length; i++)
        {
            _tracks[i] = new LeadTrack(format);
        }

        _fusion = new LeadFusion(_tracks, rate);
        _detector = new QrsDetector(rate, seeksWeak: true);
        _beats = new RrHistory(rate);
        _rules = new RateRules(rate, _beats);
        _describer = new BeatDescriber(rate);
        _windowAfter = (int)(BeatInput.SecondsAfter * rate) + _tracks[0].MonitorDelay + 3;
        _nextBeatWait = (int)(BeatInput.NextBeatSeconds * rate);
        _refractory = (int)(EcgRules.RefractorySeconds * rate);
        _searchFrom = (int)(SearchFrom * rate);
        _searchTo = (int)(SearchTo * rate);
    }

    public EcgFormat Format => _format;

    /// <summary>Index of the sample that comes next; the first sample ever was 0.</summary>
    public long NextSample => _next;

    /// <summary>
    /// Beats per minute: 60 by the mean of the last <see cref="EcgRules.HeartRateIntervals"/> RR intervals; 0 in asystole;
    /// NaN when unknown (start, no usable signal, fewer than two intervals since an interruption).
    /// </summary>
    public double HeartRate => !_usable ? double.NaN
        : _rules.InAsystole ? 0
        : _beats.Rate(Math.Min(Math.Max(3, _beats.Beats), EcgRules.HeartRateIntervals + 1));

    /// <summary>Quality of a lead (0 to 2) at the last sample.</summary>
    public SignalQuality Quality(int lead) => _tracks[lead].QualityAt(_next - 1);

    /// <summary>Takes the next samples. A gap in the device's sequence is not silently closed: call <see cref="Skip"/> for it.</summary>
    /// <exception cref="ArgumentException">Leads are missing or of different lengths.</exception>
    public void Process(in EcgBlock block, EcgFindings findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        findings.Clear();
        var length = block.Lead1.Length;
        if ((_tracks.Length > 1 && block.Lead2.Length != length) || (_tracks.Length > 2 && block.Lead3.Length != length))
        {
            throw new ArgumentException("All leads of a block must have the same number of samples.", nameof(block));
        }

        for (var i = 0; i < length; i++)
        {
            _tracks[0].Next(_next, block.Lead1[i], block.Status1);
            if (_tracks.Length > 1)
            {
                _tracks[1].Next(_next, block.Lead2[i], block.Status2);
            }

            if (_tracks.Length > 2)
            {
                _tracks[2].Next(_next, block.Lead3[i], block.Status3);
            }

            Step(findings);
        }
    }

    /// <summary>Says that so many samples never came; the same as NaN on all leads.</summary>
    public void Skip(long samples, EcgFindings findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        findings.Clear();

        // All rings are overwritten and all waiting is over after this; a longer gap only moves the index.
        var stepwise = Math.Min(samples, (long)(8 * _format.SampleRate));
        for (var i = 0L; i < stepwise; i++)
        {
            foreach (var track in _tracks)
            {
                track.Next(_next, float.NaN, LeadStatus.Ok);
            }

            Step(findings);
        }

        if (samples > stepwise)
        {
            _next += samples - stepwise;
            foreach (var track in _tracks)
            {
                track.Next(_next - 1, float.NaN, LeadStatus.Ok);
            }
        }
    }

    public void WriteState(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var writer = new StateWriter(output);
        var (version, rate, leads, low, high) = (StateVersion, _format.SampleRate, _format.Leads, _format.RailLow, _format.RailHigh);
        writer.Visit(ref version);
        writer.Visit(ref rate);
        writer.Visit(ref leads);
        writer.Visit(ref low);
        writer.Visit(ref high);
        Visit(ref writer);
    }

    /// <summary>The analyzer that <see cref="WriteState"/> described, or null with the reason.</summary>
    public static EcgAnalyzer? ReadState(EcgFormat format, ReadOnlySpan<byte> state, out StateError error)
    {
        var reader = new StateReader(state);
        int version = 0, leads = 0;
        double rate = 0, low = 0, high = 0;
        reader.Visit(ref version);
        reader.Visit(ref rate);
        reader.Visit(ref leads);
        reader.Visit(ref low);
        reader.Visit(ref high);
        error = reader.Broken ? StateError.Corrupt
            : version != StateVersion ? StateError.Version
            : new EcgFormat(rate, leads, low, high) != format ? StateError.Format
            : StateError.None;
        if (error != StateError.None)
        {
            return null;
        }

        var analyzer = new EcgAnalyzer(format);
        analyzer.Visit(ref reader);
        if (reader.Broken || !reader.AtEnd || !analyzer.IsConsistent)
        {
            error = StateError.Corrupt;
            return null;
        }

        return analyzer;
    }

    private bool IsConsistent
    {
        get
        {
            foreach (var track in _tracks)
            {
                if (!track.IsConsistent)
                {
                    return false;
                }
            }

            return _pendingCount is >= 0 and <= MaxPending && (uint)_lead < (uint)_tracks.Length && _next >= 0
                && _detector.IsConsistent && _beats.IsConsistent && _describer.IsConsistent;
        }
    }

    private void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        foreach (var track in _tracks)
        {
            track.Visit(ref codec);
        }

        _detector.Visit(ref codec);
        _beats.Visit(ref codec);
        _rules.Visit(ref codec);
        _describer.Visit(ref codec);
        foreach (ref var beat in _pending.AsSpan())
        {
            beat.Visit(ref codec);
        }

        codec.Visit(ref _pendingCount);
        codec.Visit(ref _lead);
        codec.Visit(ref _next);
        codec.Visit(ref _lastPeak);
        codec.Visit(ref _usable);
    }

    private void Step(EcgFindings findings)
    {
        _fusion.Next(_next);
        var usable = _fusion.IsUsable;
        if (!usable && _usable)
        {
            _beats.Clear();
        }

        _usable = usable;
        var top = _detector.Next(_next, _fusion.Slope, usable, _fusion.Support, out var bySearchBack);
        if (top >= 0)
        {
            Detect(top, bySearchBack, findings);
        }

        _rules.Tick(_next, usable, findings);
        while (_pendingCount > 0 && IsComplete(_pending[0]))
        {
            Finish(findings);
        }

        _next++;
    }

    private bool IsComplete(in PendingBeat beat)
    {
        var age = _next - beat.Sample;
        return age >= _windowAfter && (age >= _nextBeatWait || !double.IsNaN(beat.Next));
    }

    private void Detect(long top, bool bySearchBack, EcgFindings findings)
    {
        for (var i = 0; i < _tracks.Length && !_tracks[_lead].IsUsable(_next); i++)
        {
            if (_tracks[i].IsUsable(_next))
            {
                _lead = i;
            }
        }

        var peak = LocatePeak(_tracks[_lead], top);
        if (_lastPeak >= 0 && peak - _lastPeak < _refractory)
        {
            return;
        }

        _lastPeak = peak;
        _fusion.Beat();
        var rr = _beats.Add(peak);
        findings.Detected.Add(new BeatDetected(peak, rr, bySearchBack));
        _rules.Beat(_next, findings);
        if (_pendingCount > 0)
        {
            _pending[_pendingCount - 1].Next = rr;
        }

        if (_pendingCount == MaxPending)
        {
            Finish(findings);
        }

        _pending[_pendingCount++] = new PendingBeat { Sample = peak, Rr = rr, Next = double.NaN };
    }

    private void Finish(EcgFindings findings)
    {
        var beat = _pending[0];
        Array.Copy(_pending, 1, _pending, 0, --_pendingCount);
        findings.Ready.Add(_describer.Describe(beat, _tracks, _next, findings));
    }

    private long LocatePeak(LeadTrack track, long top)
    {
        var (from, to) = (top - _searchFrom, top - _searchTo);
        if (!track.Holds(from, _next))
        {
            return Math.Max(0, top - ((_searchFrom + _searchTo) / 2) - track.MonitorDelay);
        }

        var sum = 0.0;
        for (var at = from; at <= to; at++)
        {
            sum += track.Monitor(at);
        }

        var mean = sum / (to - from + 1);
        var (peak, height) = (from, -1.0);
        for (var at = from; at <= to; at++)
        {
            var deviation = Math.Abs(track.Monitor(at) - mean);
            if (deviation > height)
            {
                (peak, height) = (at, deviation);
            }
        }

        return Math.Max(0, peak - track.MonitorDelay);
    }
}
