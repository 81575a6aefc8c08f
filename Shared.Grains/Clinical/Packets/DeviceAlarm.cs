using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Packets;

/// <summary>
/// An alarm that a device raised itself (IHE PCD-04 and the like). Each message of one alarm carries the same <see cref="AlertId"/>, from start to end;
/// <see cref="EventPhase.Continue"/> is sent again and again and changes nothing.
/// </summary>
public sealed record DeviceAlarm
{
    /// <summary>The device's opaque key (random, never its serial number).</summary>
    public required string Device { get; init; }

    /// <summary>The device's name for the whole alarm: OBR-29, or OBR-3 of the first message. Unique within the device.</summary>
    public required string AlertId { get; init; }

    /// <summary>An MDC event code, e.g. 196648 MDC_EVT_HI; 0: the device gave text only.</summary>
    public required int EventCode { get; init; }

    /// <summary>The device's own words, e.g. "HR high 145 &gt; 120". May be empty.</summary>
    public string EventText { get; init; } = "";

    /// <summary>What it is about: an <see cref="Mdc"/> metric or another MDC code; 0: not said.</summary>
    public int SourceCode { get; init; }

    public required EventPhase Phase { get; init; }

    public required ConditionState State { get; init; }

    /// <summary>Several may hold at once, e.g. acknowledged and audio paused; none means that the device did not say.</summary>
    public IReadOnlyList<SignalState> Inactivations { get; init; } = [];

    /// <summary>Null: the device says that it is no alarm, or does not say.</summary>
    public AlarmPriority? Priority { get; init; }

    public required AlarmType Type { get; init; }

    /// <summary>The measured value, in <see cref="Unit"/>.</summary>
    public double? Value { get; init; }

    public Unit Unit { get; init; }

    public double? LowLimit { get; init; }

    public double? HighLimit { get; init; }

    public DeviceTime? DeviceTime { get; init; }

    public required SiloTime ReceivedAt { get; init; }
}
