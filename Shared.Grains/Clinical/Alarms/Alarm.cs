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
    Vital? Vital, double? Value, double? Limit, SiloTime Onset, SiloTime DetectedAt, SiloTime ChangedAt);
