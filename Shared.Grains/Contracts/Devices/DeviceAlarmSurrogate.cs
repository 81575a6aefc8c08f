using Orleans;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Contracts.Devices;

/// <summary>How a <see cref="DeviceAlarm"/>, which knows no actors, travels between silos.</summary>
[GenerateSerializer]
[Alias("care.DeviceAlarm")]
public record struct DeviceAlarmSurrogate(
    [property: Id(0)] string Device,
    [property: Id(1)] string AlertId,
    [property: Id(2)] int EventCode,
    [property: Id(3)] string EventText,
    [property: Id(4)] int SourceCode,
    [property: Id(5)] int Phase,
    [property: Id(6)] int State,
    [property: Id(7)] int[] Inactivations,
    [property: Id(8)] int? Priority,
    [property: Id(9)] int Type,
    [property: Id(10)] double? Value,
    [property: Id(11)] int Unit,
    [property: Id(12)] double? LowLimit,
    [property: Id(13)] double? HighLimit,
    [property: Id(14)] long? DeviceTime,
    [property: Id(15)] long ReceivedAt);

[RegisterConverter]
public sealed class DeviceAlarmConverter : IConverter<DeviceAlarm, DeviceAlarmSurrogate>
{
    public DeviceAlarm ConvertFromSurrogate(in DeviceAlarmSurrogate surrogate) => new()
    {
        Device = surrogate.Device,
        AlertId = surrogate.AlertId,
        EventCode = surrogate.EventCode,
        EventText = surrogate.EventText,
        SourceCode = surrogate.SourceCode,
        Phase = (EventPhase)surrogate.Phase,
        State = (ConditionState)surrogate.State,
        Inactivations = [.. surrogate.Inactivations.Select(state => (SignalState)state)],
        Priority = (AlarmPriority?)surrogate.Priority,
        Type = (AlarmType)surrogate.Type,
        Value = surrogate.Value,
        Unit = (Unit)surrogate.Unit,
        LowLimit = surrogate.LowLimit,
        HighLimit = surrogate.HighLimit,
        DeviceTime = surrogate.DeviceTime is { } time ? new DeviceTime(time) : null,
        ReceivedAt = new SiloTime(surrogate.ReceivedAt),
    };

    public DeviceAlarmSurrogate ConvertToSurrogate(in DeviceAlarm value) => new(
        value.Device,
        value.AlertId,
        value.EventCode,
        value.EventText,
        value.SourceCode,
        (int)value.Phase,
        (int)value.State,
        [.. value.Inactivations.Select(state => (int)state)],
        (int?)value.Priority,
        (int)value.Type,
        value.Value,
        (int)value.Unit,
        value.LowLimit,
        value.HighLimit,
        value.DeviceTime?.UnixMicroseconds,
        value.ReceivedAt.UnixMicroseconds);
}
