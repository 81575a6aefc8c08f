using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Escalation;
using OrleansCare.Clinical.Records;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>Parts that several kinds of input hold.</summary>
public static partial class InputCodec
{
    private static void WriteId(RecordWriter writer, EffectId id)
    {
        writer.String(id.Episode);
        writer.Int32((int)id.Rule);
        writer.String(id.Device);
        writer.Int64(id.DeviceSequence);
        writer.Int64(id.Sample);
    }

    private static EffectId ReadId(ref RecordReader reader) =>
        new(reader.String(), (Rule)reader.Int32(), reader.String(), reader.Int64(), reader.Int64());

    private static void WriteLimits(RecordWriter writer, AlarmLimits limits)
    {
        WriteOptional(writer, limits.Low);
        WriteOptional(writer, limits.High);
        writer.Int64(limits.Delay.Ticks);
        writer.Double(limits.Hysteresis);
        writer.Int32((int)limits.Priority);
    }

    private static AlarmLimits ReadLimits(ref RecordReader reader) => new(
        reader.Bool() ? reader.Double() : null, reader.Bool() ? reader.Double() : null, TimeSpan.FromTicks(reader.Int64()), reader.Double(),
        reader.Enumeration<AlarmPriority>());

    /// <summary>0 is every kind.</summary>
    private static AlarmKind? ReadKind(ref RecordReader reader)
    {
        var number = reader.Int32();
        return number == 0 ? null : Enum.IsDefined((AlarmKind)number) ? (AlarmKind)number : throw new DamagedRecordException($"{number} is no AlarmKind.");
    }

    private static void WriteProfile(RecordWriter writer, PatientProfile profile)
    {
        WriteOptional(writer, profile.AgeYears);
        WriteOptional(writer, profile.Pregnant);
        WriteOptional(writer, profile.Paced);
        WriteOptional(writer, profile.AgeDays);
        WriteOptional(writer, (int?)profile.Category);
    }

    private static PatientProfile ReadProfile(ref RecordReader reader, byte version)
    {
        var profile = new PatientProfile(ReadOptionalInt(ref reader), ReadOptionalBool(ref reader), ReadOptionalBool(ref reader));
        return version == FirstVersion
            ? profile
            : profile with { AgeDays = ReadOptionalInt(ref reader), Category = reader.Bool() ? reader.Enumeration<PatientCategory>() : null };
    }

    private static void WritePolicy(RecordWriter writer, EscalationPolicy policy)
    {
        writer.Int32((int)policy.From);
        writer.Int64(policy.Display.Ticks);
        writer.Int32(policy.Steps.Count);
        foreach (var step in policy.Steps)
        {
            writer.String(step.Role);
            writer.Int64(step.After.Ticks);
        }
    }

    private static EscalationPolicy ReadPolicy(ref RecordReader reader)
    {
        var (from, display) = (reader.Enumeration<AlarmPriority>(), TimeSpan.FromTicks(reader.Int64()));
        var steps = new EscalationStep[reader.Count(2 + 8)];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = new EscalationStep(reader.String(), TimeSpan.FromTicks(reader.Int64()));
        }

        return new EscalationPolicy(from, display, steps);
    }

    private static void WriteBool(RecordWriter writer, bool value) => writer.Byte(value ? (byte)1 : (byte)0);

    private static void WriteOptional(RecordWriter writer, int? value)
    {
        WriteBool(writer, value.HasValue);
        if (value is { } present)
        {
            writer.Int32(present);
        }
    }

    private static void WriteOptional(RecordWriter writer, long? value)
    {
        WriteBool(writer, value.HasValue);
        if (value is { } present)
        {
            writer.Int64(present);
        }
    }

    private static void WriteOptional(RecordWriter writer, double? value)
    {
        WriteBool(writer, value.HasValue);
        if (value is { } present)
        {
            writer.Double(present);
        }
    }

    private static void WriteOptional(RecordWriter writer, bool? value)
    {
        WriteBool(writer, value.HasValue);
        if (value is { } present)
        {
            WriteBool(writer, present);
        }
    }

    private static bool? ReadOptionalBool(ref RecordReader reader) => reader.Bool() ? reader.Bool() : null;

    private static int? ReadOptionalInt(ref RecordReader reader) => reader.Bool() ? reader.Int32() : null;
}
