namespace OrleansCare.Clinical.Ecg;

/// <summary>
/// Makes one slope of all leads for the detector. Each lead's slope counts by that lead's own usual QRS, so that a lead with small complexes carries on
/// alone when one with large complexes comes off.
/// </summary>
internal sealed class LeadFusion
{
    private const double WeighSeconds = 0.25;

    // A lead whose complexes vanished must not be magnified to its noise.
    private const double MostGain = 5;

    private readonly LeadTrack[] _tracks;
    private readonly int _weighEvery;

    public LeadFusion(LeadTrack[] tracks, double rate)
    {
        _tracks = tracks;
        _weighEvery = (int)(WeighSeconds * rate);
        Weigh(0);
    }

    /// <summary>mV/s.</summary>
    public double Slope { get; private set; }

    /// <summary>The least that a reliable lead shows now, by its usual QRS; infinite with one lead, which nothing contradicts.</summary>
    public double Support { get; private set; }

    public bool IsUsable { get; private set; }

    /// <summary>After every lead took its sample.</summary>
    public void Next(long sample)
    {
        var (common, usable) = (0.0, false);
        Support = double.PositiveInfinity;
        foreach (var track in _tracks)
        {
            common += track.Weight * track.Usual.Level;
            if (track.IsUsable(sample))
            {
                usable = true;
                if (_tracks.Length > 1 && track.Usual.IsReliable)
                {
                    Support = Math.Min(Support, track.Usual.Share);
                }
            }
        }

        IsUsable = usable;
        Slope = 0;
        foreach (var track in _tracks)
        {
            var gain = common > 0 && track.Usual.Level > 0 ? Math.Min(MostGain, common / track.Usual.Level) : 1;
            Slope += track.Weight * gain * track.Slope;
        }

        if (sample % _weighEvery == 0)
        {
            Weigh(sample);
        }
    }

    public void Beat()
    {
        foreach (var track in _tracks)
        {
            track.Usual.Beat();
        }
    }

    // Leads count by how much their slopes stand out of their own mean; together as much as one lead alone.
    private void Weigh(long sample)
    {
        var sum = 0.0;
        foreach (var track in _tracks)
        {
            track.Weight = track.Prominence(sample);
            sum += track.Weight;
        }

        foreach (var track in _tracks)
        {
            track.Weight = sum > 0 ? track.Weight / sum : 1.0 / _tracks.Length;
        }
    }
}
