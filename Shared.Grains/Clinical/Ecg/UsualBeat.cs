namespace OrleansCare.Clinical.Ecg;

/// <summary>
/// The patient's own dominant beat on the analysed lead: an average that follows slowly. It gives a classifier the
/// contrast that a stranger's beat lacks. Learned from a few beats, the one most like the others first.
/// </summary>
internal sealed class UsualBeat
{
    private const int LearnBeats = 8;
    private const double AlikeCorrelation = 0.85;
    private const double PrematureRatio = 0.85;
    private const double FollowShare = 1.0 / 16;
    private const int GiveUpAfter = 40;
    private const double SmallestPeakToPeak = 0.05;

    private readonly double[] _shape = new double[BeatInput.WindowLength];
    private readonly double[] _learned = new double[LearnBeats * BeatInput.WindowLength];
    private readonly double[] _learnedRatio = new double[LearnBeats];
    private int _learnCount;
    private int _misses;
    private bool _known;

    public bool IsKnown => _known;

    public ReadOnlySpan<double> Shape => _shape;

    public double PeakToPeak { get; private set; }

    public void Forget()
    {
        _known = false;
        _learnCount = 0;
        _misses = 0;
    }

    /// <summary>Takes a beat (mean removed, mV) after it has been described; <paramref name="rrToMean"/> below 1 is early.</summary>
    public void Follow(ReadOnlySpan<double> beat, double correlation, double rrToMean)
    {
        if (!_known)
        {
            Learn(beat, rrToMean);
            return;
        }

        if (correlation < AlikeCorrelation || rrToMean < PrematureRatio)
        {
            if (++_misses > GiveUpAfter)
            {
                Forget();
            }

            return;
        }

        _misses = 0;
        for (var i = 0; i < _shape.Length; i++)
        {
            _shape[i] += FollowShare * (beat[i] - _shape[i]);
        }

        PeakToPeak = Math.Max(SmallestPeakToPeak, Shapes.PeakToPeak(_shape));
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(_shape);
        codec.Visit(_learned);
        codec.Visit(_learnedRatio);
        codec.Visit(ref _learnCount);
        codec.Visit(ref _misses);
        codec.Visit(ref _known);
        var peakToPeak = PeakToPeak;
        codec.Visit(ref peakToPeak);
        PeakToPeak = peakToPeak;
    }

    public bool IsConsistent => _learnCount is >= 0 and < LearnBeats;

    private void Learn(ReadOnlySpan<double> beat, double rrToMean)
    {
        beat.CopyTo(Learned(_learnCount));
        _learnedRatio[_learnCount] = rrToMean;
        if (++_learnCount < LearnBeats)
        {
            return;
        }

        _learnCount = 0;
        var first = Learned(MostAlike());
        Array.Clear(_shape);
        var alike = 0;
        for (var i = 0; i < LearnBeats; i++)
        {
            var other = Learned(i);
            if (Shapes.Correlation(first, other) >= AlikeCorrelation)
            {
                alike++;
                for (var j = 0; j < _shape.Length; j++)
                {
                    _shape[j] += other[j];
                }
            }
        }

        for (var j = 0; j < _shape.Length; j++)
        {
            _shape[j] /= Math.Max(1, alike);
        }

        PeakToPeak = Math.Max(SmallestPeakToPeak, Shapes.PeakToPeak(_shape));
        _misses = 0;
        _known = true;
    }

    private int MostAlike()
    {
        var best = 0;
        var bestScore = double.NegativeInfinity;
        for (var i = 0; i < LearnBeats; i++)
        {
            var score = _learnedRatio[i] < PrematureRatio ? -LearnBeats : 0.0;
            for (var j = 0; j < LearnBeats; j++)
            {
                score += Shapes.Correlation(Learned(i), Learned(j));
            }

            if (score > bestScore)
            {
                best = i;
                bestScore = score;
            }
        }

        return best;
    }

    private Span<double> Learned(int index) => _learned.AsSpan(index * BeatInput.WindowLength, BeatInput.WindowLength);
}
