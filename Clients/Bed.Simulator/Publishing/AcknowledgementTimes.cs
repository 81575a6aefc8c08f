namespace OrleansCare.BedSimulator.Publishing;

/// <summary>From the last transmission of a packet to its PUBACK, counted in steps of 0.1 ms up to a second.</summary>
public sealed class AcknowledgementTimes
{
    private const int Steps = 10_000;
    private readonly long[] _counts = new long[Steps + 1];
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    /// <summary>In ms, the upper end of the step; 1,000 stands for longer.</summary>
    /// <param name="share">0 to 1.</param>
    public double Percentile(double share)
    {
        var wanted = Math.Ceiling(Count * share);
        var seen = 0L;
        for (var i = 0; i <= Steps; i++)
        {
            seen += Interlocked.Read(ref _counts[i]);
            if (seen >= wanted)
            {
                return Math.Min(Steps, i + 1) / 10.0;
            }
        }

        return Steps / 10.0;
    }

    internal void Add(TimeSpan time)
    {
        Interlocked.Increment(ref _counts[Math.Clamp((int)(time.TotalMilliseconds * 10), 0, Steps)]);
        Interlocked.Increment(ref _count);
    }
}
