namespace OrleansCare.Clinical.Pulse;

/// <summary>What makes a pulse wave trustworthy.</summary>
public static class PulseRules
{
    /// <summary>Correlation with the usual wave. Orphanidou 2015 (IEEE J Biomed Health Inform 19:832) takes 0.86 for a pleth's mean over 10 s.</summary>
    public const double AlikePulse = 0.8;

    /// <summary>Share of the usual upstroke below which a wave is no proof of circulation. Chosen here, after Sun 2006's change of 20 mmHg in 60 as "abnormal".</summary>
    public const double WeakShare = 0.3;
}
