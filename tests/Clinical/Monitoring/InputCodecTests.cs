using System.Buffers;
using System.Text.RegularExpressions;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Escalation;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Tests.Monitoring;

public sealed class InputCodecTests
{
    private static readonly EffectId SomeId = new("e1", Rule.AlarmBase + (int)AlarmKind.Asystole, "d1", 77, 123_456);

    public static TheoryData<string> Names => [.. Samples.Keys];

    private static Dictionary<string, InputPayload> Samples => new()
    {
        ["packet"] = new PacketReceived(new DevicePacket
        {
            Device = "d1",
            Sequence = 42,
            DeviceTime = new DeviceTime(1_800_000_000_123_456),
            ReceivedAt = new SiloTime(1_800_000_000_223_456),
            Numerics = [new Numeric(Mdc.HeartRate, 61.5, Unit.PerMinute), new Numeric(Mdc.Temperature, -0.0, Unit.Celsius)],
            Waveforms =
            [
                new WaveformChunk(Mdc.EcgLeadII, 500, 21_000, 0.005, -0.1, Unit.Millivolt, SignalStatus.LeadOff, new short[] { 0, 1, -1, short.MaxValue, WaveformChunk.NoValue }),
                new WaveformChunk(Mdc.Pleth, 125, 5_250, 1, 0, Unit.None, SignalStatus.Ok, ReadOnlyMemory<short>.Empty),
            ],
            Delivery = new UInt128(0x0102030405060708, 0xFFEEDDCCBBAA9988),
        }),
        ["tick"] = ClockTicked.Instance,
        ["admitted"] = new PatientAdmitted(new PatientProfile(0, null, true, 12, PatientCategory.Neonatal), "nurse"),
        ["discharged"] = new PatientDischarged("ADT^A03"),
        ["device-associated"] = new DeviceAssociated("d1"),
        ["device-released"] = new DeviceReleased("d1"),
        ["acknowledged"] = new AlarmAcknowledged(SomeId, "Zoë", "seen"),
        ["consciousness"] = new ConsciousnessEntered(Consciousness.NewConfusion, "nurse"),
        ["oxygen"] = new OxygenEntered(true, "nurse"),
        ["spo2-scale"] = new Spo2ScaleEntered(Spo2Scale.Scale2, "doctor", "hypercapnic failure"),
        ["paediatric"] = new PaediatricEntered(new PaediatricObservation(CapillaryRefill.Slow, RespiratoryEffort.Severe, OxygenTherapy.High), "nurse"),
        ["limits"] = new LimitsEntered(Vital.Spo2, new AlarmLimits(85, null, TimeSpan.FromSeconds(15), 1.5, AlarmPriority.High), "nurse", "chronic lung disease"),
        ["beat-classified"] = new BeatClassified(SomeId, BeatClass.V, 0.875, "m1"),
        ["node-condition"] = new NodeConditionChanged(AlarmKind.StorageFailed, true),
        ["signals-inactivated"] = new SignalsInactivated(AlarmKind.Spo2Low, SignalState.AudioPaused, TimeSpan.FromSeconds(120), "nurse", "suction"),
        ["signals-enabled"] = new SignalsEnabled(null, "nurse"),
        ["standby"] = new StandbyEntered(true, "nurse", "imaging"),
        ["profile"] = new ProfileEntered(new PatientProfile(3, null, false, 1_200, null), "nurse"),
        ["displayed"] = new AlarmDisplayed(SomeId, 2, "s1"),
        ["escalation-policy"] = new EscalationPolicyEntered(EscalationPolicy.Usual),
        ["apnoea-delay"] = new ApnoeaDelayEntered(TimeSpan.FromSeconds(15)),
        ["patient-conflict"] = new PatientConflictReported("d1", true),
        ["device-alarm"] = new DeviceAlarmReported(new DeviceAlarm
        {
            Device = "d1",
            AlertId = "A^1",
            EventCode = 196648,
            EventText = "HR high 145 > 120",
            SourceCode = Mdc.HeartRate,
            Phase = EventPhase.Start,
            State = ConditionState.Active,
            Inactivations = [SignalState.AudioPaused, SignalState.Acknowledged],
            Priority = AlarmPriority.High,
            Type = AlarmType.Physiologic,
            Value = 145,
            Unit = Unit.PerMinute,
            HighLimit = 120,
            DeviceTime = new DeviceTime(1_800_000_000_123_456),
            ReceivedAt = new SiloTime(1_800_000_000_223_456),
        }),
    };

    /// <summary>Kinds whose newest version is not the first.</summary>
    private static readonly Dictionary<string, int> Newest = new() { ["packet"] = 2, ["admitted"] = 3, ["discharged"] = 2, ["limits"] = 2, ["acknowledged"] = 2 };

    /// <summary>Older versions, which are read and never written again.</summary>
    public static TheoryData<string, int> Old => new() { { "admitted", 1 }, { "admitted", 2 }, { "discharged", 1 }, { "limits", 1 }, { "acknowledged", 1 } };

    [Theory]
    [MemberData(nameof(Names))]
    public void An_input_has_the_bytes_of_its_golden_file_and_comes_back_from_them(string name)
    {
        var bytes = Encode(InputOf(name));
        Assert.Equal(Golden(name, Newest.GetValueOrDefault(name, 1)), Convert.ToHexStringLower(bytes));

        var read = InputCodec.Read(bytes);

        Assert.Equal(InputOf(name).Stamp, read.Stamp);
        Assert.Equal(bytes, Encode(read));
    }

    [Theory]
    [MemberData(nameof(Old))]
    public void An_input_that_an_older_build_wrote_is_still_read(string name, int version)
    {
        InputPayload expected = name switch
        {
            "admitted" when version == 1 => new PatientAdmitted(new PatientProfile(67, null, true)),
            "admitted" => new PatientAdmitted(new PatientProfile(0, null, true, 12, PatientCategory.Neonatal)),
            "discharged" => new PatientDischarged(),
            "acknowledged" => new AlarmAcknowledged(SomeId, "Zoë"),
            _ => new LimitsEntered(Vital.Spo2, new AlarmLimits(85, null, TimeSpan.FromSeconds(15), 1.5, AlarmPriority.High), "nurse"),
        };

        var read = InputCodec.Read(Convert.FromHexString(Golden(name, version)));

        Assert.Equal(expected, read.Payload);
    }

    [Fact]
    public void A_packet_that_an_older_build_wrote_has_no_delivery_and_is_otherwise_the_same()
    {
        var packet = ((PacketReceived)Samples["packet"]).Packet;

        var read = Assert.IsType<PacketReceived>(InputCodec.Read(Convert.FromHexString(Golden("packet", 1))).Payload).Packet;

        Assert.Null(read.Delivery);
        Assert.Equal((packet.Device, packet.Sequence, packet.DeviceTime), (read.Device, read.Sequence, read.DeviceTime));
        Assert.Equal(packet.Numerics, read.Numerics);
        Assert.Equal(packet.Waveforms[0].Samples.ToArray(), read.Waveforms[0].Samples.ToArray());
    }

    [Fact]
    public void Every_kind_of_input_has_a_golden_file()
    {
        var kinds = typeof(InputPayload).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(InputPayload)));
        Assert.Equal(kinds.Order(ByName).ToArray(), Samples.Values.Select(p => p.GetType()).Order(ByName).ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_record_cut_short_or_too_long_is_damage(string name)
    {
        var bytes = Encode(InputOf(name));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<DamagedRecordException>(() => InputCodec.Read(bytes.AsSpan(0, length)));
        }

        Assert.Throws<DamagedRecordException>(() => InputCodec.Read([.. bytes, 0]));
    }

    [Fact]
    public void A_record_with_changed_bytes_is_read_or_is_damage_and_nothing_else()
    {
        var random = new Random(20261121);
        foreach (var name in Samples.Keys)
        {
            var whole = Encode(InputOf(name));
            for (var round = 0; round < 500; round++)
            {
                var bytes = whole.ToArray();
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                Assert.True(Record.Exception(() => InputCodec.Read(bytes)) is null or DamagedRecordException, $"{name}: {Convert.ToHexString(bytes)}");
            }
        }
    }

    [Fact]
    public void Samples_keep_their_bits()
    {
        var packet = ((PacketReceived)Samples["packet"]).Packet;
        var read = Assert.IsType<PacketReceived>(InputCodec.Read(Encode(InputOf("packet"))).Payload).Packet;

        Assert.Equal(packet.Waveforms[0].Samples.ToArray(), read.Waveforms[0].Samples.ToArray());
        Assert.Equal(packet.Numerics, read.Numerics);
        Assert.Equal(packet.DeviceTime, read.DeviceTime);
        Assert.Equal(packet.ReceivedAt, read.ReceivedAt);
        Assert.Equal(packet.Delivery, read.Delivery);
    }

    private static string Golden(string name, int version) =>
        Regex.Replace(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "clinical", $"input-v{version}-{name}.hex")), @"\s", "");

    private static Comparer<Type> ByName => Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));

    private static Input InputOf(string name) => new(new Stamp("e1", 3, 9_000_000_001, new SiloTime(1_800_000_000_500_000)), Samples[name]);

    private static byte[] Encode(in Input input)
    {
        var output = new ArrayBufferWriter<byte>();
        InputCodec.Write(input, output);
        return output.WrittenSpan.ToArray();
    }
}
