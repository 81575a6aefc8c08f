using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Tests.Rhythm;

namespace OrleansCare.Clinical.Tests.Monitoring;

public sealed class PatientMonitorAllocationTests
{
    [Fact]
    public void A_packet_of_five_waves_allocates_nothing_but_its_effects()
    {
        var monitor = new PatientMonitor("e1");
        var effects = new List<Effect>(64);
        var ecg = new SyntheticEcg(500);
        var inputs = new List<Input>
        {
            new(new Stamp("e1", 1, 1, TestPatient.Start), new PatientAdmitted(new PatientProfile(60))),
            new(new Stamp("e1", 1, 2, TestPatient.Start), new DeviceAssociated("d1")),
        };
        for (var i = 0; i < 480; i++)
        {
            var at = TestPatient.Start + TimeSpan.FromSeconds(0.25 * i);
            var packet = new DevicePacket { Device = "d1", Sequence = i + 1, ReceivedAt = at, Numerics = Numerics, Waveforms = [.. ecg.Next(0.25), .. Others(i)] };
            inputs.Add(new Input(new Stamp("e1", 1, inputs.Count + 1, at), new PacketReceived(packet)));
        }

        var (quiet, worst) = (0, 0L);
        for (var i = 0; i < inputs.Count; i++)
        {
            effects.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            monitor.Apply(inputs[i], effects);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (i > 250 && effects.Count == 0)
            {
                quiet++;
                worst = Math.Max(worst, allocated);
            }
        }

        Assert.True(quiet > 100, $"Only {quiet} packets had no effects.");
        Assert.Equal(0, worst);
    }

    private static readonly Numeric[] Numerics =
    [
        new(Mdc.HeartRate, 75, Unit.PerMinute), new(Mdc.Spo2, 97, Unit.Percent), new(Mdc.RespiratoryRate, 16, Unit.PerMinute),
        new(Mdc.PulseRateOximeter, 75, Unit.PerMinute), new(Mdc.ArterialSystolic, 120, Unit.MillimetreOfMercury),
        new(Mdc.ArterialMean, 90, Unit.MillimetreOfMercury), new(Mdc.Temperature, 37, Unit.Celsius),
    ];

    private static WaveformChunk[] Others(int packet)
    {
        var samples = new short[31];
        return
        [
            new(Mdc.Pleth, 125, packet * 31, 1, 0, Unit.None, SignalStatus.Ok, samples),
            new(Mdc.ArterialPressure, 125, packet * 31, 1, 0, Unit.MillimetreOfMercury, SignalStatus.Ok, samples),
            new(Mdc.Respiration, 125, packet * 31, 1, 0, Unit.Ohm, SignalStatus.Ok, samples),
        ];
    }
}
