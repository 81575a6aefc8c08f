namespace OrleansCare.Clinical.Respiration;

/// <summary>When a patient is said not to breathe.</summary>
public static class ApnoeaRules
{
    /// <summary>
    /// 20 s without a breath: Eichenwald EC, Apnea of Prematurity, Pediatrics 2016;137:e20153757 (American Academy of Pediatrics); bedside monitors commonly
    /// start with it for everybody. To be confirmed by site.
    /// </summary>
    public static readonly TimeSpan UsualDelay = TimeSpan.FromSeconds(20);

    /// <summary>What bedside monitors commonly offer. Chosen here, to be confirmed by site.</summary>
    public static readonly TimeSpan ShortestDelay = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(40);

    public static bool IsPossible(TimeSpan delay) => delay >= ShortestDelay && delay <= LongestDelay;
}
