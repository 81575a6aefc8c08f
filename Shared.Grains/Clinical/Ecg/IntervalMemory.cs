namespace OrleansCare.Clinical.Ecg;

/// <summary>The intervals before a beat, as far back as some minutes: what is early, what is late, and how irregular the rhythm is.</summary>
internal sealed class IntervalMemory
{
    private const int Long = 64;
    private const int Short = 8;
    private const int Usual = 32;
    private const int FewestUsual = 8;
    private const int Nearby = 16;
    private const double ModeWidth = 1.08;

    // Below this share of the median a beat is early.
    private const double EarlyShare = 0.85;

    public static readonly string[] FeatureNames =
    [
        "rr", "next", "rr_against_short", "rr_against_long", "next_against_short", "next_against_long", "rr_against_next", "rr_against_previous",
        "previous_against_short", "previous_against_long", "before_previous_against_long", "both_against_short", "short_irregularity", "long_spread",
        "long_irregularity", "rank", "rank_nearby", "rr_against_usual", "rr_by_usual_spread", "next_against_usual", "usual_spread", "usual_rr",
        "short_against_long", "rr_against_slow", "slow_against_long", "concentration", "rr_against_mode", "concentration_nearby",
    ];

    private readonly double[] _intervals = new double[Long];
    private readonly double[] _usual = new double[Usual];
    private readonly double[] _sorted = new double[Long];
    private int _count;
    private int _usualCount;

    /// <summary>How a beat lies among those before it; nothing is early or late before the first interval.</summary>
    public BeatTiming Time(double rr, double next)
    {
        var (overall, usual) = (Median(_intervals, _count, Long), UsualMedian);
        var known = !double.IsNaN(rr) && !double.IsNaN(overall);
        return new BeatTiming(
            known ? FeatureWriter.Compare(rr, usual) : 0, double.IsNaN(usual) ? 0 : FeatureWriter.Compare(next, usual), !known || rr >= EarlyShare * overall);
    }

    public void Describe(double rr, double next, ref FeatureWriter features)
    {
        var (shortly, overall, usual) = (Median(_intervals, _count, Short), Median(_intervals, _count, Long), UsualMedian);
        rr = double.IsNaN(rr) ? shortly : rr;
        var (previous, before) = (Interval(0), Interval(1));
        var slow = Slow();
        var usualSpread = _usualCount >= FewestUsual ? Spread(_usual, _usualCount, Usual, usual) : Spread(_intervals, _count, Long, usual);
        features.Add(rr, 0, 3);
        features.Add(next, 0, BeatInput.NextBeatSeconds);
        features.Against(rr, shortly);
        features.Against(rr, overall);
        features.Against(next, shortly);
        features.Against(next, overall);
        features.Against(rr, next);
        features.Against(rr, previous);
        features.Against(previous, shortly);
        features.Against(previous, overall);
        features.Against(before, overall);
        features.Against(rr + next, 2 * shortly);
        features.Add(MeanChange(Short) / shortly, 0, 1);
        features.Add(Spread(_intervals, _count, Long, overall) / overall, 0, 1);
        features.Add(MedianChange() / overall, 0, 1);
        features.Add(ShareBelow(rr), 0, 1);
        features.Add(ShareBelow(rr * 1.1) - ShareBelow(rr * 0.9), 0, 1);
        features.Against(rr, usual);
        features.Add((rr - usual) / Math.Max(usualSpread, 0.02 * usual), -12, 12);
        features.Against(next, usual);
        features.Add(usualSpread / usual, 0, 1);
        features.Add(usual, 0, 3);
        features.Against(shortly, overall);
        features.Against(rr, slow);
        features.Against(slow, overall);
        DescribeMode(rr, ref features);
    }

    /// <param name="rr">Seconds; NaN changes nothing.</param>
    /// <param name="isUsual">This beat and the one before were of the patient's usual kind.</param>
    public void Add(double rr, bool isUsual)
    {
        if (double.IsNaN(rr))
        {
            return;
        }

        Push(_intervals, ref _count, rr);
        if (isUsual)
        {
            Push(_usual, ref _usualCount, rr);
        }
    }

    /// <summary>The patient's usual beat is another one from now on.</summary>
    public void ForgetUsual() => _usualCount = 0;

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(_intervals);
        codec.Visit(_usual);
        codec.Visit(ref _count);
        codec.Visit(ref _usualCount);
    }

    public bool IsConsistent => _count is >= 0 and <= Long && _usualCount is >= 0 and <= Usual;

    // Between beats of the usual kind; of all beats while there are few of those.
    private double UsualMedian => _usualCount >= FewestUsual ? Median(_usual, _usualCount, Usual) : Median(_intervals, _count, Long);

    private static void Push(double[] values, ref int count, double value)
    {
        Array.Copy(values, 0, values, 1, values.Length - 1);
        values[0] = value;
        count = Math.Min(values.Length, count + 1);
    }

    private double Interval(int age) => age < _count ? _intervals[age] : double.NaN;

    private double Median(double[] values, int count, int most)
    {
        var length = Math.Min(count, most);
        if (length == 0)
        {
            return double.NaN;
        }

        values.AsSpan(0, length).CopyTo(_sorted);
        return MiddleOfSorted(length);
    }

    // The interval that nine of ten do not exceed: the patient's own pace where most beats are early.
    private double Slow()
    {
        if (_count == 0)
        {
            return double.NaN;
        }

        _intervals.AsSpan(0, _count).CopyTo(_sorted);
        var sorted = _sorted.AsSpan(0, _count);
        sorted.Sort();
        return sorted[_count * 9 / 10];
    }

    // Median distance from a middle.
    private double Spread(double[] values, int count, int most, double middle)
    {
        var length = Math.Min(count, most);
        for (var i = 0; i < length; i++)
        {
            _sorted[i] = Math.Abs(values[i] - middle);
        }

        return length > 0 ? MiddleOfSorted(length) : double.NaN;
    }

    // The interval that most others are like, and how many are: most of them in sinus rhythm with ectopic beats, few in fibrillation.
    private void DescribeMode(double rr, ref FeatureWriter features)
    {
        if (_count < FewestUsual)
        {
            features.Add(0.5, 0, 1);
            features.Add(0, -1, 1);
            features.Add(0.5, 0, 1);
            return;
        }

        _intervals.AsSpan(0, _count).CopyTo(_sorted);
        var sorted = _sorted.AsSpan(0, _count);
        sorted.Sort();
        var (first, most, end) = (0, 0, 0);
        for (var begin = 0; begin < _count; begin++)
        {
            while (end < _count && sorted[end] <= sorted[begin] * ModeWidth)
            {
                end++;
            }

            (first, most) = end - begin > most ? (begin, end - begin) : (first, most);
        }

        var mode = 0.0;
        foreach (var interval in sorted.Slice(first, most))
        {
            mode += interval / most;
        }

        var (nearby, like) = (Math.Min(Nearby, _count), 0);
        for (var i = 0; i < nearby; i++)
        {
            like += _intervals[i] > mode * (2 - ModeWidth) && _intervals[i] < mode * ModeWidth ? 1 : 0;
        }

        features.Add((double)most / _count, 0, 1);
        features.Against(rr, mode);
        features.Add((double)like / nearby, 0, 1);
    }

    private double MedianChange()
    {
        for (var i = 0; i + 1 < _count; i++)
        {
            _sorted[i] = Math.Abs(_intervals[i] - _intervals[i + 1]);
        }

        return _count > 1 ? MiddleOfSorted(_count - 1) : double.NaN;
    }

    private double MiddleOfSorted(int length)
    {
        var sorted = _sorted.AsSpan(0, length);
        sorted.Sort();
        return length % 2 == 1 ? sorted[length / 2] : (sorted[(length / 2) - 1] + sorted[length / 2]) / 2;
    }

    private double MeanChange(int most)
    {
        var (sum, length) = (0.0, Math.Min(_count, most + 1) - 1);
        for (var i = 0; i < length; i++)
        {
            sum += Math.Abs(_intervals[i] - _intervals[i + 1]);
        }

        return length > 0 ? sum / length : double.NaN;
    }

    private double ShareBelow(double rr)
    {
        var below = 0;
        for (var i = 0; i < _count; i++)
        {
            below += _intervals[i] < rr ? 1 : 0;
        }

        return _count > 0 ? (double)below / _count : 0.5;
    }
}
