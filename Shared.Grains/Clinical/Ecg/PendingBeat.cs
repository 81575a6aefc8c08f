namespace OrleansCare.Clinical.Ecg;

/// <summary>A detected beat that waits for the rest of its window and for the next beat.</summary>
internal struct PendingBeat
{
    public long Sample;

    /// <summary>Seconds; NaN when there was no beat before, or the signal was interrupted.</summary>
    public double Rr;

    /// <summary>Seconds; NaN while the next beat is not known.</summary>
    public double Next;

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(ref Sample);
        codec.Visit(ref Rr);
        codec.Visit(ref Next);
    }
}
