using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Rhythm;

/// <summary>Which packet brought which ECG sample, for as long as a rule looks back: a condition is named by the packet of its onset.</summary>
internal sealed class PacketTrail
{
    /// <summary>A minute of 250 ms packets; an onset before it takes the oldest packet kept.</summary>
    private const int Capacity = 240;

    private readonly Entry[] _entries = new Entry[Capacity];
    private int _next;
    private int _count;

    internal record struct Entry(long FirstSample, long Packet, SiloTime At);

    public void Add(long firstSample, long packet, SiloTime at)
    {
        _entries[_next] = new Entry(firstSample, packet, at);
        _next = (_next + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
    }

    public Entry Find(long sample)
    {
        for (var back = 1; back <= _count; back++)
        {
            var entry = _entries[(_next - back + Capacity) % Capacity];
            if (entry.FirstSample <= sample || back == _count)
            {
                return entry;
            }
        }

        return default;
    }

    public void StepBack(SiloTime now)
    {
        foreach (ref var entry in _entries.AsSpan())
        {
            entry.At = entry.At > now ? now : entry.At;
        }
    }

    public void Visit<T>(ref T fields)
        where T : IRecordFields, allows ref struct
    {
        _count = fields.VisitCount(_count, Capacity);
        var oldest = fields.IsReading ? 0 : (_next - _count + Capacity) % Capacity;
        for (var i = 0; i < _count; i++)
        {
            ref var entry = ref _entries[(oldest + i) % Capacity];
            var (first, packet, at) = (entry.FirstSample, entry.Packet, entry.At);
            fields.Visit(ref first);
            fields.Visit(ref packet);
            fields.Visit(ref at);
            entry = new Entry(first, packet, at);
        }

        _next = (oldest + _count) % Capacity;
    }
}
