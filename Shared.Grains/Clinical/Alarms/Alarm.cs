using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Alarms;

/// <summary>One alarm, from its onset to its end, as it stood after revision <paramref name="Revision"/> (1, 2, 3, ...).</summary>
/// <param name="Id">Made at the onset; kept through acknowledgement, restart and takeover.</param>
/// <param name="Vital">The vital sign of a limit alarm, else null.</param>
/// <param name="Value">The value that raised it, where there is one, in the vital's own unit (rhythm alarms: seconds or /min).</param>
/// <param name="Onset">Silo time of the packet in which the condition began.</param>
/// <param name="DetectedAt">Silo time of the input at which the rule decided.</param>
public sealed record Alarm(
    EffectId Id, int Revision, AlarmKind Kind, AlarmPriority Priority, AlarmType Type, ConditionState Condition, SignalState Signal, EventPhase Phase,
    Vital? Vital, double? Value, double? Limit, SiloTime Onset, SiloTime DetectedAt, SiloTime ChangedAt)
{
    /// <summary>The alarm whose cause is this one's cause too: this one is shown under it. Null when it stands alone.</summary>
    public EffectId? Parent { get; init; }

    /// <summary>What an independent signal says of the condition; empty when nothing is known.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>The evidence contradicts it: its priority was lowered. It stays visible.</summary>
    public bool Demoted { get; init; }

    /// <summary>A device's own words for an alarm that it reported; empty for every other.</summary>
    public string Text { get; init; } = "";

    /// <summary>A device raised it by rules of its own.</summary>
    public bool IsReported => Text.Length > 0;

    /// <summary>Who made this revision; empty when the condition, time or a rule did. Never leaves the edge.</summary>
    public string By { get; init; } = "";

    /// <summary>Why, in the words of <see cref="By"/>. Never leaves the edge.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When paused signals come back; null when they are not paused.</summary>
    public SiloTime? SignalsUntil { get; init; }

    /// <summary>IEC 60601-1-8's high priority: death or irreversible injury, promptly. Its signals may be paused, never off.</summary>
    public bool IsLifeThreatening => Priority == AlarmPriority.High;
}
