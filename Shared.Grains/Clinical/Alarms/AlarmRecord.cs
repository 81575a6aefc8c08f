using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Alarms;

/// <summary>Alarms, limits and ids in a snapshot.</summary>
internal static class AlarmRecord
{
    /// <param name="alarm">What to write; null when reading.</param>
    public static Alarm Visit<T>(ref T fields, Alarm? alarm)
        where T : IRecordFields, allows ref struct
    {
        var id = alarm?.Id ?? default;
        VisitId(ref fields, ref id);
        var (revision, kind, priority) = (alarm?.Revision ?? 0, alarm?.Kind ?? default, alarm?.Priority ?? default);
        var (type, condition, signal, phase) = (alarm?.Type ?? default, alarm?.Condition ?? default, alarm?.Signal ?? default, alarm?.Phase ?? default);
        var (vital, value, limit) = (alarm?.Vital, alarm?.Value, alarm?.Limit);
        var (onset, detected, changed) = (alarm?.Onset ?? default, alarm?.DetectedAt ?? default, alarm?.ChangedAt ?? default);
        fields.Visit(ref revision);
        fields.VisitEnum(ref kind);
        fields.VisitEnum(ref priority);
        fields.VisitEnum(ref type);
        fields.VisitEnum(ref condition);
        fields.VisitEnum(ref signal);
        fields.VisitEnum(ref phase);
        VisitOptionalVital(ref fields, ref vital);
        VisitOptional(ref fields, ref value);
        VisitOptional(ref fields, ref limit);
        fields.Visit(ref onset);
        fields.Visit(ref detected);
        fields.Visit(ref changed);
        var (parent, until) = (alarm?.Parent, alarm?.SignalsUntil);
        var (evidence, demoted, text, by, reason) =
            (alarm?.Evidence ?? "", alarm?.Demoted ?? false, alarm?.Text ?? "", alarm?.By ?? "", alarm?.Reason ?? "");
        VisitOptional(ref fields, ref parent);
        fields.Visit(ref evidence);
        fields.Visit(ref demoted);
        fields.Visit(ref text);
        fields.Visit(ref by);
        fields.Visit(ref reason);
        VisitOptional(ref fields, ref until);
        fields.VisitEnd();
        return new Alarm(id, revision, kind, priority, type, condition, signal, phase, vital, value, limit, onset, detected, changed)
        {
            Parent = parent,
            Evidence = evidence,
            Demoted = demoted,
            Text = text,
            By = by,
            Reason = reason,
            SignalsUntil = until,
        };
    }

    /// <param name="inactivation">What to write; null when reading.</param>
    public static Inactivation Visit<T>(ref T fields, Inactivation? inactivation)
        where T : IRecordFields, allows ref struct
    {
        var (kind, signal, since) = ((int)(inactivation?.Kind ?? 0), inactivation?.Signal ?? default, inactivation?.Since ?? default);
        var (until, by, reason, reminded) = (inactivation?.Until, inactivation?.By ?? "", inactivation?.Reason ?? "", inactivation?.RemindedAt);
        fields.Visit(ref kind);
        fields.VisitEnum(ref signal);
        fields.Visit(ref since);
        VisitOptional(ref fields, ref until);
        fields.Visit(ref by);
        fields.Visit(ref reason);
        VisitOptional(ref fields, ref reminded);
        fields.VisitEnd();
        return new Inactivation(kind == 0 ? null : (AlarmKind)kind, signal, since, until, by, reason, reminded);
    }

    public static void VisitId<T>(ref T fields, ref EffectId id)
        where T : IRecordFields, allows ref struct
    {
        var (episode, rule, device, sequence, sample) = (id.Episode ?? "", (int)id.Rule, id.Device ?? "", id.DeviceSequence, id.Sample);
        fields.Visit(ref episode);
        fields.Visit(ref rule);
        fields.Visit(ref device);
        fields.Visit(ref sequence);
        fields.Visit(ref sample);
        id = new EffectId(episode, (Rule)rule, device, sequence, sample);
    }

    public static void VisitOptional<T>(ref T fields, ref double? value)
        where T : IRecordFields, allows ref struct
    {
        var (present, number) = (value.HasValue, value ?? 0);
        fields.Visit(ref present);
        fields.Visit(ref number);
        value = present ? number : null;
    }

    public static void VisitOptional<T>(ref T fields, ref SiloTime? value)
        where T : IRecordFields, allows ref struct
    {
        var (present, time) = (value.HasValue, value ?? default);
        fields.Visit(ref present);
        fields.Visit(ref time);
        value = present ? time : null;
    }

    public static void VisitOptional<T>(ref T fields, ref EffectId? value)
        where T : IRecordFields, allows ref struct
    {
        var (present, id) = (value.HasValue, value ?? default);
        fields.Visit(ref present);
        if (present)
        {
            VisitId(ref fields, ref id);
        }

        value = present ? id : null;
    }

    private static void VisitOptionalVital<T>(ref T fields, ref Vital? vital)
        where T : IRecordFields, allows ref struct
    {
        var number = (int)(vital ?? 0);
        fields.Visit(ref number);
        vital = number == 0 ? null : (Vital)number;
    }
}
