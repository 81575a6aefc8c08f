using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Tests.Rhythm;

namespace OrleansCare.Clinical.Tests.Monitoring;

/// <summary>A stay in which anything happens: all kinds of inputs in an order drawn from a seed.</summary>
internal static class RandomStay
{
    private static readonly int[] Codes =
    [
        Mdc.HeartRate, Mdc.PulseRateOximeter, Mdc.PulseRateArterial, Mdc.Spo2, Mdc.RespiratoryRate, Mdc.NonInvasiveSystolic, Mdc.NonInvasiveMean,
        Mdc.ArterialSystolic, Mdc.ArterialMean, Mdc.Temperature,
    ];

    public static TestPatient Run(int seed, int steps)
    {
        var random = new Random(seed);
        var patient = TestPatient.Admitted(random.Next(10, 90));
        var ecg = new SyntheticEcg();
        var values = Codes.ToDictionary(code => code, _ => 90.0);
        for (var i = 0; i < steps; i++)
        {
            patient.Wait(random.Next(200) switch { 0 => -random.Next(100), 1 => random.Next(200), 2 => -0.3, _ => 0.25 });
            Step(patient, random, ecg, values);
        }

        return patient;
    }

    private static void Step(TestPatient patient, Random random, SyntheticEcg ecg, Dictionary<int, double> values)
    {
        var device = random.Next(30) == 0 ? "d2" : TestPatient.Device;
        switch (random.Next(100))
        {
            case < 70:
                if (random.Next(40) == 0)
                {
                    ecg.Rate = random.Next(4) switch { 0 => 0, 1 => 30, 2 => 190, _ => 80 };
                }

                ecg.NextSample += random.Next(100) switch { 0 => random.Next(100_000), 1 => -ecg.NextSample, _ => 0 };
                foreach (var code in Codes)
                {
                    values[code] += random.Next(-6, 7) + ((90 - values[code]) * 0.02);
                }

                values[Mdc.Temperature] = 34 + (random.NextDouble() * 6);
                patient.Delay = random.Next(10) switch { 0 => null, 1 => TimeSpan.FromSeconds(random.Next(-4000, 4000)), _ => TimeSpan.FromSeconds(random.NextDouble()) };
                var status = random.Next(30) == 0 ? (SignalStatus)random.Next(3) : SignalStatus.Ok;
                patient.Send(device, ecg.Next(0.25, status), [.. values.Where(_ => random.Next(5) > 0).Select(v => (v.Key, v.Value))]);
                break;
            case < 80:
                patient.Apply(ClockTicked.Instance);
                break;
            case < 88:
                var asked = patient.Effects.OfType<ClassifyBeat>().ToList();
                foreach (var beat in asked.TakeLast(random.Next(12)))
                {
                    patient.Apply(new BeatClassified(beat.Id, (BeatClass)random.Next(5), random.NextDouble(), "m1"));
                }

                break;
            case < 93:
                if (patient.Open.Count > 0)
                {
                    patient.Apply(new AlarmAcknowledged(patient.Open[random.Next(patient.Open.Count)].Id, "nurse"));
                }

                break;
            case 93:
                patient.Apply(random.Next(2) == 0 ? new DeviceAssociated("d2") : new DeviceReleased("d2"));
                break;
            case 94:
                patient.Apply(random.Next(8) == 0 ? new DeviceReleased(TestPatient.Device) : new DeviceAssociated(TestPatient.Device));
                break;
            case 95:
                patient.Apply(new ConsciousnessEntered((Consciousness)random.Next(5), "nurse"));
                break;
            case 96:
                patient.Apply(new OxygenEntered(random.Next(2) == 0, "nurse"));
                break;
            case 97:
                patient.Apply(new Spo2ScaleEntered((Spo2Scale)random.Next(1, 3), "doctor", ""));
                break;
            case 98:
                var limits = new AlarmLimits(random.Next(60, 90), random.Next(80, 140), TimeSpan.FromSeconds(random.Next(20)), random.Next(4), (AlarmPriority)random.Next(1, 4));
                patient.Apply(new LimitsEntered((Vital)random.Next(1, 12), limits, "nurse", random.Next(4) == 0 ? "" : "chosen by chance"));
                break;
            default:
                Decide(patient, random);
                patient.Apply(new NodeConditionChanged(random.Next(2) == 0 ? AlarmKind.StorageFailed : AlarmKind.ModelUnavailable, random.Next(2) == 0));
                break;
        }
    }

    private static void Decide(TestPatient patient, Random random)
    {
        var kinds = Enum.GetValues<AlarmKind>();
        AlarmKind? kind = random.Next(2) == 0 ? null : kinds[random.Next(kinds.Length)];
        switch (random.Next(12))
        {
            case 11:
                patient.Apply(new ApnoeaDelayEntered(TimeSpan.FromSeconds(random.Next(60))));
                break;
            case 10:
                patient.Apply(new PaediatricEntered(new PaediatricObservation((CapillaryRefill)random.Next(1, 3), (RespiratoryEffort)random.Next(1, 5), (OxygenTherapy)random.Next(1, 4)), "nurse"));
                break;
            case 0:
                patient.Apply(new SignalsInactivated(kind, (SignalState)random.Next(1, 5), TimeSpan.FromSeconds(random.Next(1, 700)), "nurse", random.Next(3) == 0 ? "" : "procedure"));
                break;
            case 1:
                patient.Apply(new SignalsEnabled(kind, "nurse"));
                break;
            case 2:
                patient.Apply(new StandbyEntered(random.Next(3) > 0, "nurse", "imaging"));
                break;
            case 3:
                patient.Apply(new ProfileEntered(new PatientProfile(random.Next(90), null, null, random.Next(30_000), random.Next(4) is var c and > 0 ? (PatientCategory)c : null), "nurse"));
                break;
            case 4:
                patient.Apply(new PatientConflictReported(TestPatient.Device, random.Next(2) == 0));
                break;
            case 5:
                var steps = Enumerable.Range(0, random.Next(10)).Select(i => new Clinical.Escalation.EscalationStep($"level {i}", TimeSpan.FromSeconds(random.Next(100)))).ToArray();
                patient.Apply(new EscalationPolicyEntered(new((AlarmPriority)random.Next(1, 4), TimeSpan.FromSeconds(random.Next(20)), steps)));
                break;
            case 6 or 7:
                patient.Apply(new DeviceAlarmReported(DeviceAlarmOf(random)));
                break;
            default:
                foreach (var alarm in patient.Open)
                {
                    patient.Apply(new AlarmDisplayed(alarm.Id, alarm.Revision, "s1"));
                }

                break;
        }
    }

    private static DeviceAlarm DeviceAlarmOf(Random random) => new()
    {
        Device = random.Next(4) == 0 ? "d2" : TestPatient.Device,
        AlertId = $"alert {random.Next(3)}",
        EventCode = 196648,
        Phase = (EventPhase)random.Next(1, 9),
        State = (ConditionState)random.Next(3),
        Inactivations = random.Next(3) == 0 ? [(SignalState)random.Next(6)] : [],
        Priority = random.Next(4) is var priority and > 0 ? (AlarmPriority)priority : null,
        Type = (AlarmType)random.Next(1, 4),
        Value = random.Next(200),
        HighLimit = 120,
        ReceivedAt = TestPatient.Start,
    };
}
