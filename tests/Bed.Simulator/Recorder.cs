using OrleansCare.BedSimulator.Devices;
using OrleansCare.BedSimulator.Physiology;
using OrleansCare.Clinical.Packets;

namespace OrleansCare.BedSimulator.Tests;

/// <summary>Everything a bed measured, by code.</summary>
internal sealed class Recorder
{
    public Dictionary<int, List<double>> Waves { get; } = [];

    public Dictionary<int, List<(double At, double Value)>> Numerics { get; } = [];

    public List<Beat> Beats { get; } = [];

    public List<(double At, SignalStatus Status)> EcgStatus { get; } = [];

    public static Recorder Run(SyntheticBed bed, int seconds)
    {
        var recorder = new Recorder();
        for (var step = 0; step < seconds * 4; step++)
        {
            foreach (var measurement in bed.Next())
            {
                recorder.Take(measurement, (step + 1) / 4.0);
            }

            recorder.Beats.AddRange(bed.LastBeats);
        }

        return recorder;
    }

    private void Take(Measurement? measurement, double at)
    {
        foreach (var wave in measurement?.Waveforms ?? [])
        {
            var samples = Waves.TryGetValue(wave.Code, out var known) ? known : Waves[wave.Code] = [];
            Assert.Equal(samples.Count, wave.FirstSample);
            foreach (var raw in wave.Samples.Span)
            {
                samples.Add(raw == WaveformChunk.NoValue ? double.NaN : (raw * wave.Gain) + wave.Offset);
            }

            if (wave.Code == Clinical.Codes.Mdc.EcgLeadII)
            {
                EcgStatus.Add((at, wave.Status));
            }
        }

        foreach (var numeric in measurement?.Numerics ?? [])
        {
            var values = Numerics.TryGetValue(numeric.Code, out var known) ? known : Numerics[numeric.Code] = [];
            values.Add((at, numeric.Value));
        }
    }
}
