using System.Globalization;

namespace OrleansCare.Cloud.Receive;

/// <summary>Sequences jumped over and not seen since, as ascending ranges.</summary>
public sealed class SequenceGaps
{
    /// <summary>More ranges than this and the stream is refused: it is no queue any more.</summary>
    public const int MostRanges = 1024;

    private readonly List<(long First, long Last)> _ranges;

    public SequenceGaps()
        : this([])
    {
    }

    private SequenceGaps(List<(long First, long Last)> ranges) => _ranges = ranges;

    public int Ranges => _ranges.Count;

    public long Count => _ranges.Sum(range => range.Last - range.First + 1);

    public SequenceGaps Copy() => new([.. _ranges]);

    /// <summary>Behind all that are there.</summary>
    public void Add(long first, long last) => _ranges.Add((first, last));

    /// <summary>False: not in a gap.</summary>
    public bool Remove(long sequence)
    {
        for (var i = 0; i < _ranges.Count; i++)
        {
            var (first, last) = _ranges[i];
            if (sequence < first || sequence > last)
            {
                continue;
            }

            _ranges.RemoveAt(i);
            if (sequence < last)
            {
                _ranges.Insert(i, (sequence + 1, last));
            }

            if (sequence > first)
            {
                _ranges.Insert(i, (first, sequence - 1));
            }

            return true;
        }

        return false;
    }

    /// <returns>How many there were in the gap that ends with this sequence; 0 when none does.</returns>
    public long RemoveEndingAt(long sequence)
    {
        var at = _ranges.FindIndex(range => range.Last == sequence);
        if (at < 0)
        {
            return 0;
        }

        var (first, last) = _ranges[at];
        _ranges.RemoveAt(at);
        return last - first + 1;
    }

    /// <summary>"4-6,9-9"; empty for none.</summary>
    public override string ToString() => string.Join(',', _ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}")));

    public static SequenceGaps Parse(string text) => new(
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(range => range.Split('-'))
            .Select(ends => (long.Parse(ends[0], CultureInfo.InvariantCulture), long.Parse(ends[1], CultureInfo.InvariantCulture))),
    ]);
}
