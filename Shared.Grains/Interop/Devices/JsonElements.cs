using System.Text.Json;
using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Hl7.Observations;

namespace OrleansCare.Interop.Devices;

/// <summary>The elements of the JSON form. A member of the wrong type refuses its element, not the payload.</summary>
internal static class JsonElements
{
    public delegate void ReadOne(ref Utf8JsonReader reader, PacketBuilder builder);

    /// <summary>False: what stands there is no array.</summary>
    public static bool ReadEach(ref Utf8JsonReader reader, PacketBuilder builder, ReadOne readOne)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            readOne(ref reader, builder);
        }

        return true;
    }

    public static void ReadNumeric(ref Utf8JsonReader reader, PacketBuilder builder)
    {
        if (!Begins(ref reader, builder.BeginNumeric()))
        {
            RefuseUnlessBeyond(ref reader, builder.RefuseNumeric);
            return;
        }

        SentCode code = default;
        var value = SentNumber.Missing;
        byte[] unit = [];
        string? broken = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("code"u8))
            {
                code = ReadCode(ref reader, builder, ref broken);
            }
            else if (reader.ValueTextEquals("value"u8))
            {
                value = SentNumber.Read(ref reader, builder.Profile);
            }
            else if (reader.ValueTextEquals("unit"u8))
            {
                unit = ReadText(ref reader, ".unit", ref broken);
            }
            else
            {
                builder.Ignore();
                reader.Skip();
            }
        }

        if (broken is not null || value.Kind == NumberKind.Refused)
        {
            builder.RefuseNumeric(broken is null ? value.Reason : RejectReason.UndecodablePayload, broken ?? ".value");
        }
        else if (value.Kind == NumberKind.NoValue)
        {
            builder.IgnoreNumeric();
        }
        else
        {
            builder.AddNumeric(code, value.Number, unit.Length > 0 ? unit : value.Unit);
        }
    }

    public static void ReadWaveform(ref Utf8JsonReader reader, PacketBuilder builder)
    {
        if (!Begins(ref reader, builder.BeginWaveform()))
        {
            RefuseUnlessBeyond(ref reader, builder.RefuseWaveform);
            return;
        }

        var fields = new WaveformFields { UsualGain = 1 };
        List<short> samples = [];
        string? broken = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("code"u8))
            {
                fields.Code = ReadCode(ref reader, builder, ref broken);
            }
            else if (reader.ValueTextEquals("sampleRate"u8))
            {
                fields.SampleRate = ReadNumber(ref reader, ".sampleRate", ref broken);
            }
            else if (reader.ValueTextEquals("firstSample"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetUInt64(out fields.FirstSample))
                {
                    broken ??= ".firstSample";
                    reader.Skip();
                }
            }
            else if (reader.ValueTextEquals("gain"u8))
            {
                fields.Gain = ReadNumber(ref reader, ".gain", ref broken);
            }
            else if (reader.ValueTextEquals("offset"u8))
            {
                fields.Offset = ReadNumber(ref reader, ".offset", ref broken);
            }
            else if (reader.ValueTextEquals("unit"u8))
            {
                fields.Unit = ReadText(ref reader, ".unit", ref broken);
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                fields.Status = ReadStatus(ref reader);
            }
            else if (reader.ValueTextEquals("samples"u8))
            {
                ReadSamples(ref reader, builder, samples, ref broken);
            }
            else
            {
                builder.Ignore();
                reader.Skip();
            }
        }

        if (broken is not null)
        {
            builder.RefuseWaveform(RejectReason.UndecodablePayload, broken);
            return;
        }

        builder.AddWaveform(fields, samples.Count, new ListedSamples(samples));
    }

    private static bool Begins(ref Utf8JsonReader reader, bool wanted) => wanted && reader.TokenType == JsonTokenType.StartObject;

    private static void RefuseUnlessBeyond(ref Utf8JsonReader reader, Action<RejectReason, string> refuse)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            refuse(RejectReason.UndecodablePayload, "");
        }

        reader.Skip();
    }

    private static SentCode ReadCode(ref Utf8JsonReader reader, PacketBuilder builder, ref string? broken)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetInt32(out var code) ? builder.Code(code) : default;
            case JsonTokenType.String:
                return builder.Code(reader.GetString()!);
            default:
                broken ??= ".code";
                reader.Skip();
                return default;
        }
    }

    private static double? ReadNumber(ref Utf8JsonReader reader, string name, ref string? broken)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value))
        {
            return value;
        }

        broken ??= name;
        reader.Skip();
        return null;
    }

    private static byte[] ReadText(ref Utf8JsonReader reader, string name, ref string? broken)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            var text = new byte[reader.ValueSpan.Length];
            return text[..reader.CopyString(text)];
        }

        broken ??= name;
        reader.Skip();
        return [];
    }

    private static SignalStatus ReadStatus(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.ValueTextEquals("OK"u8) ? SignalStatus.Ok
                : reader.ValueTextEquals("LEAD_OFF"u8) ? SignalStatus.LeadOff
                : reader.ValueTextEquals("ARTIFACT"u8) ? SignalStatus.Artifact
                : (SignalStatus)(-1);
        }

        reader.Skip();
        return (SignalStatus)(-1);
    }

    private static void ReadSamples(ref Utf8JsonReader reader, PacketBuilder builder, List<short> samples, ref string? broken)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            broken ??= ".samples";
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt16(out var sample))
            {
                samples.Add(sample);
            }
            else if (reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.Number && (builder.Profile?.Quirks.IsNoValue(reader.GetDouble()) ?? false)))
            {
                samples.Add(WaveformChunk.NoValue);
            }
            else
            {
                broken ??= ".samples";
                reader.Skip();
            }
        }
    }

    private readonly struct ListedSamples(List<short> samples) : ISampleSource
    {
        public short[] ToSamples() => [.. samples];
    }
}
