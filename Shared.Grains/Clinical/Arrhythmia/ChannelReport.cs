using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Pulse;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>What one channel saw in the seconds before an alarm.</summary>
/// <param name="Code">An <see cref="Mdc"/> wave code.</param>
/// <param name="Beats">How many.</param>
/// <param name="UsualShare">Share of them that look as this patient's beats do; 0 without beats.</param>
/// <param name="UnreadableSeconds">Missing, off, flat or saturated.</param>
/// <param name="LongestPause">Seconds without any beat.</param>
/// <param name="LongestUnusual">Seconds without a usual beat.</param>
/// <param name="LongestOther">Seconds without a beat of the dominant shape.</param>
/// <param name="Low5">Lowest rate over five beats, per minute; NaN without five in a row.</param>
/// <param name="High5">Highest.</param>
/// <param name="High17">Highest over seventeen beats.</param>
/// <param name="LowUsual5">Lowest over five usual beats, whatever lies between them.</param>
/// <param name="Irregularity">Mean change from interval to interval by the mean interval.</param>
internal readonly record struct ChannelReport(
    int Code, int Beats, double UsualShare, double UnreadableSeconds, double LongestPause, double LongestUnusual, double LongestOther,
    double Low5, double High5, double High17, double LowUsual5, double Irregularity)
{
    public bool IsPulse => !Mdc.IsEcg(Code);

    public bool IsReadable => UnreadableSeconds <= ArrhythmiaRules.MostUnreadableSeconds;

    /// <summary>Its beats may be counted.</summary>
    public bool IsTrusted => IsReadable && UsualShare >= ArrhythmiaRules.TrustedShare;

    /// <summary>Its usual beats are proof of circulation or conduction: a QRS is, a pulse wave when the channel is trusted and it comes as a heart beats.</summary>
    public bool IsCredible => !IsPulse || (IsTrusted && Irregularity <= ArrhythmiaRules.CredibleIrregularity && !MayBeCompressions);

    /// <summary>Nothing began or ended: one rate and even intervals throughout.</summary>
    public bool IsSteady => IsReadable && High5 <= ArrhythmiaRules.SteadyUpTo * Low5
        && Irregularity <= (IsPulse ? ArrhythmiaRules.RegularPulseUpTo : ArrhythmiaRules.RegularUpTo);

    private double Rate => double.IsNaN(High17) ? High5 : High17;

    private bool MayBeCompressions => Rate is >= ArrhythmiaRules.CompressionsFrom and <= ArrhythmiaRules.CompressionsTo
        && Irregularity > ArrhythmiaRules.CompressionsIrregularity;

    public static ChannelReport Of(Channel channel)
    {
        if (channel.Lead is { } lead)
        {
            var view = new BeatView(lead.Beats, lead.Samples.Next, ArrhythmiaRules.LookBackSeconds, leastAmplitude: 0);
            return Of(channel.Code, view, lead.Quality);
        }

        var pulse = channel.Pulse!;
        return Of(channel.Code, new BeatView(pulse.Beats, pulse.Samples.Next, ArrhythmiaRules.LookBackSeconds, PulseRules.WeakShare * pulse.UsualRise), pulse.Quality);
    }

    private static ChannelReport Of(int code, BeatView view, in ChannelQuality quality)
    {
        var (low5, high5) = view.Rates(5);
        var (_, high17) = view.Rates(17);
        return new ChannelReport(
            code, view.Count, view.UsualShare, quality.BadSeconds(ArrhythmiaRules.LookBackSeconds), view.LongestGap(BeatKind.Any), view.LongestGap(BeatKind.Usual),
            view.LongestGap(BeatKind.Dominant), low5, high5, high17, view.LowestUsualRate(5), view.Irregularity());
    }
}
