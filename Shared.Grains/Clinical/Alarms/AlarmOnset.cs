using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Alarms;

/// <summary>What may alarm once at a time: a limit of a vital sign whoever measures it, or a kind on a device.</summary>
internal readonly record struct AlarmSource(AlarmKind Kind, Vital? Vital, string Device)
{
    public static AlarmSource OfLimit(AlarmKind kind, Vital vital) => new(kind, vital, "");

    public static AlarmSource OfDevice(AlarmKind kind, string device) => new(kind, null, device);

    /// <summary>One of several alarms that a device keeps apart by names of its own.</summary>
    public static AlarmSource OfAlert(AlarmKind kind, string device, EffectId? alarm, Vital? vital = null) => new(kind, vital, device) { IsAlert = true, Alarm = alarm };

    public bool IsAlert { get; private init; }

    /// <summary>Of an alert: the alarm that it raised; null before.</summary>
    public EffectId? Alarm { get; private init; }

    public bool Matches(Alarm alarm) => IsAlert ? alarm.Id == Alarm : IsLike(alarm);

    /// <summary>
    /// Of the same kind from the same device: latched ones are counted together. What a device reported is never taken for what a rule here found: each
    /// ends only when its own source says so.
    /// </summary>
    public bool IsLike(Alarm alarm) =>
        alarm.Kind == Kind && alarm.Vital == Vital && alarm.IsReported == IsAlert && ((Vital is not null && !IsAlert) || alarm.Id.Device == Device);
}

internal readonly record struct AlarmOnset(EffectId Id, AlarmPriority Priority, double? Value, double? Limit, SiloTime At)
{
    /// <summary>What an independent signal says; null when nothing is known.</summary>
    public string? Evidence { get; init; }

    /// <summary><see cref="Priority"/> was lowered because of the evidence.</summary>
    public bool Demoted { get; init; }

    /// <summary>A device's own words.</summary>
    public string? Text { get; init; }
}
