namespace OrleansCare.Clinical.Ecg.Scoring;

/// <summary>The annotated beats of a record, and the stretches in which EC57 counts differently. Samples are in the record's own rate.</summary>
public sealed class ReferenceBeats
{
    private const int AllSignalsUnreadable = 0x30;

    private readonly List<(long From, long To)> _flutter = [];
    private readonly List<(long From, long To)> _shutdown = [];
    private readonly List<long> _samples = [];
    private readonly List<BeatClass> _classes = [];

    public IReadOnlyList<long> Samples => _samples;

    public IReadOnlyList<BeatClass> Classes => _classes;

    /// <summary>Holds paced beats (/): outside EC57's reporting requirement for ectopic beats.</summary>
    public bool IsPaced { get; private set; }

    /// <param name="annotations">In order of time: sample, mnemonic, subtype.</param>
    /// <param name="map">Which classes the mnemonics mean.</param>
    /// <param name="window">Match window in samples: an unreadable stretch without an end lies that far from its neighbours.</param>
    public static ReferenceBeats From(IEnumerable<(long Sample, char Symbol, int SubType)> annotations, BeatMap map, long window)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        var beats = new ReferenceBeats();
        long? flutter = null, unreadable = null;
        var last = 0L;
        foreach (var (sample, symbol, subType) in annotations)
        {
            if (unreadable is { } from)
            {
                var ends = symbol == '~' && (subType & AllSignalsUnreadable) != AllSignalsUnreadable;
                beats._shutdown.Add(ends ? (from, sample) : (last + window, sample - window));
                unreadable = null;
            }

            if (symbol == ']' && flutter is { } onset)
            {
                beats._flutter.Add((onset, sample));
                (flutter, last) = (null, sample);
            }
            else if (flutter is not null)
            {
                continue;
            }
            else if (symbol == '[')
            {
                flutter = sample;
            }
            else if (symbol == '~' && (subType & AllSignalsUnreadable) == AllSignalsUnreadable)
            {
                unreadable = sample;
            }
            else if (BeatClasses.FromSymbol(symbol, map) is { } beat)
            {
                beats._samples.Add(sample);
                beats._classes.Add(beat);
                beats.IsPaced |= symbol == '/';
                last = sample;
            }
        }

        if (flutter is { } open)
        {
            beats._flutter.Add((open, long.MaxValue));
        }

        if (unreadable is { } rest)
        {
            beats._shutdown.Add((rest, long.MaxValue));
        }

        return beats;
    }

    /// <summary>Within ventricular flutter or fibrillation: neither beats nor false detections are counted.</summary>
    public bool InFlutter(long sample) => Within(_flutter, sample);

    /// <summary>Where the annotators could read no signal.</summary>
    public bool InShutdown(long sample) => Within(_shutdown, sample);

    private static bool Within(List<(long From, long To)> stretches, long sample)
        => stretches.Exists(stretch => sample >= stretch.From && sample <= stretch.To);
}
