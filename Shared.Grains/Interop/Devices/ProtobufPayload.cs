using System.Buffers.Binary;
using System.Runtime.InteropServices;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.Interop.Devices;

/// <summary>care.device.v1.DevicePacket (Contracts/Devices/device.proto) read straight from its bytes. Later scalars win and repeated messages add up, as the encoding demands.</summary>
internal static class ProtobufPayload
{
    public static DecodeResult Read(ReadOnlySpan<byte> payload, PacketBuilder builder)
    {
        var reader = new WireReader(payload);
        ulong sequence = 0;
        long time = 0;
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field, type)
            {
                case (1, WireType.Varint):
                    sequence = reader.ReadVarint();
                    break;
                case (2, WireType.Varint):
                    time = reader.ReadZigZag();
                    break;
                case (3, WireType.LengthDelimited):
                    if (!ReadNumerics(reader.ReadBytes(), builder))
                    {
                        return DecodeResult.Refused(RejectReason.UndecodablePayload);
                    }

                    break;
                case (4, WireType.LengthDelimited):
                    if (!ReadWaveform(reader.ReadBytes(), builder))
                    {
                        return DecodeResult.Refused(RejectReason.UndecodablePayload);
                    }

                    break;
                default:
                    reader.Skip(field, type);
                    builder.Ignore();
                    break;
            }
        }

        if (reader.Failed)
        {
            return DecodeResult.Refused(RejectReason.UndecodablePayload);
        }

        if (sequence > long.MaxValue)
        {
            return DecodeResult.Refused(RejectReason.Implausible, "sequence");
        }

        builder.Sequence = (long)sequence;
        if (time != 0)
        {
            builder.SetTime(time);
        }

        return builder.Build();
    }

    private static bool ReadNumerics(ReadOnlySpan<byte> message, PacketBuilder builder)
    {
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if ((field, type) != (1, WireType.LengthDelimited))
            {
                reader.Skip(field, type);
                builder.Ignore();
            }
            else if (!ReadNumeric(reader.ReadBytes(), builder))
            {
                return false;
            }
        }

        return !reader.Failed;
    }

    private static bool ReadNumeric(ReadOnlySpan<byte> message, PacketBuilder builder)
    {
        var wanted = builder.BeginNumeric();
        var reader = new WireReader(message);
        var code = 0;
        double value = 0;
        ReadOnlySpan<byte> unit = default;
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field, type)
            {
                case (1, WireType.Varint):
                    code = (int)(uint)reader.ReadVarint();
                    break;
                case (2, WireType.Fixed64):
                    value = reader.ReadDouble();
                    break;
                case (3, WireType.LengthDelimited):
                    unit = reader.ReadText();
                    break;
                default:
                    reader.Skip(field, type);
                    builder.Ignore();
                    break;
            }
        }

        if (wanted && !reader.Failed)
        {
            builder.AddNumeric(builder.Code(code), value, unit);
        }

        return !reader.Failed;
    }

    private static bool ReadWaveform(ReadOnlySpan<byte> message, PacketBuilder builder)
    {
        var wanted = builder.BeginWaveform();
        var reader = new WireReader(message);
        var fields = default(WaveformFields);
        var code = 0;
        ReadOnlySpan<byte> samples = default;
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field, type)
            {
                case (1, WireType.Varint):
                    code = (int)(uint)reader.ReadVarint();
                    break;
                case (2, WireType.Fixed64):
                    fields.SampleRate = reader.ReadDouble();
                    break;
                case (3, WireType.Varint):
                    fields.FirstSample = reader.ReadVarint();
                    break;
                case (4, WireType.Fixed64):
                    fields.Gain = reader.ReadDouble();
                    break;
                case (5, WireType.Fixed64):
                    fields.Offset = reader.ReadDouble();
                    break;
                case (6, WireType.LengthDelimited):
                    fields.Unit = reader.ReadText();
                    break;
                case (7, WireType.LengthDelimited):
                    samples = reader.ReadBytes();
                    break;
                case (8, WireType.Varint):
                    fields.Status = (SignalStatus)(int)reader.ReadVarint();
                    break;
                default:
                    reader.Skip(field, type);
                    builder.Ignore();
                    break;
            }
        }

        if (!wanted || reader.Failed)
        {
            return !reader.Failed;
        }

        if (samples.Length % sizeof(short) != 0)
        {
            builder.RefuseWaveform(RejectReason.UndecodablePayload, ".samples");
            return true;
        }

        fields.Code = builder.Code(code);
        builder.AddWaveform(fields, samples.Length / sizeof(short), new LittleEndianSamples(samples));
        return true;
    }

    private readonly ref struct LittleEndianSamples(ReadOnlySpan<byte> bytes) : ISampleSource
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;

        public short[] ToSamples()
        {
            var samples = MemoryMarshal.Cast<byte, short>(_bytes).ToArray();
            if (!BitConverter.IsLittleEndian)
            {
                BinaryPrimitives.ReverseEndianness(samples, samples);
            }

            return samples;
        }
    }
}
