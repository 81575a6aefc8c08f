namespace OrleansCare.Clinical.Ecg;

/// <summary>Turns a finished window into the classifier's input and keeps the patient's usual beat.</summary>
internal sealed class BeatDescriber
{
    // Beyond this share the curve outside the QRS is as busy as within it.
    private const double NoisyShare = 0.9;

    // P, QRS and T turn seven or eight times; noise in the monitor band three times as often.
    private const int NoisyTurns = 12;
    private const double TurnShare = 0.15;
    private const int QrsHalfWidth = 10;
    private const int QrsPathHalfWidth = 12;

    private readonly double _rate;
    private readonly double[] _beat = new double[BeatInput.WindowLength];
    private readonly UsualBeat _usual = new();
    private int _lead = -1;

    public BeatDescriber(double rate) => _rate = rate;

    public BeatReady Describe(in PendingBeat pending, LeadTrack track, long now, EcgFindings findings)
    {
        var reason = Take(pending, track, now);
        if (reason != BeatReason.Analysable)
        {
            return Ready(pending, reason, -1);
        }

        if (_lead != pending.Lead)
        {
            _lead = pending.Lead;
            _usual.Forget();
        }

        var known = _usual.IsKnown;
        var correlation = known ? Shapes.Correlation(_beat, _usual.Shape) : 0;
        var index = -1;
        if (known)
        {
            Fill(findings.AddInput(out index), pending, correlation);
        }

        _usual.Follow(_beat, correlation, pending.RrToMean);
        return Ready(pending, known ? BeatReason.Analysable : BeatReason.Learning, index);
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        _usual.Visit(ref codec);
        codec.Visit(ref _lead);
    }

    public bool IsConsistent => _lead is >= -1 and < EcgFormat.MaxLeads && _usual.IsConsistent;

    private static BeatReady Ready(in PendingBeat beat, BeatReason reason, int index) => new(beat.Sample, beat.Rr, beat.Lead, reason, index);

    private BeatReason Take(in PendingBeat pending, LeadTrack track, long now)
    {
        var centre = pending.Sample + track.MonitorDelay;
        var step = _rate / BeatInput.WindowRate;
        var start = centre - (BeatInput.SamplesBefore * step);
        var first = (long)Math.Floor(start);
        if (!track.Holds(first, now))
        {
            return BeatReason.TooLate;
        }

        if (!track.WasGoodSince(first))
        {
            return BeatReason.BadSignal;
        }

        for (var i = 0; i < _beat.Length; i++)
        {
            var position = start + (i * step);
            var left = (long)Math.Floor(position);
            var share = position - left;
            var value = (double)track.Monitor(left);
            _beat[i] = share > 0 ? value + (share * (track.Monitor(left + 1) - value)) : value;
        }

        Shapes.RemoveMean(_beat);
        var qrs = _beat.AsSpan(BeatInput.SamplesBefore - QrsPathHalfWidth, (2 * QrsPathHalfWidth) + 1);
        var qrsPath = Shapes.Path(qrs);
        var restPath = Shapes.Path(_beat) - qrsPath;
        var busyOutside = restPath / (_beat.Length - qrs.Length) > NoisyShare * qrsPath / qrs.Length;
        return busyOutside || Shapes.Turns(_beat, TurnShare * Shapes.PeakToPeak(_beat)) > NoisyTurns ? BeatReason.Noisy : BeatReason.Analysable;
    }

    private void Fill(Span<float> input, in PendingBeat pending, double correlation)
    {
        var scale = 1 / _usual.PeakToPeak;
        var usual = _usual.Shape;
        for (var i = 0; i < _beat.Length; i++)
        {
            input[BeatInput.WindowOffset + i] = (float)(_beat[i] * scale);
            input[BeatInput.UsualOffset + i] = (float)(usual[i] * scale);
        }

        var features = input[BeatInput.FeatureOffset..];
        features[0] = Clip(double.IsNaN(pending.Rr) ? 0 : pending.Rr, 0, 3);
        features[1] = Clip(pending.RrToMean, 0, 3);
        features[2] = Clip(pending.RrToPrevious, 0, 3);
        features[3] = Clip(pending.PreviousToMean, 0, 3);
        features[4] = Clip(pending.Irregularity, 0, 1);
        features[5] = Clip(correlation, -1, 1);
        features[6] = Clip(Shapes.PeakToPeak(_beat) * scale, 0, 5);
        features[7] = Clip(QrsArea(_beat) / Math.Max(1e-9, QrsArea(usual)), 0, 5);
        var next = double.IsNaN(pending.Next) ? BeatInput.NextBeatSeconds : Math.Min(pending.Next, BeatInput.NextBeatSeconds);
        features[8] = double.IsNaN(pending.Mean) ? 1 : Clip(next / pending.Mean, 0, 3);
        features[9] = double.IsNaN(pending.Rr) ? 1 : Clip(pending.Rr / next, 0, 3);
    }

    private static double QrsArea(ReadOnlySpan<double> shape)
        => Shapes.AbsoluteSum(shape.Slice(BeatInput.SamplesBefore - QrsHalfWidth, (2 * QrsHalfWidth) + 1));

    private static float Clip(double value, double low, double high) => (float)Math.Min(high, Math.Max(low, value));
}
