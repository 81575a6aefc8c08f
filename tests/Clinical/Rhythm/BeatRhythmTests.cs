using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Tests.Monitoring;

namespace OrleansCare.Clinical.Tests.Rhythm;

/// <summary>Calls that rest on the model's classes: the beats are synthetic, the answers are this test's.</summary>
public sealed class BeatRhythmTests
{
    private static readonly AlarmKind[] ByClass =
    [
        AlarmKind.VentricularCouplet, AlarmKind.VentricularRun, AlarmKind.VentricularBigeminy, AlarmKind.VentricularTrigeminy, AlarmKind.FrequentVentricularBeats,
        AlarmKind.AtrialFibrillation, AlarmKind.VentricularTachycardia,
    ];

    private readonly SyntheticEcg _ecg = new();
    private TestPatient _patient = TestPatient.Admitted();
    private int _answered;

    [Theory]
    [InlineData("NVVN", 1)]
    [InlineData("NVN", 0)]
    [InlineData("NVVVN", 0)]
    [InlineData("NVVU", 0)]
    [InlineData("UVVN", 0)]
    [InlineData("NVFN", 0)]
    public void A_couplet_is_two_ventricular_beats_between_others(string beats, int calls)
    {
        Answer("NNNNNNNN" + beats + "NNNN");

        Assert.Equal(calls, Begun(AlarmKind.VentricularCouplet).Count());
        Assert.All(Begun(AlarmKind.VentricularCouplet), alarm => Assert.Equal((AlarmPriority.Low, AlarmType.Physiologic), (alarm.Priority, alarm.Type)));
    }

    [Fact]
    public void A_couplet_is_named_by_its_first_beat_and_told_within_five_seconds()
    {
        Answer("NNNNNNNNNVVNNN");

        var alarm = Assert.Single(Begun(AlarmKind.VentricularCouplet));
        var first = _patient.Effects.OfType<ClassifyBeat>().ElementAt(9).Id;
        Assert.Equal((first.DeviceSequence, first.Sample), (alarm.Id.DeviceSequence, alarm.Id.Sample));
        Assert.InRange((alarm.DetectedAt - alarm.Onset).TotalSeconds, 0.8, 5);
    }

    [Fact]
    public void A_couplet_stands_for_a_minute_and_further_ones_within_it_make_no_alarm()
    {
        Answer("NNNNNNNNNVVNNNNNNNNNNNNNNNNVVNNN");
        Answer(new string('N', 60));
        Assert.Single(Changes(AlarmKind.VentricularCouplet));

        Answer(new string('N', 60));
        Assert.Equal([EventPhase.Start, EventPhase.End], Changes(AlarmKind.VentricularCouplet).Select(change => change.Phase));
    }

    [Theory]
    [InlineData("NVVVN", 1)]
    [InlineData("NVVVVN", 1)]
    [InlineData("NVVN", 0)]
    [InlineData("NVVUVN", 0)]
    public void A_run_is_three_ventricular_beats_in_a_row(string beats, int calls)
    {
        Answer("NNNNNNNN" + beats + "NNNN");

        Assert.Equal(calls, Begun(AlarmKind.VentricularRun).Count());
        Assert.All(Begun(AlarmKind.VentricularRun), alarm => Assert.Equal(AlarmPriority.Medium, alarm.Priority));
        Assert.All(Begun(AlarmKind.VentricularRun), alarm => Assert.InRange(alarm.Value!.Value, 74, 76));
        Assert.Empty(Begun(AlarmKind.VentricularTachycardia));
    }

    [Theory]
    [InlineData(120, "VVVVVVV", 1)]
    [InlineData(120, "VVVVNVV", 0)]
    [InlineData(90, "VVVVVVV", 0)]
    public void Five_ventricular_beats_at_100_per_minute_are_a_tachycardia_within_ten_seconds(double rate, string beats, int calls)
    {
        Answer(new string('N', 20));
        _ecg.Rate = rate;
        Answer("NNNN" + beats + "NN");

        Assert.Equal(calls, Begun(AlarmKind.VentricularTachycardia).Count());
        var onset = _patient.Effects.OfType<ClassifyBeat>().ElementAt(24).Id;
        var packet = _patient.Inputs.Select(input => input.Payload).OfType<PacketReceived>().Single(received => received.Packet.Sequence == onset.DeviceSequence);
        Assert.All(Begun(AlarmKind.VentricularTachycardia), alarm => Assert.InRange((alarm.DetectedAt - packet.Packet.ReceivedAt).TotalSeconds, 2, 10));
    }

    /// <summary>The beats look as ever on both leads: the model alone says that they are ventricular.</summary>
    [Fact]
    public void A_tachycardia_that_the_shapes_contradict_is_demoted_with_the_evidence_and_its_run_stays_visible()
    {
        Answer(new string('N', 30));
        _ecg.Rate = 120;
        Answer("NNNNNNVVVVVVVV");

        var alarm = Assert.Single(Begun(AlarmKind.VentricularTachycardia));
        Assert.Equal((AlarmPriority.Medium, true), (alarm.Priority, alarm.Demoted));
        Assert.NotEmpty(alarm.Evidence);
        Assert.Equal(alarm.Id, Assert.Single(_patient.Open, open => open.Kind == AlarmKind.VentricularRun).Parent);
    }

    [Theory]
    [InlineData("NVNVNVN", AlarmKind.VentricularBigeminy, 1)]
    [InlineData("NVNVNNN", AlarmKind.VentricularBigeminy, 0)]
    [InlineData("NVUVNVN", AlarmKind.VentricularBigeminy, 0)]
    [InlineData("NNVNNVNNVN", AlarmKind.VentricularTrigeminy, 1)]
    [InlineData("NNVNNVNNNV", AlarmKind.VentricularTrigeminy, 0)]
    public void Three_cycles_are_a_rhythm(string beats, AlarmKind kind, int calls)
    {
        Answer("NNNNNNNN" + beats + "NN");

        Assert.Equal(calls, Begun(kind).Count());
    }

    [Fact]
    public void Bigeminy_survives_one_beat_out_of_order_and_ends_with_three_beats_that_are_not_ventricular()
    {
        Answer("NNNNNNNNNVNVNVNNVNVNV");
        Assert.Equal(ConditionState.Active, Assert.Single(Changes(AlarmKind.VentricularBigeminy)).Condition);

        Answer("NNNNNN");
        Assert.Equal([EventPhase.Start, EventPhase.End], Changes(AlarmKind.VentricularBigeminy).Select(change => change.Phase));
    }

    [Fact]
    public void More_than_ten_ventricular_beats_in_a_minute_are_frequent_until_there_are_fewer_than_eight()
    {
        for (var i = 0; i < 10; i++)
        {
            Answer("NNNNV");
        }

        Answer("NNN");
        Assert.Empty(Begun(AlarmKind.FrequentVentricularBeats));

        Answer("NVNN");
        var alarm = Assert.Single(Begun(AlarmKind.FrequentVentricularBeats));
        Assert.Equal((11, 10, AlarmPriority.Low), (alarm.Value, alarm.Limit, alarm.Priority));

        Answer(new string('N', 70));
        Assert.Equal([EventPhase.Start, EventPhase.End], Changes(AlarmKind.FrequentVentricularBeats).Select(change => change.Phase));
    }

    [Theory]
    [InlineData(3.2, 1)]
    [InlineData(2.8, 0)]
    public void An_interval_of_three_seconds_is_a_pause_even_without_the_model(double seconds, int calls)
    {
        Send(20);
        var intervals = new Queue<double>([seconds]);
        _ecg.Interval = () => intervals.TryDequeue(out var next) ? next : 0.8;
        Send(12);

        Assert.Equal(calls, Begun(AlarmKind.Pause).Count());
        Assert.All(Begun(AlarmKind.Pause), alarm => Assert.InRange(alarm.Value!.Value, 3.1, 3.3));
        Assert.Empty(Begun(AlarmKind.Asystole));
    }

    [Fact]
    public void An_interval_across_a_lead_that_was_off_is_no_pause()
    {
        Answer(new string('N', 20));
        Send(4, SignalStatus.LeadOff);
        Answer(new string('N', 10));

        Assert.Empty(Begun(AlarmKind.Pause));
    }

    [Fact]
    public void Beats_on_both_sides_of_a_lead_that_was_off_are_no_run()
    {
        Answer("NNNNNNNNNVV");
        Send(3, SignalStatus.LeadOff);
        Answer("VVNNN");

        Assert.Empty(Begun(AlarmKind.VentricularRun));
    }

    [Fact]
    public void Intervals_without_order_are_told_as_an_advisory_and_it_ends_with_a_steady_rhythm()
    {
        var random = new Random(5);
        _ecg.Interval = () => 0.45 + (0.6 * random.NextDouble());
        Answer(new string('N', 160));

        var alarm = Assert.Single(Begun(AlarmKind.AtrialFibrillation));
        Assert.Equal((AlarmPriority.Low, AlarmType.Advisory), (alarm.Priority, alarm.Type));
        Assert.InRange((alarm.DetectedAt - alarm.Onset).TotalSeconds, 60, 150);

        _ecg.Interval = null;
        Answer(new string('N', 200));
        Assert.Equal(EventPhase.End, Changes(AlarmKind.AtrialFibrillation).Last().Phase);
    }

    [Theory]
    [InlineData("steady")]
    [InlineData("breathing")]
    [InlineData("early beats")]
    [InlineData("bigeminy")]
    public void A_rhythm_with_order_is_no_fibrillation(string rhythm)
    {
        var (random, beat) = (new Random(5), 0);
        _ecg.Interval = () => rhythm switch
        {
            "steady" => 0.8 + (0.01 * random.NextDouble()),
            "breathing" => 0.8 + (0.08 * Math.Sin(1.3 * beat++)) + (0.01 * random.NextDouble()),
            "early beats" => (beat++ % 12) switch { 4 => 0.5, 5 => 1.1, _ => 0.8 + (0.02 * random.NextDouble()) },
            _ => beat++ % 2 == 0 ? 0.5 : 1.1,
        };
        Answer(new string('N', 220));

        Assert.Empty(Begun(AlarmKind.AtrialFibrillation));
    }

    [Fact]
    public void Irregularity_among_many_ventricular_beats_is_not_judged()
    {
        var random = new Random(5);
        _ecg.Interval = () => 0.45 + (0.6 * random.NextDouble());
        for (var i = 0; i < 80; i++)
        {
            Answer("NNV");
        }

        Assert.Empty(Begun(AlarmKind.AtrialFibrillation));
    }

    [Fact]
    public void Beats_that_the_model_answers_too_late_are_unsure_and_make_no_call()
    {
        Answer(new string('N', 12));
        Send(2);
        var late = _patient.Effects.OfType<ClassifyBeat>().Skip(_answered).ToList();
        Send(12);
        _answered = _patient.Effects.OfType<ClassifyBeat>().Count();
        late.ForEach(asked => _patient.Apply(new BeatClassified(asked.Id, BeatClass.V, 0.9, "m1")));
        Answer("NNNN");

        Assert.True(late.Count >= 2);
        Assert.DoesNotContain(_patient.AlarmChanges, change => ByClass.Contains(change.Kind));
    }

    [Fact]
    public void A_model_that_comes_back_is_heard_again()
    {
        Answer(new string('N', 12));
        Send(30);
        _answered = _patient.Effects.OfType<ClassifyBeat>().Count();
        Answer("NNNNVVNN");

        Assert.Single(Begun(AlarmKind.VentricularCouplet));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(null, 1)]
    [InlineData(true, 0)]
    public void The_classes_are_taken_unless_the_patient_is_known_to_be_paced(bool? paced, int calls)
    {
        _patient.Apply(new ProfileEntered(new PatientProfile(60, Paced: paced), "nurse"));
        Answer("NNNNNNNNNVVVNNN");

        Assert.Equal(calls, Begun(AlarmKind.VentricularRun).Count());
    }

    [Fact]
    public void A_patient_who_turns_out_to_be_paced_loses_what_the_classes_called()
    {
        Answer("NNNNNNNNNVNVNVNV");
        _patient.Apply(new ProfileEntered(new PatientProfile(60, Paced: true), "nurse"));
        Answer("NVNV");

        Assert.Equal([EventPhase.Start, EventPhase.End], Changes(AlarmKind.VentricularBigeminy).Select(change => change.Phase));
    }

    [Theory]
    [InlineData(15, null, 0)]
    [InlineData(16, null, 1)]
    [InlineData(null, null, 1)]
    [InlineData(null, PatientCategory.Paediatric, 0)]
    [InlineData(null, PatientCategory.Neonatal, 0)]
    [InlineData(12, PatientCategory.Adult, 1)]
    public void Below_adult_nothing_is_called_and_an_unknown_age_is_an_adults(int? age, PatientCategory? category, int calls)
    {
        _patient.Apply(new ProfileEntered(new PatientProfile(age, Category: category), "nurse"));
        Answer("NNNNNNNNNVVVNNN");

        Assert.Equal(calls, Begun(AlarmKind.VentricularRun).Count());
    }

    [Fact]
    public void A_restart_in_between_changes_nothing()
    {
        Answer("NNNNNNNNNVNVN");
        _patient.Restart();
        Answer("VNV");

        Assert.Single(Begun(AlarmKind.VentricularBigeminy));
    }

    [Fact]
    public void Releasing_the_device_ends_its_calls()
    {
        Answer("NNNNNNNNNVVVNN");
        _patient.Apply(new DeviceReleased(TestPatient.Device));

        Assert.DoesNotContain(_patient.Open, open => open.Kind == AlarmKind.VentricularRun);
    }

    private IEnumerable<Alarm> Begun(AlarmKind kind) => Changes(kind).Where(change => change.Revision == 1);

    private IEnumerable<Alarm> Changes(AlarmKind kind) => _patient.AlarmChanges.Where(change => change.Kind == kind);

    /// <summary>Sends until so many beats have been answered, each as it is asked, and a little more; U is unsure.</summary>
    private void Answer(string classes)
    {
        for (var next = 0; next < classes.Length;)
        {
            Send(0.25);
            foreach (var asked in _patient.Effects.OfType<ClassifyBeat>().Skip(_answered).Take(classes.Length - next).ToList())
            {
                var answer = classes[next++] == 'U' ? BeatClass.Unsure : Enum.Parse<BeatClass>(classes.AsSpan(next - 1, 1));
                _patient.Apply(new BeatClassified(asked.Id, answer, 0.9, "m1"));
                _answered++;
            }
        }

        Send(0.25);
    }

    private void Send(double seconds, SignalStatus status = SignalStatus.Ok)
    {
        for (var i = 0; i < seconds * 4; i++)
        {
            _patient.Wait(0.25);
            _patient.Send(TestPatient.Device, _ecg.Next(0.248, status));
        }
    }
}
