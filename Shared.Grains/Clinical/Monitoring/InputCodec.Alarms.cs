using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>A device's own alarm in an input.</summary>
public static partial class InputCodec
{
    private static void WriteAlarm(RecordWriter writer, DeviceAlarm alarm)
    {
        writer.String(alarm.Device);
        writer.String(alarm.AlertId);
        writer.Int32(alarm.EventCode);
        writer.String(alarm.EventText);
        writer.Int32(alarm.SourceCode);
        writer.Int32((int)alarm.Phase);
        writer.Int32((int)alarm.State);
        writer.Int32(alarm.Inactivations.Count);
        foreach (var inactivation in alarm.Inactivations)
        {
            writer.Int32((int)inactivation);
        }

        WriteOptional(writer, (int?)alarm.Priority);
        writer.Int32((int)alarm.Type);
        WriteOptional(writer, alarm.Value);
        WriteOptional(writer, alarm.LowLimit);
        WriteOptional(writer, alarm.HighLimit);
        writer.Int32((int)alarm.Unit);
        WriteOptional(writer, alarm.DeviceTime?.UnixMicroseconds);
        writer.Int64(alarm.ReceivedAt.UnixMicroseconds);
    }

    private static DeviceAlarm ReadAlarm(ref RecordReader reader)
    {
        var (device, alert, code, text, source) = (reader.String(), reader.String(), reader.Int32(), reader.String(), reader.Int32());
        var (phase, state) = (reader.Enumeration<EventPhase>(), reader.Enumeration<ConditionState>());
        var inactivations = new SignalState[reader.Count(4)];
        for (var i = 0; i < inactivations.Length; i++)
        {
            inactivations[i] = reader.Enumeration<SignalState>();
        }

        return new DeviceAlarm
        {
            Device = device,
            AlertId = alert,
            EventCode = code,
            EventText = text,
            SourceCode = source,
            Phase = phase,
            State = state,
            Inactivations = inactivations,
            Priority = reader.Bool() ? reader.Enumeration<AlarmPriority>() : null,
            Type = reader.Enumeration<AlarmType>(),
            Value = ReadOptionalDouble(ref reader),
            LowLimit = ReadOptionalDouble(ref reader),
            HighLimit = ReadOptionalDouble(ref reader),
            Unit = reader.Enumeration<Unit>(),
            DeviceTime = reader.Bool() ? new DeviceTime(reader.Int64()) : null,
            ReceivedAt = new SiloTime(reader.Int64()),
        };
    }

    private static double? ReadOptionalDouble(ref RecordReader reader) => reader.Bool() ? reader.Double() : null;
}
