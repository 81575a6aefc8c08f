using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Escalation;

/// <summary>Why the next level is called. Numbers are frozen.</summary>
public enum EscalationCause
{
    /// <summary>No station confirmed in time that it shows the alarm.</summary>
    NotDisplayed = 1,

    /// <summary>Nobody acknowledged the alarm in the level's time.</summary>
    NotAcknowledged = 2,
}

/// <summary>Call this level now.</summary>
/// <param name="Level">0 is the first; the last one is repeated.</param>
/// <param name="From">The level before; the last one is called again and again.</param>
/// <param name="NextAt">When the next call is due unless somebody acknowledges.</param>
public sealed record EscalationAdvanced(
    EffectId Id, EffectId Alarm, int From, int Level, string Role, EscalationCause Cause, SiloTime At, SiloTime NextAt) : Effect(Id);

/// <summary>Somebody acknowledged an escalated alarm, or it is over.</summary>
public sealed record EscalationEnded(EffectId Id, EffectId Alarm, SiloTime At) : Effect(Id);

/// <summary>An escalation as it stands, for a station that connects.</summary>
/// <param name="At">When the level was called, whatever restarts came since.</param>
public sealed record CurrentEscalation(EffectId Alarm, int Level, string Role, EscalationCause Cause, SiloTime At, SiloTime NextAt);
