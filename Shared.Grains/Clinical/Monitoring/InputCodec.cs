using System.Buffers;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>
/// An <see cref="Input"/> as it stands in the log and travels to the standby. Little-endian:
/// <code>
/// input   = version:u8 kind:u8 episode:text epoch:i32 sequence:i64 at:i64 payload
/// text    = length:u16 utf8
/// packet  = device:text sequence:i64 hasTime:u8 [deviceTime:i64] receivedAt:i64 count:i32 *numeric count:i32 *wave
/// numeric = code:i32 value:f64 unit:i32
/// wave    = code:i32 rate:f64 first:i64 gain:f64 offset:f64 unit:i32 status:i32 count:i32 *i16
/// </code>
/// The golden files hold these bytes; a new field needs a new version.
/// </summary>
public static class InputCodec
{
    private const byte Version = 1;

    private const int NumericSize = 4 + 8 + 4;
    private const int WaveHeaderSize = 4 + 8 + 8 + 8 + 8 + 4 + 4 + 4;

    /// <summary>Frozen numbers.</summary>
    private enum Kind : byte
    {
        Packet = 1,
        Tick = 2,
        Admitted = 3,
        Discharged = 4,
        DeviceAssociated = 5,
        DeviceReleased = 6,
        Acknowledged = 7,
        Consciousness = 8,
        Oxygen = 9,
        Spo2Scale = 10,
        Limits = 11,
        BeatClassified = 12,
        NodeCondition = 13,
    }

    /// <exception cref="ArgumentException">A text is longer than 65,535 bytes, or the payload is of an unknown type.</exception>
    public static void Write(in Input input, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var writer = new RecordWriter(output);
        writer.Byte(Version);
        writer.Byte((byte)KindOf(input.Payload));
        writer.String(input.Stamp.Episode);
        writer.Int32(input.Stamp.Epoch);
        writer.Int64(input.Stamp.Sequence);
        writer.Int64(input.Stamp.At.UnixMicroseconds);
        switch (input.Payload)
        {
            case PacketReceived received:
                WritePacket(writer, received.Packet);
                break;
            case PatientAdmitted admitted:
                WriteOptional(writer, admitted.Profile.AgeYears);
                WriteOptional(writer, admitted.Profile.Pregnant);
                WriteOptional(writer, admitted.Profile.Paced);
                break;
            case DeviceAssociated associated:
                writer.String(associated.Device);
                break;
            case DeviceReleased released:
                writer.String(released.Device);
                break;
            case AlarmAcknowledged acknowledged:
                WriteId(writer, acknowledged.Alarm);
                writer.String(acknowledged.By);
                break;
            case ConsciousnessEntered entered:
                writer.Int32((int)entered.Consciousness);
                writer.String(entered.By);
                break;
            case OxygenEntered entered:
                WriteBool(writer, entered.OnOxygen);
                writer.String(entered.By);
                break;
            case Spo2ScaleEntered entered:
                writer.Int32((int)entered.Scale);
                writer.String(entered.By);
                writer.String(entered.Reason);
                break;
            case LimitsEntered entered:
                writer.Int32((int)entered.Vital);
                WriteLimits(writer, entered.Limits);
                writer.String(entered.By);
                break;
            case BeatClassified classified:
                WriteId(writer, classified.Beat);
                writer.Int32((int)classified.Class);
                writer.Double(classified.Confidence);
                writer.String(classified.Model);
                break;
            case NodeConditionChanged changed:
                writer.Int32((int)changed.Kind);
                WriteBool(writer, changed.Present);
                break;
        }
    }

    /// <exception cref="DamagedRecordException">The bytes are not one whole input of a known version.</exception>
    public static Input Read(ReadOnlySpan<byte> record)
    {
        var reader = new RecordReader(record);
        var version = reader.Byte();
        if (version != Version)
        {
            throw new DamagedRecordException($"Input version {version} is unknown; this code reads {Version}.");
        }

        var kind = (Kind)reader.Byte();
        var stamp = new Stamp(reader.String(), reader.Int32(), reader.Int64(), new SiloTime(reader.Int64()));
        InputPayload payload = kind switch
        {
            Kind.Packet => new PacketReceived(ReadPacket(ref reader)),
            Kind.Tick => ClockTicked.Instance,
            Kind.Admitted => new PatientAdmitted(
                new PatientProfile(reader.Bool() ? reader.Int32() : null, ReadOptionalBool(ref reader), ReadOptionalBool(ref reader))),
            Kind.Discharged => new PatientDischarged(),
            Kind.DeviceAssociated => new DeviceAssociated(reader.String()),
            Kind.DeviceReleased => new DeviceReleased(reader.String()),
            Kind.Acknowledged => new AlarmAcknowledged(ReadId(ref reader), reader.String()),
            Kind.Consciousness => new ConsciousnessEntered(reader.Enumeration<Consciousness>(), reader.String()),
            Kind.Oxygen => new OxygenEntered(reader.Bool(), reader.String()),
            Kind.Spo2Scale => new Spo2ScaleEntered(reader.Enumeration<Spo2Scale>(), reader.String(), reader.String()),
            Kind.Limits => new LimitsEntered(reader.Enumeration<Vital>(), ReadLimits(ref reader), reader.String()),
            Kind.BeatClassified => new BeatClassified(ReadId(ref reader), reader.Enumeration<BeatClass>(), reader.Double(), reader.String()),
            Kind.NodeCondition => new NodeConditionChanged(reader.Enumeration<AlarmKind>(), reader.Bool()),
            _ => throw new DamagedRecordException($"Input kind {(byte)kind} is unknown."),
        };
        reader.ExpectEnd();
        return new Input(stamp, payload);
    }

    private static Kind KindOf(InputPayload payload) => payload switch
    {
        PacketReceived => Kind.Packet,
        ClockTicked => Kind.Tick,
        PatientAdmitted => Kind.Admitted,
        PatientDischarged => Kind.Discharged,
        DeviceAssociated => Kind.DeviceAssociated,
        DeviceReleased => Kind.DeviceReleased,
        AlarmAcknowledged => Kind.Acknowledged,
        ConsciousnessEntered => Kind.Consciousness,
        OxygenEntered => Kind.Oxygen,
        Spo2ScaleEntered => Kind.Spo2Scale,
        LimitsEntered => Kind.Limits,
        BeatClassified => Kind.BeatClassified,
        NodeConditionChanged => Kind.NodeCondition,
        _ => throw new ArgumentException($"{payload?.GetType().Name} is no input this code knows.", nameof(payload)),
    };

    private static void WritePacket(RecordWriter writer, DevicePacket packet)
    {
        writer.String(packet.Device);
        writer.Int64(packet.Sequence);
        WriteBool(writer, packet.DeviceTime.HasValue);
        if (packet.DeviceTime is { } time)
        {
            writer.Int64(time.UnixMicroseconds);
        }

        writer.Int64(packet.ReceivedAt.UnixMicroseconds);
        writer.Int32(packet.Numerics.Count);
        for (var i = 0; i < packet.Numerics.Count; i++)
        {
            var numeric = packet.Numerics[i];
            writer.Int32(numeric.Code);
            writer.Double(numeric.Value);
            writer.Int32((int)numeric.Unit);
        }

        writer.Int32(packet.Waveforms.Count);
        for (var i = 0; i < packet.Waveforms.Count; i++)
        {
            var wave = packet.Waveforms[i];
            writer.Int32(wave.Code);
            writer.Double(wave.SampleRate);
            writer.Int64(wave.FirstSample);
            writer.Double(wave.Gain);
            writer.Double(wave.Offset);
            writer.Int32((int)wave.Unit);
            writer.Int32((int)wave.Status);
            writer.Samples(wave.Samples.Span);
        }
    }

    private static DevicePacket ReadPacket(ref RecordReader reader)
    {
        var device = reader.String();
        var sequence = reader.Int64();
        DeviceTime? time = reader.Bool() ? new DeviceTime(reader.Int64()) : null;
        var receivedAt = new SiloTime(reader.Int64());
        var numerics = new Numeric[reader.Count(NumericSize)];
        for (var i = 0; i < numerics.Length; i++)
        {
            numerics[i] = new Numeric(reader.Int32(), reader.Double(), reader.Enumeration<Unit>());
        }

        var waves = new WaveformChunk[reader.Count(WaveHeaderSize)];
        for (var i = 0; i < waves.Length; i++)
        {
            waves[i] = new WaveformChunk(
                reader.Int32(), reader.Double(), reader.Int64(), reader.Double(), reader.Double(), reader.Enumeration<Unit>(), reader.Enumeration<SignalStatus>(),
                reader.Samples());
        }

        return new DevicePacket
        {
            Device = device,
            Sequence = sequence,
            DeviceTime = time,
            ReceivedAt = receivedAt,
            Numerics = numerics,
            Waveforms = waves,
        };
    }

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

    private static void WriteBool(RecordWriter writer, bool value) => writer.Byte(value ? (byte)1 : (byte)0);

    private static void WriteOptional(RecordWriter writer, int? value)
    {
        WriteBool(writer, value.HasValue);
        if (value is { } present)
        {
            writer.Int32(present);
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
}
