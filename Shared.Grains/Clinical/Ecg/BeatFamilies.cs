namespace OrleansCare.Clinical.Ecg;

/// <summary>
/// The kinds of beats that a patient has shown, in constant memory. The usual kind is the one that most often came without being early, so that
/// ectopic beats that outnumber the others for a while do not become the measure.
/// </summary>
internal sealed class BeatFamilies
{
    private const int Most = 8;
    private const int LearnBeats = 8;
    private const double AlikeCorrelation = 0.9;
    private const double AlikeSize = 0.5;
    private const double WeightDecay = 1 - (1.0 / 256);
    private const double TimelyDecay = 1 - (1.0 / 192);
    private const double TakeOver = 1.25;

    public static readonly string[] FeatureNames =
    [
        "family_correlation", "family_is_usual", "family_share", "family_known", "family_early", "family_early_spread", "family_late",
        "family_width_against", "usual_share", "similarity_to_usual",
    ];

    private readonly BeatFamily[] _families = new BeatFamily[Most];
    private int _usual = -1;
    private int _seen;

    public BeatFamilies()
    {
        for (var i = 0; i < Most; i++)
        {
            _families[i] = new BeatFamily();
        }
    }

    /// <summary>Null while the patient's usual beat is not known.</summary>
    public BeatFamily? Usual => _seen >= LearnBeats && _usual >= 0 ? _families[_usual] : null;

    public bool IsUsual(int family) => family == _usual;

    /// <summary>The family most like a beat, -1 when it is like none.</summary>
    public int Find(BeatWindows beat, out int shift, out double correlation)
    {
        var best = -1;
        (shift, correlation) = (0, -1);
        for (var i = 0; i < Most; i++)
        {
            if (_families[i].Count > 0 && beat.Lay(_families[i], out var moved, out var size) is var alike && alike > correlation
                && (alike >= AlikeCorrelation && size >= AlikeSize && size <= 1 / AlikeSize))
            {
                (best, shift, correlation) = (i, moved, alike);
            }
        }

        return best;
    }

    public void Describe(int family, double correlation, double usualCorrelation, ref FeatureWriter features)
    {
        var total = 0.0;
        foreach (var other in _families)
        {
            total += other.Weight;
        }

        var known = family >= 0 ? _families[family] : null;
        features.Add(known is null ? 0 : correlation, 0, 1);
        features.Add(known is not null && family == _usual);
        features.Add(known is null || !(total > 0) ? 0 : known.Weight / total, 0, 1);
        features.Add(known is null ? 0 : known.Count / (known.Count + 8.0), 0, 1);
        features.Add(known?.Early ?? 0, -1, 1);
        features.Add(known?.EarlySpread ?? 0, 0, 1);
        features.Add(known?.Late ?? 0, -1, 1);
        features.Add(known?.WidthAgainst ?? 0, -1, 1);
        features.Add(_usual >= 0 && total > 0 ? _families[_usual].Weight / total : 0, 0, 1);
        features.Add(usualCorrelation, -1, 1);
    }

    /// <summary>Takes a beat into its family, or begins one in place of the rarest.</summary>
    /// <returns>Its family, and whether the usual kind is another one from now on.</returns>
    public (int Family, bool UsualChanged) Follow(int family, int shift, BeatWindows beat, in BeatTiming timing, double widthAgainst)
    {
        foreach (var other in _families)
        {
            other.Weight *= WeightDecay;
            other.Timely *= TimelyDecay;
        }

        if (family < 0)
        {
            family = Rarest();
            _families[family].Begin();
        }

        var own = _families[family];
        beat.Teach(own, shift);
        own.FollowIntervals(timing.Early, timing.Late, widthAgainst);
        own.Weight++;
        if (timing.IsTimely)
        {
            own.Timely++;
        }

        _seen = Math.Min(_seen + 1, LearnBeats);
        var changes = _usual < 0 || (family != _usual && own.Timely > TakeOver * _families[_usual].Timely);
        _usual = changes ? family : _usual;
        return (family, changes);
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        foreach (var family in _families)
        {
            family.Visit(ref codec);
        }

        codec.Visit(ref _usual);
        codec.Visit(ref _seen);
    }

    public bool IsConsistent => _usual is >= -1 and < Most && _seen is >= 0 and <= LearnBeats && Array.TrueForAll(_families, family => family.IsConsistent);

    private int Rarest()
    {
        var rarest = _usual == 0 ? 1 : 0;
        for (var i = 0; i < Most; i++)
        {
            if (i != _usual && _families[i].Weight < _families[rarest].Weight)
            {
                rarest = i;
            }
        }

        return rarest;
    }
}
