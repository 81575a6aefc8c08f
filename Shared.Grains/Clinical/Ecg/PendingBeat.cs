namespace OrleansCare.Clinical.Ecg;

/// <summary>A detected beat that waits for the rest of its window, with what the intervals said when it was detected.</summary>
internal struct PendingBeat
{
    public long Sample;
    public int Lead;
    public double Rr;
    public double RrToMean;
    public double RrToPrevious;
    public double PreviousToMean;
    public double Irregularity;
    public double Mean;
    public double Next;

    public static PendingBeat At(long sample, int lead, double rr, RrHistory beats)
    {
        var beat = new PendingBeat { Sample = sample, Lead = lead, Rr = rr, RrToMean = 1, RrToPrevious = 1, PreviousToMean = 1, Mean = double.NaN, Next = double.NaN };
        if (beats.Beats > 2)
        {
            var mean = beats.Mean(1);
            var previous = beats.Interval(1);
            beat.Mean = mean;
            beat.RrToMean = rr / mean;
            beat.RrToPrevious = rr / previous;
            beat.PreviousToMean = previous / mean;
            var last = Math.Min(beats.Beats - 1, 1 + RrHistory.MeanIntervals);
            var change = 0.0;
            for (var age = 1; age + 1 < last; age++)
            {
                change += Math.Abs(beats.Interval(age) - beats.Interval(age + 1));
            }

            beat.Irregularity = last > 2 ? change / (last - 2) / mean : 0;
        }

        return beat;
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(ref Sample);
        codec.Visit(ref Lead);
        codec.Visit(ref Rr);
        codec.Visit(ref RrToMean);
        codec.Visit(ref RrToPrevious);
        codec.Visit(ref PreviousToMean);
        codec.Visit(ref Irregularity);
        codec.Visit(ref Mean);
        codec.Visit(ref Next);
    }
}
