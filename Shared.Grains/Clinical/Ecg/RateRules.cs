namespace OrleansCare.Clinical.Ecg;

/// <summary>Asystole and the two extreme rates, from R peaks and the sample clock.</summary>
internal sealed class RateRules
{
    private readonly double _rate;
    private readonly RrHistory _beats;
    private readonly long _asystoleWait;
    private Condition _asystole;
    private Condition _slow;
    private Condition _fast;
    private Condition _blind;
    private long _usableSince = -1;

    public RateRules(double rate, RrHistory beats)
    {
        _rate = rate;
        _beats = beats;
        _asystoleWait = (long)((EcgRules.AsystoleSeconds + EcgRules.DetectionDelaySeconds) * rate);
    }

    public bool InAsystole => _asystole.Active;

    public void Beat(long now, EcgFindings findings)
    {
        End(ref _asystole, RhythmKind.Asystole, now, SecondsSince((long)_beats.LastBeat, _asystole.Onset), findings);
        Decide(ref _slow, RhythmKind.ExtremeBradycardia, EcgRules.BradycardiaBeats, below: true, now, findings);
        Decide(ref _fast, RhythmKind.ExtremeTachycardia, EcgRules.TachycardiaBeats, below: false, now, findings);
    }

    public void Tick(long now, bool usable, EcgFindings findings)
    {
        if (!usable)
        {
            _usableSince = -1;
            if (!_blind.Active)
            {
                Begin(ref _blind, RhythmKind.NoUsableSignal, now, now, 0, findings);
            }

            return;
        }

        if (_usableSince < 0)
        {
            _usableSince = now;
            End(ref _blind, RhythmKind.NoUsableSignal, now, SecondsSince(now, _blind.Onset), findings);
        }

        if (_asystole.Active)
        {
            return;
        }

        var onset = _beats.Beats > 0 ? Math.Max(_usableSince, (long)_beats.LastBeat) : _usableSince;
        if (now - onset >= _asystoleWait)
        {
            Begin(ref _asystole, RhythmKind.Asystole, onset, now, SecondsSince(now, onset), findings);
            End(ref _fast, RhythmKind.ExtremeTachycardia, now, 0, findings);
        }
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        _asystole.Visit(ref codec);
        _slow.Visit(ref codec);
        _fast.Visit(ref codec);
        _blind.Visit(ref codec);
        codec.Visit(ref _usableSince);
    }

    private double SecondsSince(long now, long onset) => (now - onset) / _rate;

    private void Decide(ref Condition condition, RhythmKind kind, int beats, bool below, long now, EcgFindings findings)
    {
        var rate = _beats.Rate(beats);
        if (double.IsNaN(rate))
        {
            return;
        }

        var margin = condition.Active ? EcgRules.RateHysteresis : 0;
        var met = below ? rate < EcgRules.BradycardiaRate + margin : rate > EcgRules.TachycardiaRate - margin;
        if (met && !condition.Active)
        {
            Begin(ref condition, kind, (long)_beats.Beat(beats - 1), now, rate, findings);
        }
        else if (!met)
        {
            End(ref condition, kind, now, rate, findings);
        }
    }

    private static void Begin(ref Condition condition, RhythmKind kind, long onset, long now, double value, EcgFindings findings)
    {
        condition = new Condition { Active = true, Onset = onset };
        findings.Rhythm.Add(new RhythmFinding(kind, Active: true, onset, now, value));
    }

    private static void End(ref Condition condition, RhythmKind kind, long now, double value, EcgFindings findings)
    {
        if (condition.Active)
        {
            condition.Active = false;
            findings.Rhythm.Add(new RhythmFinding(kind, Active: false, condition.Onset, now, value));
        }
    }

    private struct Condition
    {
        public bool Active;
        public long Onset;

        public void Visit<T>(ref T codec)
            where T : IStateCodec, allows ref struct
        {
            codec.Visit(ref Active);
            codec.Visit(ref Onset);
        }
    }
}
