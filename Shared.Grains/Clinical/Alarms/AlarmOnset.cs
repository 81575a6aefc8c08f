using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Alarms;

/// <summary>What may alarm once at a time: a limit of a vital sign whoever measures it, or a kind on a device.</summary>
internal readonly record struct AlarmSource(AlarmKind Kind, Vital? Vital, string Device)
{
    public static AlarmSource OfLimit(AlarmKind kind, Vital vital) => new(kind, vital, "");

    public static AlarmSource OfDevice(AlarmKind kind, string device) => new(kind, null, device);

    public bool Matches(Alarm alarm) => alarm.Kind == Kind && alarm.Vital == Vital && (Vital is not null || alarm.Id.Device == Device);
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
