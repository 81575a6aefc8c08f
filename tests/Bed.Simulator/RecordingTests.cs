using OrleansCare.BedSimulator.Devices;
using OrleansCare.BedSimulator.Identity;
using OrleansCare.BedSimulator.Recordings;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.BedSimulator.Tests;

public sealed class RecordingTests
{
    [Fact]
    public void A_recording_is_sent_at_its_own_rate_without_gap_and_starts_again_when_it_is_over()
    {
        var samples = Enumerable.Range(0, 360 * 3).Select(i => (short)i).ToArray();
        var signal = new RecordedSignal(SignalMeaning.Of("MLII")!, 360, 0.005, -5.12, samples);
        var bed = new RecordedBed(new Recording("made up", 3, [signal], [0.5, 1.5, 2.5], []));
        var sent = new List<short>();
        var rates = new List<double>();
        for (var step = 0; step < 20; step++)
        {
            var measurement = bed.Next()[0]!;
            Assert.Equal(sent.Count, measurement.Waveforms[0].FirstSample);
            sent.AddRange(measurement.Waveforms[0].Samples.Span);
            rates.AddRange(measurement.Numerics.Where(n => n.Code == Mdc.HeartRate).Select(n => n.Value));
        }

        Assert.Equal([DeviceKind.Monitor], bed.Devices);
        Assert.Equal(360 * 5, sent.Count);
        Assert.Equal(Enumerable.Range(0, 360 * 5).Select(i => (short)(i % (360 * 3))), sent);
        Assert.All(rates, rate => Assert.Equal(60, rate));
        Assert.Equal(4, rates.Count);
    }

    [Fact]
    public void Bidmc_files_become_two_devices_with_waves_and_numerics()
    {
        var directory = Directory.CreateTempSubdirectory("bidmc-");
        try
        {
            var signals = string.Join('\n', Enumerable.Range(0, 250).Select(i => $"{i / 125.0},0.3,{(i == 7 ? "NaN" : "0.5")},0.25,101.5"));
            File.WriteAllText(Path.Combine(directory.FullName, "bidmc_01_Signals.csv"), "Time [s], RESP, PLETH, II, ABP\n" + signals + "\n");
            File.WriteAllText(Path.Combine(directory.FullName, "bidmc_01_Numerics.csv"), "Time [s], HR, PULSE, RESP, SpO2\n-0,94,93,25,97\n1,95,NaN,25,97\n");

            var bed = Assert.Single(BedSources.Recorded(directory.FullName, 1));
            var first = bed.Next().Select(m => m!).ToList();

            Assert.Equal([DeviceKind.Monitor, DeviceKind.Oximeter], bed.Devices);
            Assert.Equal([Mdc.Respiration, Mdc.EcgLeadII, Mdc.ArterialPressure], first[0].Waveforms.Select(w => w.Code));
            var pressure = first[0].Waveforms[2];
            Assert.Equal(101.5, (pressure.Samples.Span[0] * pressure.Gain) + pressure.Offset, 2);
            Assert.Equal(WaveformChunk.NoValue, first[1].Waveforms[0].Samples.Span[7]);
            Assert.Equal([(Mdc.HeartRate, 94.0), (Mdc.RespiratoryRate, 25.0)], first[0].Numerics.Select(n => (n.Code, n.Value)));
            Assert.Equal([(Mdc.PulseRateOximeter, 93.0), (Mdc.Spo2, 97.0)], first[1].Numerics.Select(n => (n.Code, n.Value)));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_folder_without_recordings_is_refused_by_name()
    {
        var failure = Assert.Throws<InvalidDataException>(() => BedSources.Recorded("/nowhere/at/all", 1));

        Assert.Contains("/nowhere/at/all", failure.Message, StringComparison.Ordinal);
    }
}
