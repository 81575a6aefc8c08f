namespace OrleansCare.Clinical.Ecg;

/// <summary>Turns a finished beat into the classifier's input, and remembers what it tells about the patient.</summary>
internal sealed class BeatDescriber
{
    // Beyond this the curve outside the QRS is as busy as within it.
    private const double NoisyShare = 1.15;

    // P, QRS and T turn seven or eight times; noise in the monitor band three times as often.
    private const int NoisyTurns = 12;

    public static readonly string[] PreviousNames = ["previous_correlation", "previous_width_against", "previous_is_usual"];

    private readonly double _step;
    private readonly double[] _usual = new double[BeatInput.WindowLength];
    private readonly BeatWindows _windows = new();
    private readonly BeatFamilies _families = new();
    private readonly IntervalMemory _intervals = new();
    private readonly OwnDifferences[] _own = [new(), new()];
    private readonly ShapeDifference[] _differences = new ShapeDifference[BeatInput.Slots];
    private double _previousCorrelation;
    private double _previousWidth;
    private bool _previousUsual;

    public BeatDescriber(double rate) => _step = rate / BeatInput.WindowRate;

    public BeatReady Describe(in PendingBeat beat, LeadTrack[] tracks, long now, EcgFindings findings)
    {
        var reason = Take(beat, tracks, now);
        if (reason != BeatReason.Analysable)
        {
            _intervals.Add(beat.Rr, isUsual: false);
            _previousUsual = false;
            return Ready(beat, 0, reason, -1);
        }

        var next = double.IsNaN(beat.Next) ? BeatInput.NextBeatSeconds : Math.Min(beat.Next, BeatInput.NextBeatSeconds);
        var family = _families.Find(_windows, out var shift, out var correlation);
        var (index, width) = (-1, 0.0);
        var alike = 0.0;
        if (_families.Usual is { } usual && usual.Has(_windows.Lead(0)) && usual.Has(_windows.Lead(1)))
        {
            var features = new FeatureWriter(findings.AddInput(out index));
            _intervals.Describe(beat.Rr, next, ref features);
            alike = _windows.Lay(usual, out var move, out _);
            _families.Describe(family, correlation, alike, ref features);
            features.Add(_previousCorrelation, -1, 1);
            features.Add(_previousWidth, -1, 1);
            features.Add(_previousUsual);
            width = DescribeShapes(beat, tracks, usual, _windows.Refine(usual, move), ref features);
        }

        Remember(beat, next, family, shift, alike, width, index >= 0);
        return Ready(beat, _windows.Lead(0), index >= 0 ? BeatReason.Analysable : BeatReason.Learning, index);
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        _families.Visit(ref codec);
        _intervals.Visit(ref codec);
        foreach (var own in _own)
        {
            own.Visit(ref codec);
        }

        codec.Visit(ref _previousCorrelation);
        codec.Visit(ref _previousWidth);
        codec.Visit(ref _previousUsual);
    }

    public bool IsConsistent => _families.IsConsistent && _intervals.IsConsistent && Array.TrueForAll(_own, own => own.IsConsistent);

    private static BeatReady Ready(in PendingBeat beat, int lead, BeatReason reason, int index) => new(beat.Sample, beat.Rr, lead, reason, index);

    private BeatReason Take(in PendingBeat beat, LeadTrack[] tracks, long now)
    {
        _windows.Clear();
        var reason = BeatReason.TooLate;
        for (var lead = 0; lead < tracks.Length && _windows.Count < BeatInput.Slots; lead++)
        {
            var centre = beat.Sample + tracks[lead].MonitorDelay;
            var first = (long)Math.Floor(centre - ((BeatInput.SamplesBefore + BeatShape.MaxShift) * _step)) - 1;
            if (!tracks[lead].Holds(first, now))
            {
                continue;
            }

            if (!tracks[lead].WasGoodSince(first))
            {
                reason = BeatReason.BadSignal;
                continue;
            }

            if (IsNoisy(_windows.Cut(tracks[lead], centre, _step)))
            {
                reason = BeatReason.Noisy;
                continue;
            }

            _windows.Keep(lead);
        }

        return _windows.Count > 0 ? BeatReason.Analysable : reason;
    }

    private static bool IsNoisy(ReadOnlySpan<double> window)
        => BeatShape.Busy(window) > NoisyShare || Shapes.Turns(window, Shapes.NoiseSwing * Shapes.PeakToPeak(window)) > NoisyTurns;

    private double DescribeShapes(in PendingBeat beat, LeadTrack[] tracks, BeatFamily usual, double move, ref FeatureWriter features)
    {
        var width = 0.0;
        for (var slot = 0; slot < BeatInput.Slots; slot++)
        {
            var lead = _windows.Lead(slot);
            usual.CopyShape(lead, _usual);
            var window = _windows.Window(tracks[lead], beat.Sample + tracks[lead].MonitorDelay + (move * _step), _step);
            _differences[slot] = BeatShape.Describe(window, _usual, ref features);
            _own[slot].Describe(_differences[slot], ref features);
            width += _differences[slot].WidthAgainst / BeatInput.Slots;
        }

        return width;
    }

    private void Remember(in PendingBeat beat, double next, int family, int shift, double alike, double width, bool compared)
    {
        var (own, changed) = _families.Follow(family, shift, _windows, _intervals.Time(beat.Rr, next), width);
        if (changed)
        {
            _intervals.ForgetUsual();
            foreach (var differences in _own)
            {
                differences.Forget();
            }
        }

        var isUsual = _families.IsUsual(own);
        for (var slot = 0; slot < BeatInput.Slots && isUsual && compared && !changed; slot++)
        {
            _own[slot].Follow(_differences[slot]);
        }

        _intervals.Add(beat.Rr, isUsual && _previousUsual);
        (_previousCorrelation, _previousWidth, _previousUsual) = (alike, width, isUsual);
    }
}
