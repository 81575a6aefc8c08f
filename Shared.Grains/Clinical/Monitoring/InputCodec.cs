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
/// packet  = device:text sequence:i64 hasTime:u8 [deviceTime:i64] receivedAt:i64 count:i32 *numeric count:i32 *wave hasDelivery:u8 [high:i64 low:i64]
/// numeric = code:i32 value:f64 unit:i32
/// alarm   = device:text alert:text code:i32 words:text source:i32 phase:i32 state:i32 count:i32 *i32 hasPriority:u8 [priority:i32] type:i32
///           3(has:u8 [f64]) unit:i32 hasTime:u8 [deviceTime:i64] receivedAt:i64
/// wave    = code:i32 rate:f64 first:i64 gain:f64 offset:f64 unit:i32 status:i32 count:i32 *i16
/// </code>
/// The golden files hold these bytes; a new field needs a new version of its kind, and the old one is still read: limits 2 and
/// acknowledged 2 add reason:text, admitted 2 adds age in days and category, packet 2 the
/// delivery, admitted 3 and discharged 2 add by:text.
/// </summary>
public static partial class InputCodec
{
    private const byte FirstVersion = 1;
    private const byte SecondVersion = 2;
    private const byte ThirdVersion = 3;

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
        SignalsInactivated = 14,
        SignalsEnabled = 15,
        Standby = 16,
        Profile = 17,
        Displayed = 18,
        EscalationPolicy = 19,
        PatientConflict = 20,
        DeviceAlarm = 21,
        Paediatric = 26,
        ApnoeaDelay = 27,
    }

    /// <exception cref="ArgumentException">A text is longer than 65,535 bytes, or the payload is of an unknown type.</exception>
    public static void Write(in Input input, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var writer = new RecordWriter(output);
        var kind = KindOf(input.Payload);
        writer.Byte(NewestOf(kind));
        writer.Byte((byte)kind);
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
                WriteProfile(writer, admitted.Profile);
                writer.String(admitted.By);
                break;
            case PatientDischarged discharged:
                writer.String(discharged.By);
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
                writer.String(acknowledged.Reason);
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
            case PaediatricEntered entered:
                writer.Int32((int)entered.Observation.CapillaryRefill);
                writer.Int32((int)entered.Observation.RespiratoryEffort);
                writer.Int32((int)entered.Observation.OxygenTherapy);
                writer.String(entered.By);
                break;
            case LimitsEntered entered:
                writer.Int32((int)entered.Vital);
                WriteLimits(writer, entered.Limits);
                writer.String(entered.By);
                writer.String(entered.Reason);
                break;
            case SignalsInactivated inactivated:
                writer.Int32((int)(inactivated.Kind ?? 0));
                writer.Int32((int)inactivated.Signal);
                WriteOptional(writer, inactivated.Duration?.Ticks);
                writer.String(inactivated.By);
                writer.String(inactivated.Reason);
                break;
            case SignalsEnabled enabled:
                writer.Int32((int)(enabled.Kind ?? 0));
                writer.String(enabled.By);
                break;
            case StandbyEntered standby:
                WriteBool(writer, standby.Away);
                writer.String(standby.By);
                writer.String(standby.Reason);
                break;
            case ProfileEntered entered:
                WriteProfile(writer, entered.Profile);
                writer.String(entered.By);
                break;
            case AlarmDisplayed displayed:
                WriteId(writer, displayed.Alarm);
                writer.Int32(displayed.Revision);
                writer.String(displayed.Station);
                break;
            case EscalationPolicyEntered entered:
                WritePolicy(writer, entered.Policy);
                break;
            case ApnoeaDelayEntered entered:
                writer.Int64(entered.Delay.Ticks);
                break;
            case PatientConflictReported reported:
                writer.String(reported.Device);
                WriteBool(writer, reported.Present);
                break;
            case DeviceAlarmReported reported:
                WriteAlarm(writer, reported.Alarm);
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
        var kind = (Kind)reader.Byte();
        if (version < FirstVersion || version > NewestOf(kind))
        {
            throw new DamagedRecordException($"Version {version} of input kind {(byte)kind} is unknown; this code reads up to {NewestOf(kind)}.");
        }

        var stamp = new Stamp(reader.String(), reader.Int32(), reader.Int64(), new SiloTime(reader.Int64()));
        InputPayload payload = kind switch
        {
            Kind.Packet => new PacketReceived(ReadPacket(ref reader, version)),
            Kind.Tick => ClockTicked.Instance,
            Kind.Admitted => new PatientAdmitted(ReadProfile(ref reader, version), version >= ThirdVersion ? reader.String() : ""),
            Kind.Discharged => new PatientDischarged(version >= SecondVersion ? reader.String() : ""),
            Kind.DeviceAssociated => new DeviceAssociated(reader.String()),
            Kind.DeviceReleased => new DeviceReleased(reader.String()),
            Kind.Acknowledged => new AlarmAcknowledged(ReadId(ref reader), reader.String(), version >= SecondVersion ? reader.String() : ""),
            Kind.Consciousness => new ConsciousnessEntered(reader.Enumeration<Consciousness>(), reader.String()),
            Kind.Oxygen => new OxygenEntered(reader.Bool(), reader.String()),
            Kind.Spo2Scale => new Spo2ScaleEntered(reader.Enumeration<Spo2Scale>(), reader.String(), reader.String()),
            Kind.Limits => new LimitsEntered(
                reader.Enumeration<Vital>(), ReadLimits(ref reader), reader.String(), version >= SecondVersion ? reader.String() : ""),
            Kind.BeatClassified => new BeatClassified(ReadId(ref reader), reader.Enumeration<BeatClass>(), reader.Double(), reader.String()),
            Kind.NodeCondition => new NodeConditionChanged(reader.Enumeration<AlarmKind>(), reader.Bool()),
            Kind.SignalsInactivated => new SignalsInactivated(
                ReadKind(ref reader), reader.Enumeration<SignalState>(), reader.Bool() ? TimeSpan.FromTicks(reader.Int64()) : null, reader.String(), reader.String()),
            Kind.SignalsEnabled => new SignalsEnabled(ReadKind(ref reader), reader.String()),
            Kind.Standby => new StandbyEntered(reader.Bool(), reader.String(), reader.String()),
            Kind.Profile => new ProfileEntered(ReadProfile(ref reader, SecondVersion), reader.String()),
            Kind.Displayed => new AlarmDisplayed(ReadId(ref reader), reader.Int32(), reader.String()),
            Kind.EscalationPolicy => new EscalationPolicyEntered(ReadPolicy(ref reader)),
            Kind.ApnoeaDelay => new ApnoeaDelayEntered(TimeSpan.FromTicks(reader.Int64())),
            Kind.PatientConflict => new PatientConflictReported(reader.String(), reader.Bool()),
            Kind.DeviceAlarm => new DeviceAlarmReported(ReadAlarm(ref reader)),
            Kind.Paediatric => new PaediatricEntered(
                new PaediatricObservation(reader.Enumeration<CapillaryRefill>(), reader.Enumeration<RespiratoryEffort>(), reader.Enumeration<OxygenTherapy>()), reader.String()),
            _ => throw new DamagedRecordException($"Input kind {(byte)kind} is unknown."),
        };
        reader.ExpectEnd();
        return new Input(stamp, payload);
    }

    private static byte NewestOf(Kind kind) => kind switch
    {
        Kind.Admitted => ThirdVersion,
        Kind.Packet or Kind.Limits or Kind.Acknowledged or Kind.Discharged => SecondVersion,
        _ => FirstVersion,
    };

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
        SignalsInactivated => Kind.SignalsInactivated,
        SignalsEnabled => Kind.SignalsEnabled,
        StandbyEntered => Kind.Standby,
        ProfileEntered => Kind.Profile,
        AlarmDisplayed => Kind.Displayed,
        EscalationPolicyEntered => Kind.EscalationPolicy,
        PatientConflictReported => Kind.PatientConflict,
        DeviceAlarmReported => Kind.DeviceAlarm,
        PaediatricEntered => Kind.Paediatric,
        ApnoeaDelayEntered => Kind.ApnoeaDelay,
        _ => throw new ArgumentException($"{payload?.GetType().Name} is no input this code knows.", nameof(payload)),
    };
}
