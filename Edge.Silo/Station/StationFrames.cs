using System.Runtime.InteropServices;
using Google.Protobuf;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
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
}
