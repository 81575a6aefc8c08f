using System.Runtime.InteropServices;
using Google.Protobuf;
using OrleansCare.Clinical.Escalation;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Station;
using OrleansCare.Interop.Codes;

namespace OrleansCare.Edge.Station;

/// <summary>Core types as station frames.</summary>
internal static class StationFrames
{
    public static Alarm Of(string patient, Clinical.Alarms.Alarm alarm, SiloTime? packetReceivedAt, SiloTime sentAt)
    {
        var frame = new Alarm
        {
            Patient = patient,
            Id = alarm.Id.ToString(),
            Revision = (uint)alarm.Revision,
            Kind = alarm.Kind.ToString(),
            Priority = (uint)alarm.Priority,
            Type = (uint)alarm.Type,
            Condition = (uint)alarm.Condition,
            Signal = (uint)alarm.Signal,
            Text = AlarmText.Of(alarm.Kind),
            Unit = AlarmText.UnitOf(alarm),
            OnsetUs = alarm.Onset.UnixMicroseconds,
            DetectedUs = alarm.DetectedAt.UnixMicroseconds,
            ChangedUs = alarm.ChangedAt.UnixMicroseconds,
            PacketReceivedUs = packetReceivedAt?.UnixMicroseconds ?? 0,
            SentUs = sentAt.UnixMicroseconds,
            Parent = alarm.Parent?.ToString() ?? "",
            Evidence = alarm.Evidence,
            Demoted = alarm.Demoted,
            By = alarm.By,
            Reason = alarm.Reason,
            SignalsUntilUs = alarm.SignalsUntil?.UnixMicroseconds ?? 0,
            LifeThreatening = alarm.IsLifeThreatening,
            DeviceText = alarm.Text,
        };
        if (alarm.Value is { } value)
        {
            frame.Value = value;
        }

        if (alarm.Limit is { } limit)
        {
            frame.Limit = limit;
        }

        return frame;
    }

    public static Score Of(string patient, ScoreChanged changed)
    {
        var score = changed.Score;
        var frame = new Score
        {
            Patient = patient,
            AtLeast = (uint)score.AtLeast,
            Total = score.Total is not null,
            Band = (uint)score.Band,
            NotApplicable = score.NotApplicable ?? "",
            AtUs = changed.At.UnixMicroseconds,
        };
        frame.Missing.AddRange(score.Missing.Select(parameter => parameter.ToString()));
        return frame;
    }

    public static Contracts.Station.NamedScore Of(string patient, ScoreStanding standing, SiloTime at)
    {
        var score = standing.Score;
        var frame = new Contracts.Station.NamedScore
        {
            Patient = patient,
            Name = score.Name.ToString(),
            AtLeast = score.AtLeast,
            Band = (uint)score.Band,
            NotApplicable = score.NotApplicable ?? "",
            Source = Clinical.Scores.NamedScore.SourceOf(score.Name),
            AtUs = at.UnixMicroseconds,
        };
        if (score.Total is { } total)
        {
            frame.Total = total;
        }

        frame.Missing.AddRange(score.Missing.Select(parameter => parameter.ToString()));
        frame.Stale.AddRange(score.Stale.Select(parameter => parameter.ToString()));
        frame.Trend.AddRange(standing.Trend.Select(point => new TrendPoint { AtUs = point.At.UnixMicroseconds, Total = point.Total }));
        return frame;
    }

    public static Signals Of(string patient, IReadOnlyList<Clinical.Alarms.Inactivation> inForce)
    {
        var frame = new Signals { Patient = patient };
        frame.Inactivations.AddRange(inForce.Select(inactivation => new Inactivation
        {
            Kind = inactivation.Kind?.ToString() ?? "",
            Signal = (uint)inactivation.Signal,
            SinceUs = inactivation.Since.UnixMicroseconds,
            UntilUs = inactivation.Until?.UnixMicroseconds ?? 0,
            By = inactivation.By,
            Reason = inactivation.Reason,
            RemindedUs = inactivation.RemindedAt?.UnixMicroseconds ?? 0,
        }));
        return frame;
    }

    public static Limits Of(string patient, PatientPicture picture)
    {
        var frame = new Limits { Patient = patient, AgeGroup = picture.AgeGroup.ToString() };
        frame.Limits_.AddRange(picture.Limits.Select(Of));
        return frame;
    }

    public static Escalation Of(string patient, Effect effect) => effect switch
    {
        EscalationAdvanced advanced => new Escalation
        {
            Patient = patient,
            Alarm = advanced.Alarm.ToString(),
            Level = (uint)advanced.Level,
            Role = advanced.Role,
            Cause = advanced.Cause.ToString(),
            AtUs = advanced.At.UnixMicroseconds,
            NextAtUs = advanced.NextAt.UnixMicroseconds,
        },
        EscalationEnded ended => new Escalation { Patient = patient, Alarm = ended.Alarm.ToString(), AtUs = ended.At.UnixMicroseconds, Over = true },
        _ => throw new ArgumentException($"{effect.GetType().Name} is no escalation.", nameof(effect)),
    };

    public static Escalation Of(string patient, CurrentEscalation current) => new()
    {
        Patient = patient,
        Alarm = current.Alarm.ToString(),
        Level = (uint)current.Level,
        Role = current.Role,
        Cause = current.Cause.ToString(),
        AtUs = current.At.UnixMicroseconds,
        NextAtUs = current.NextAt.UnixMicroseconds,
    };

    public static BeatMark Of(string patient, BeatClassified beat) => new()
    {
        Patient = patient,
        Sample = beat.Beat.Sample,
        BeatClass = (uint)beat.Class,
        Confidence = beat.Confidence,
        Device = beat.Beat.Device,
    };

    public static Wave Of(string patient, DevicePacket packet, WaveformChunk chunk) => new()
    {
        Patient = patient,
        Code = (uint)chunk.Code,
        SampleRate = chunk.SampleRate,
        FirstSample = chunk.FirstSample,
        Gain = chunk.Gain,
        Offset = chunk.Offset,
        Unit = UcumUnit.CodeOf(chunk.Unit),
        Samples = ByteString.CopyFrom(MemoryMarshal.AsBytes(chunk.Samples.Span)),
        Status = (uint)chunk.Status,
        ReceivedAtUs = packet.ReceivedAt.UnixMicroseconds,
    };

    private static Limit Of(LimitSetting setting)
    {
        var (limits, row) = (setting.Limits, setting.Row);
        var frame = new Limit
        {
            Vital = setting.Vital.ToString(),
            Unit = VitalCodes.Of(setting.Vital).UnitCode,
            DelayMs = (uint)limits.Delay.TotalMilliseconds,
            Hysteresis = limits.Hysteresis,
            Priority = (uint)limits.Priority,
            Source = row.Source,
            Entered = setting.Entry is not null,
            By = setting.Entry?.By ?? "",
            AtUs = setting.Entry?.At.UnixMicroseconds ?? 0,
            Reason = setting.Entry?.Reason ?? "",
            Least = row.Least,
            Most = row.Most,
            LowRequired = row.LowRequired,
            HighRequired = row.HighRequired,
        };
        Set(limits.Low, value => frame.Low = value);
        Set(limits.High, value => frame.High = value);
        Set(row.LowFrom, value => frame.LowFrom = value);
        Set(row.HighTo, value => frame.HighTo = value);
        return frame;
    }

    /// <summary>An optional field of a frame is absent until it is set.</summary>
    private static void Set(double? value, Action<double> set)
    {
        if (value is { } present)
        {
            set(present);
        }
    }
}
