using OrleansCare.Clinical.Codes;

namespace OrleansCare.Clinical.Alarms;

/// <summary>Why limits are refused.</summary>
public enum LimitRefusal
{
    None = 0,

    /// <summary>Not finite, low not below high, a negative hysteresis, a delay beyond <see cref="LimitRow.LongestDelay"/>, an unknown priority.</summary>
    Impossible = 1,

    /// <summary>Outside <see cref="LimitRow.Least"/> to <see cref="LimitRow.Most"/>, whatever the reason.</summary>
    OutOfRange = 2,

    /// <summary>Wider, later or less urgent than the row allows without a reason.</summary>
    ReasonMissing = 3,

    /// <summary>A limit whose alarm is life-threatening cannot be switched off.</summary>
    LifeThreatening = 4,
}

/// <summary>One row of the default table: the limits of a vital sign in an age group, and how far staff may move them.</summary>
/// <param name="Source">Where the figures come from; every row is to be confirmed by site.</param>
/// <param name="LowFrom">The low limit may go down to here without a reason; null where there is no low limit by default.</param>
/// <param name="HighTo">The high limit may go up to here without a reason; null where there is no high limit by default.</param>
/// <param name="Least">No limit lies below, whatever the reason; the vital's own unit.</param>
/// <param name="Most">No limit lies above.</param>
public sealed record LimitRow(Vital Vital, AgeGroup Group, AlarmLimits Limits, string Source, double? LowFrom, double? HighTo, double Least, double Most)
{
    /// <summary>A longer wait is a limit that is off. Chosen here, to be confirmed by site.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    public bool LowRequired => Limits is { Low: not null, Priority: AlarmPriority.High };

    public bool HighRequired => Limits is { High: not null, Priority: AlarmPriority.High };

    public LimitRefusal Check(AlarmLimits limits, string reason)
    {
        if (!ArePossible(limits))
        {
            return LimitRefusal.Impossible;
        }

        if ((limits.Low is null && LowRequired) || (limits.High is null && HighRequired))
        {
            return LimitRefusal.LifeThreatening;
        }

        if (limits.Low < Least || limits.Low > Most || limits.High < Least || limits.High > Most)
        {
            return LimitRefusal.OutOfRange;
        }

        return IsFree(limits) || !string.IsNullOrWhiteSpace(reason) ? LimitRefusal.None : LimitRefusal.ReasonMissing;
    }

    private static bool ArePossible(AlarmLimits limits) =>
        limits is { Hysteresis: >= 0 and < double.PositiveInfinity, Priority: >= AlarmPriority.Low and <= AlarmPriority.High }
        && limits.Delay >= TimeSpan.Zero && limits.Delay <= LongestDelay
        && double.IsFinite(limits.Low ?? 0) && double.IsFinite(limits.High ?? 0)
        && !(limits.Low >= limits.High);

    private bool IsFree(AlarmLimits limits) =>
        (LowFrom is not { } lowest || limits.Low >= lowest)
        && (HighTo is not { } highest || limits.High <= highest)
        && limits.Priority >= Limits.Priority && limits.Delay <= Limits.Delay && limits.Hysteresis <= Limits.Hysteresis;
}
