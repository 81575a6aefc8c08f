using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Escalation;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Scores;
using OrleansCare.Clinical.Tests.Rhythm;

namespace OrleansCare.Clinical.Tests.Monitoring;

/// <summary>
/// The stay whose snapshots are frozen: something in every part of the state. What is added to it goes into a new golden file; one that exists is never
/// written again.
/// </summary>
internal static class SnapshotStay
{
    public static TestPatient Run()
    {
        var patient = TestPatient.Admitted(age: 67, pregnant: false);
        patient.Apply(new DeviceAssociated("pump"));
        patient.Apply(new EscalationPolicyEntered(new EscalationPolicy(AlarmPriority.Medium, TimeSpan.FromSeconds(5), [new("charge nurse", TimeSpan.FromSeconds(40))])));
        patient.Apply(new LimitsEntered(Vital.Spo2, new AlarmLimits(88, null, TimeSpan.FromSeconds(10), 1, AlarmPriority.High), "nurse", "chronic"));
        patient.Apply(new ConsciousnessEntered(Consciousness.Alert, "nurse"));
        patient.Apply(new OxygenEntered(true, "nurse"));
        patient.Apply(new Spo2ScaleEntered(Spo2Scale.Scale2, "Dr. B", "hypercapnic"));
        patient.Delay = TimeSpan.Zero;
        var ecg = new SyntheticEcg(125);
        for (var second = 0; second < 75; second++)
        {
            patient.Wait(1);
            patient.Send(
                TestPatient.Device, [ecg.Next(1)[0]], (Mdc.HeartRate, 80 + (second % 3)), (Mdc.Spo2, second < 50 ? 91 : 84), (Mdc.RespiratoryRate, 16),
                (Mdc.NonInvasiveSystolic, 128), (Mdc.Temperature, 37.2));
            if (second == 40)
            {
                var beat = patient.Effects.OfType<ClassifyBeat>().First();
                patient.Apply(new BeatClassified(beat.Id, BeatClass.N, 0.9, "m1"));
            }
        }

        patient.Apply(new SignalsInactivated(AlarmKind.HeartRateLow, SignalState.AudioPaused, TimeSpan.FromSeconds(90), "nurse", ""));
        patient.Apply(new PatientConflictReported("pump", true));
        patient.Apply(new AlarmAcknowledged(patient.Open.First(alarm => alarm.Kind == AlarmKind.PatientConflict).Id, "nurse", "seen"));
        patient.Apply(new DeviceAlarmReported(new DeviceAlarm
        {
            Device = "pump",
            AlertId = "occlusion 1",
            EventCode = 196940,
            EventText = "Occlusion",
            Phase = EventPhase.Start,
            State = ConditionState.Active,
            Priority = AlarmPriority.High,
            Type = AlarmType.Technical,
            ReceivedAt = patient.Now,
        }));
        patient.Delay = TimeSpan.FromMinutes(10);
        patient.Send((Mdc.HeartRate, 50));
        patient.Apply(new StandbyEntered(true, "nurse", "imaging"));
        return patient;
    }
}
