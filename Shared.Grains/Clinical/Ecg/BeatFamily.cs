namespace OrleansCare.Clinical.Ecg;

/// <summary>Beats of one patient that look alike: their mean shape on each lead and what their intervals are like.</summary>
internal sealed class BeatFamily
{
    private const double FollowShare = 1.0 / 16;

    private readonly float[] _shapes = new float[EcgFormat.MaxLeads * BeatInput.WindowLength];
    private int _leads;

    /// <summary>Beats so far, each forgotten slowly.</summary>
    public double Weight;

    /// <summary>Beats that did not come early, each forgotten faster.</summary>
    public double Timely;

    public double Early;
    public double EarlySpread;
    public double Late;
    public double WidthAgainst;
    public int Count;

    public bool Has(int lead) => (_leads & (1 << lead)) != 0;

    public void CopyShape(int lead, Span<double> output)
    {
        for (var i = 0; i < BeatInput.WindowLength; i++)
        {
            output[i] = _shapes[(lead * BeatInput.WindowLength) + i];
        }
    }

    public ReadOnlySpan<float> Qrs(int lead) => _shapes.AsSpan((lead * BeatInput.WindowLength) + BeatShape.QrsFrom, BeatShape.QrsLength);

    public void Begin()
    {
        (_leads, Weight, Timely, Count) = (0, 0, 0, 0);
        (Early, EarlySpread, Late, WidthAgainst) = (0, 0, 0, 0);
    }

    public void FollowShape(int lead, ReadOnlySpan<double> beat)
    {
        var shape = _shapes.AsSpan(lead * BeatInput.WindowLength, BeatInput.WindowLength);
        var share = Has(lead) ? Math.Max(FollowShare, 1.0 / (Count + 1)) : 1;
        _leads |= 1 << lead;
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] += (float)(share * (beat[i] - shape[i]));
        }
    }

    /// <param name="early">RR against the usual one, <see cref="FeatureWriter.Compare"/>.</param>
    /// <param name="late">The next RR against the usual one.</param>
    /// <param name="widthAgainst">QRS width against that of the usual beat.</param>
    public void FollowIntervals(double early, double late, double widthAgainst)
    {
        var share = Math.Max(FollowShare, 1.0 / (Count + 1));
        EarlySpread += share * (Math.Abs(early - Early) - EarlySpread);
        Early += share * (early - Early);
        Late += share * (late - Late);
        WidthAgainst += share * (widthAgainst - WidthAgainst);
        Count = Math.Min(Count + 1, 1_000_000);
    }

    public void Visit<T>(ref T codec)
        where T : IStateCodec, allows ref struct
    {
        codec.Visit(_shapes);
        codec.Visit(ref _leads);
        codec.Visit(ref Weight);
        codec.Visit(ref Timely);
        codec.Visit(ref Early);
        codec.Visit(ref EarlySpread);
        codec.Visit(ref Late);
        codec.Visit(ref WidthAgainst);
        codec.Visit(ref Count);
    }

    public bool IsConsistent => Count is >= 0 and <= 1_000_000;
}
