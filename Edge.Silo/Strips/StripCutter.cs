using System.Runtime.InteropServices;
using Google.Protobuf;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.History;
using OrleansCare.Contracts.Station;
using OrleansCare.Interop.Codes;

namespace OrleansCare.Edge.Strips;

/// <summary>Cuts a strip out of what is kept of a stay. Cut again later, it keeps what the earlier cut had and the rings have lost since.</summary>
internal static class StripCutter
{
    /// <param name="strip">Alarm, bed and window are set; waves, values and beats are what an earlier cut found.</param>
    public static void Cut(Strip strip, StayWaves waves)
    {
        var window = new StripWindow(new SiloTime(strip.OriginUs));
        foreach (var ring in waves.Waves)
        {
            Cut(strip, ring, window);
        }

        foreach (var (vital, value, at) in waves.Values.Where(value => value.At >= window.First && value.At <= window.Last))
        {
            var kept = new StripValue { Vital = vital.ToString(), Value = value, AtUs = at.UnixMicroseconds };
            if (!strip.Values.Contains(kept))
            {
                strip.Values.Add(kept);
            }
        }

        foreach (var (beat, beatClass, confidence) in waves.Beats)
        {
            var mark = new BeatMark { Sample = beat.Sample, BeatClass = (uint)beatClass, Confidence = confidence, Device = beat.Device };
            if (IsWithin(strip, mark) && !strip.Beats.Contains(mark))
            {
                strip.Beats.Add(mark);
            }
        }
    }

    /// <summary>Whether every wave of the strip has a sample, or the device's word that there is none, at every moment from its first to its last.</summary>
    public static bool HasGaps(Strip strip) => strip.Waves.Count == 0 || strip.Waves.Any(wave =>
        wave.Samples.Length < Expected(wave) * sizeof(short) || MemoryMarshal.Cast<byte, short>(wave.Samples.Span).Contains(WaveformChunk.NoValue));

    private static void Cut(Strip strip, WaveRing ring, StripWindow window)
    {
        var wave = strip.Waves.FirstOrDefault(kept => Continues(kept, ring));
        if (wave is null)
        {
            strip.Waves.Add(wave = new StripWave
            {
                Code = (uint)ring.Code,
                SampleRate = ring.Format.SampleRate,
                FirstSample = ring.SampleAt(window.First),
                Gain = ring.Format.Gain,
                Offset = ring.Format.Offset,
                Unit = UcumUnit.CodeOf(ring.Format.Unit),
                Device = ring.Device,
            });
        }

        var length = (int)Math.Clamp(ring.End - wave.FirstSample, 0, Expected(wave));
        var samples = new short[Math.Max(length, wave.Samples.Length / sizeof(short))];
        Array.Fill(samples, WaveformChunk.NoValue);
        MemoryMarshal.Cast<byte, short>(wave.Samples.Span).CopyTo(samples);
        ring.CopyTo(wave.FirstSample, samples);
        wave.Samples = ByteString.CopyFrom(MemoryMarshal.AsBytes<short>(samples));
        foreach (var (first, status) in ring.Quality(wave.FirstSample, wave.FirstSample + length))
        {
            if (wave.Quality.Count == 0 || (first > wave.Quality[^1].FirstSample && wave.Quality[^1].Status != (uint)status))
            {
                wave.Quality.Add(new StripQuality { FirstSample = first, Status = (uint)status });
            }
        }
    }

    private static long Expected(StripWave wave) => (long)(wave.SampleRate * StripWindow.Length.TotalSeconds);

    private static bool Continues(StripWave wave, WaveRing ring) =>
        wave.Code == ring.Code && wave.Device == ring.Device && wave.SampleRate.Equals(ring.Format.SampleRate) && wave.Gain.Equals(ring.Format.Gain)
        && wave.Offset.Equals(ring.Format.Offset) && ring.End > wave.FirstSample && ring.End < wave.FirstSample + (10 * Expected(wave));

    private static bool IsWithin(Strip strip, BeatMark mark) => strip.Waves.Any(wave =>
        wave.Device == mark.Device && Mdc.IsEcg((int)wave.Code) && mark.Sample >= wave.FirstSample && mark.Sample < wave.FirstSample + Expected(wave));
}
