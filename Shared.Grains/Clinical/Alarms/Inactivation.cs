using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Alarms;

/// <summary>Signals that staff inactivated, whether or not an alarm is there. At most one for each kind and one for all.</summary>
/// <param name="Kind">Null covers every kind.</param>
/// <param name="Signal">Audio or alarm, paused or off.</param>
/// <param name="Until">When it expires by itself: always set for paused, never for off.</param>
/// <param name="By">Never leaves the edge; nor does <paramref name="Reason"/>.</param>
/// <param name="RemindedAt">Off: when it was last said that it is still off.</param>
public sealed record Inactivation(AlarmKind? Kind, SignalState Signal, SiloTime Since, SiloTime? Until, string By, string Reason, SiloTime? RemindedAt = null)
{
    public bool IsOff => Signal is SignalState.AudioOff or SignalState.AlarmOff;
}

/// <summary>What became of an <see cref="Inactivation"/>. Numbers are frozen.</summary>
public enum SignalsChange
{
    Inactivated = 1,
    Enabled = 2,
    Expired = 3,

    /// <summary>The reminder signal: still off.</summary>
    Reminded = 4,
}

/// <summary>Why an inactivation is refused.</summary>
public enum InactivationRefusal
{
    None = 0,

    /// <summary>Enabled and acknowledged are no inactivation.</summary>
    NoInactivation = 1,

    /// <summary>A pause longer than <see cref="AlarmRules.LongestPause"/>, or not longer than nothing.</summary>
    PauseTooLong = 2,

    /// <summary>A high priority alarm is never off.</summary>
    LifeThreatening = 3,

    /// <summary>Off wants a reason.</summary>
    ReasonMissing = 4,
}
