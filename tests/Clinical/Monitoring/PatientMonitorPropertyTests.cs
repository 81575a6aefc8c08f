using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;

namespace OrleansCare.Clinical.Tests.Monitoring;

public sealed class PatientMonitorPropertyTests
{
    private const int Steps = 3_000;

    private static readonly JsonSerializerOptions Exact = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5, 6];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_same_inputs_give_the_same_effects_and_the_same_state_also_through_the_log(int seed)
    {
        var stay = RandomStay.Run(seed, Steps);
        Assert.NotEmpty(stay.Effects.OfType<ClassifyBeat>());
        var replay = new PatientMonitor(TestPatient.Episode);
        var effects = new List<Effect>();
        foreach (var input in stay.Inputs)
        {
            replay.Apply(InputCodec.Read(Encode(input)), effects);
        }

        Assert.Equal(Describe(stay.Effects), Describe(effects));
        Assert.Equal(Snapshot(stay.Monitor), Snapshot(replay));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_snapshot_at_any_point_and_the_inputs_after_it_give_the_same_effects(int seed)
    {
        var stay = RandomStay.Run(seed, Steps);
        var random = new Random(seed);
        var monitor = new PatientMonitor(TestPatient.Episode);
        var effects = new List<Effect>();
        foreach (var input in stay.Inputs)
        {
            monitor.Apply(input, effects);
            if (random.Next(20) == 0)
            {
                var bytes = Snapshot(monitor);
                monitor = PatientMonitor.ReadSnapshot(bytes);
                Assert.Equal(bytes, Snapshot(monitor));
            }
        }

        Assert.Equal(Describe(stay.Effects), Describe(effects));
        Assert.Equal(Snapshot(stay.Monitor), Snapshot(monitor));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_high_priority_alarm_disappears_without_acknowledgement_and_end(int seed)
    {
        var stay = RandomStay.Run(seed, Steps);
        var acknowledged = stay.Inputs.Select(i => i.Payload).OfType<AlarmAcknowledged>().Select(a => a.Alarm).ToHashSet();
        var open = stay.Open.Select(a => a.Id).ToHashSet();
        var high = stay.AlarmChanges.Where(a => a is { Priority: AlarmPriority.High, Type: AlarmType.Physiologic }).GroupBy(a => a.Id).ToList();
        Assert.NotEmpty(high);
        foreach (var changes in high)
        {
            var isOver = changes.Last().Condition == ConditionState.Inactive;
            Assert.Equal(isOver, !open.Contains(changes.Key));
            Assert.True(!isOver || acknowledged.Contains(changes.Key), $"{changes.Key} ended unacknowledged.");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Revisions_of_an_alarm_follow_each_other_and_no_name_is_given_twice(int seed)
    {
        var stay = RandomStay.Run(seed, Steps);
        foreach (var changes in stay.AlarmChanges.GroupBy(a => a.Id))
        {
            Assert.Equal(Enumerable.Range(1, changes.Count()), changes.Select(a => a.Revision));
            Assert.Equal(EventPhase.Start, changes.First().Phase);
            Assert.DoesNotContain(changes.SkipLast(1), a => a.Condition == ConditionState.Inactive);
        }

        var others = stay.Effects.Where(e => e is ClassifyBeat or ScoreChanged).Select(e => e.Id).ToList();
        Assert.Equal(others.Count, others.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_score_with_something_missing_has_no_total(int seed)
    {
        var scores = RandomStay.Run(seed, Steps).Effects.OfType<ScoreChanged>().Select(e => e.Score).ToList();
        Assert.NotEmpty(scores);
        Assert.All(scores, score => Assert.Equal(score.NotApplicable is null && score.Points.All(p => p is not null), score.Total is not null));
    }

    [Fact]
    public void Inputs_in_any_order_never_throw_and_old_ones_change_nothing()
    {
        var stay = RandomStay.Run(99, Steps);
        var inputs = stay.Inputs.ToArray();
        new Random(99).Shuffle(inputs);
        var monitor = new PatientMonitor(TestPatient.Episode);
        var effects = new List<Effect>();
        foreach (var input in inputs)
        {
            var before = effects.Count;
            var isOld = input.Stamp.Sequence <= monitor.LastSequence;
            monitor.Apply(input, effects);
            Assert.True(!isOld || effects.Count == before);
        }

        Assert.True(monitor.Ignored > 0);
    }

    [Fact]
    public void Extreme_times_and_sample_numbers_never_throw()
    {
        var random = new Random(5);
        long[] extremes = [long.MinValue, long.MaxValue, 0, -1, 1, 1L << 53, TestPatient.Start.UnixMicroseconds];
        var monitor = new PatientMonitor(TestPatient.Episode);
        var effects = new List<Effect>();
        var ecg = new Rhythm.SyntheticEcg();
        monitor.Apply(new Input(new Stamp(TestPatient.Episode, 1, 1, TestPatient.Start), new DeviceAssociated("d1")), effects);
        for (var i = 2; i < 2_000; i++)
        {
            long Any() => extremes[random.Next(extremes.Length)];
            ecg.NextSample = Any();
            var packet = new DevicePacket { Device = "d1", Sequence = Any(), DeviceTime = new(Any()), ReceivedAt = new(Any()), Waveforms = ecg.Next(0.1) };
            monitor.Apply(new Input(new Stamp(TestPatient.Episode, 1, i, new(Any())), random.Next(3) == 0 ? ClockTicked.Instance : new PacketReceived(packet)), effects);
        }

        Assert.Equal(1_999, monitor.LastSequence);
    }

    [Fact]
    public void A_damaged_snapshot_is_named()
    {
        var bytes = Snapshot(RandomStay.Run(3, 300).Monitor);
        for (var length = 0; length < bytes.Length; length += 97)
        {
            Assert.Throws<DamagedRecordException>(() => PatientMonitor.ReadSnapshot(bytes.AsSpan(0, length)));
        }

        Assert.Throws<DamagedRecordException>(() => PatientMonitor.ReadSnapshot([.. bytes, 0]));
        Assert.Throws<DamagedRecordException>(() => PatientMonitor.ReadSnapshot([9, .. bytes.Skip(1)]));
    }

    [Fact]
    public void An_input_of_another_episode_or_an_older_epoch_is_ignored()
    {
        var monitor = new PatientMonitor("e1");
        var effects = new List<Effect>();
        monitor.Apply(new Input(new Stamp("e1", 2, 1, TestPatient.Start), new PatientAdmitted(new PatientProfile(50))), effects);
        monitor.Apply(new Input(new Stamp("e2", 2, 2, TestPatient.Start), new NodeConditionChanged(AlarmKind.StorageFailed, true)), effects);
        monitor.Apply(new Input(new Stamp("e1", 1, 2, TestPatient.Start), new NodeConditionChanged(AlarmKind.StorageFailed, true)), effects);

        Assert.Equal((1, 2), (monitor.LastSequence, monitor.Ignored));
        Assert.Empty(effects.OfType<AlarmChanged>());
    }

    [Fact]
    public void A_clock_that_was_set_back_an_hour_delays_no_alarm_by_an_hour()
    {
        var patient = TestPatient.Admitted();
        patient.SendFor(3, (Clinical.Codes.Mdc.Spo2, 80));
        patient.Wait(-3600);
        patient.SendFor(11, (Clinical.Codes.Mdc.Spo2, 80));

        Assert.Equal(AlarmKind.Spo2Low, Assert.Single(patient.Open).Kind);
    }

    private static string[] Describe(IEnumerable<Effect> effects) =>
        [.. effects.Select(e => $"{e.Id} {e.GetType().Name} {JsonSerializer.Serialize(e, e.GetType(), Exact)}")];

    private static byte[] Encode(in Input input)
    {
        var output = new ArrayBufferWriter<byte>();
        InputCodec.Write(input, output);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Snapshot(PatientMonitor monitor)
    {
        var output = new ArrayBufferWriter<byte>();
        monitor.WriteSnapshot(output);
        return output.WrittenSpan.ToArray();
    }
}
