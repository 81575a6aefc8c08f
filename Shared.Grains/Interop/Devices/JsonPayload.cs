using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Interop.Devices;

/// <summary>The JSON form: { "sequence", "time"?, "numerics"?: [...], "waveforms"?: [...] } (docs/device-payloads.md).</summary>
internal static class JsonPayload
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    public static DecodeResult Read(ReadOnlySpan<byte> payload, PacketBuilder builder)
    {
        try
        {
            var reader = new Utf8JsonReader(payload, Options);
            return ReadPacket(ref reader, builder);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Utf8JsonReader reports broken JSON by the first, a string that is no UTF-8 by the second.
            return DecodeResult.Refused(RejectReason.UndecodablePayload);
        }
    }

    private static DecodeResult ReadPacket(ref Utf8JsonReader reader, PacketBuilder builder)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeResult.Refused(RejectReason.UndecodablePayload);
        }

        long? sequence = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("sequence"u8))
            {
                reader.Read();
                sequence = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= 0 ? number : null;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("time"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null)
                {
                    builder.SetTime(ReadTime(ref reader, builder));
                    reader.Skip();
                }
            }
            else if (reader.ValueTextEquals("numerics"u8))
            {
                if (!JsonElements.ReadEach(ref reader, builder, JsonElements.ReadNumeric))
                {
                    return DecodeResult.Refused(RejectReason.UndecodablePayload, "numerics");
                }
            }
            else if (reader.ValueTextEquals("waveforms"u8))
            {
                if (!JsonElements.ReadEach(ref reader, builder, JsonElements.ReadWaveform))
                {
                    return DecodeResult.Refused(RejectReason.UndecodablePayload, "waveforms");
                }
            }
            else
            {
                builder.Ignore();
                reader.Skip();
            }
        }

        // The end: one more read finds bytes after the object, which throws.
        reader.Read();
        if (sequence is not { } value)
        {
            return DecodeResult.Refused(RejectReason.UndecodablePayload, "sequence");
        }

        builder.Sequence = value;
        return builder.Build();
    }

    private static long? ReadTime(ref Utf8JsonReader reader, PacketBuilder builder)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return null;
        }

        if (HasOffset(reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan))
        {
            return reader.TryGetDateTimeOffset(out var time) ? DeviceTime.From(time).UnixMicroseconds : null;
        }

        var zone = builder.Profile?.TimeZone is { } name ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) : null;
        return zone is not null && LocalDateTimePattern.ExtendedIso.Parse(reader.GetString()!) is { Success: true } local
            ? DeviceTime.From(LocalTimes.Resolve(local.Value, zone, builder.ReceivedAt, out _)).UnixMicroseconds
            : null;
    }

    // A time without an offset would be read in the server's zone.
    private static bool HasOffset(ReadOnlySpan<byte> time) =>
        time.EndsWith("Z"u8) || (time.Length > 6 && time[^6] is (byte)'+' or (byte)'-' && time[^3] == (byte)':');
}
