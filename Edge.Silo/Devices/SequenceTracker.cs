using System.Buffers.Binary;

namespace OrleansCare.Edge.Devices;

/// <summary>
/// Which of a device's sequence numbers have come: the highest, and the ranges below it that are missing. Late packets fill their gap;
/// with more than <see cref="RangesAtMost"/> open gaps the oldest is given up and stays counted.
/// </summary>
internal sealed class SequenceTracker
{
    public const int RangesAtMost = 256;

    private readonly List<(long From, long To)> _missing = [];
    private long _givenUp;

    public SequenceTracker()
    {
    }

    private SequenceTracker(long highest, long lowest, long givenUp) => (Highest, Lowest, _givenUp) = (highest, lowest, givenUp);

    /// <summary>Null before the first packet.</summary>
    public long? Highest { get; private set; }

    /// <summary>What lies below never came; what comes of it late is no repeat.</summary>
    private long Lowest { get; set; }

    public long Missing
    {
        get
        {
            var count = _givenUp;
            foreach (var (from, to) in _missing)
            {
                count += to - from + 1;
            }

            return count;
        }
    }

    public bool IsDuplicate(long sequence) => sequence <= Highest && sequence >= Lowest && IndexOfGap(sequence) < 0;

    /// <summary>Notes a packet that is no duplicate.</summary>
    public void Add(long sequence)
    {
        if (Highest is not { } highest)
        {
            Highest = Lowest = sequence;
        }
        else if (sequence == highest + 1)
        {
            Highest = sequence;
        }
        else if (sequence < Lowest)
        {
            if (sequence + 1 < Lowest)
            {
                AddGap(sequence + 1, Lowest - 1);
            }

            Lowest = sequence;
        }
        else if (sequence > highest)
        {
            AddGap(highest + 1, sequence - 1);
            Highest = sequence;
        }
        else if (IndexOfGap(sequence) is >= 0 and var index)
        {
            FillIn(index, sequence);
        }
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[24 + (_missing.Count * 16)];
        var at = bytes.AsSpan();
        Write(ref at, Highest ?? -1);
        Write(ref at, _givenUp);
        Write(ref at, Lowest);
        foreach (var (from, to) in _missing)
        {
            Write(ref at, from);
            Write(ref at, to);
        }

        return bytes;
    }

    public static SequenceTracker FromBytes(ReadOnlySpan<byte> bytes)
    {
        // Older ones do not say where they began: nothing below is taken then, as before.
        var saysLowest = bytes.Length % 16 != 0;
        var (highest, givenUp) = (Read(ref bytes), Read(ref bytes));
        var tracker = new SequenceTracker(highest, saysLowest ? Read(ref bytes) : long.MinValue, givenUp);
        if (highest < 0)
        {
            tracker.Highest = null;
        }

        while (!bytes.IsEmpty)
        {
            tracker._missing.Add((Read(ref bytes), Read(ref bytes)));
        }

        return tracker;
    }

    private int IndexOfGap(long sequence) => _missing.FindIndex(range => range.From <= sequence && sequence <= range.To);

    private void AddGap(long from, long to)
    {
        _missing.Add((from, to));
        if (_missing.Count > RangesAtMost)
        {
            _givenUp += _missing[0].To - _missing[0].From + 1;
            _missing.RemoveAt(0);
        }
    }

    private void FillIn(int index, long sequence)
    {
        var (from, to) = _missing[index];
        _missing.RemoveAt(index);
        if (sequence < to)
        {
            _missing.Insert(index, (sequence + 1, to));
        }

        if (sequence > from)
        {
            _missing.Insert(index, (from, sequence - 1));
        }
    }

    private static void Write(ref Span<byte> at, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(at, value);
        at = at[8..];
    }

    private static long Read(ref ReadOnlySpan<byte> at)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(at);
        at = at[8..];
        return value;
    }
}
