using System.Runtime.InteropServices;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.History;
using OrleansCare.Edge.Patients;

namespace OrleansCare.Edge.Strips;

/// <summary>A kept strip in seconds and units, for whoever reads it.</summary>
internal static class StripView
{
    public static AlarmStrip Of(Strip strip, StayName? whose) => new(
        strip.Alarm.Id,
        strip.Alarm.Patient,
        strip.Bed,
        whose?.Name,
        strip.Alarm.Kind,
        strip.Alarm.Text,
        strip.Alarm.Priority,
        strip.Alarm.HasValue ? strip.Alarm.Value : null,
        strip.Alarm.HasLimit ? strip.Alarm.Limit : null,
        strip.Alarm.Unit,
        new SiloTime(strip.Alarm.OnsetUs).ToDateTimeOffset(),
        new SiloTime(strip.OriginUs).ToDateTimeOffset(),
        Seconds(strip, strip.FirstUs),
        Seconds(strip, strip.LastUs),
        [.. strip.Waves.Select(wave => Trace(strip, wave))],
        [.. strip.Values.OrderBy(value => value.AtUs).Select(value => new StripReading(value.Vital, Seconds(strip, value.AtUs), value.Value))],
        [.. strip.Limits.Select(limit => new StripRange(limit.Vital, limit.HasLow ? limit.Low : null, limit.HasHigh ? limit.High : null))],
        [.. Beats(strip).OrderBy(beat => beat.Second)],
        strip.Incomplete);

    private static StripTrace Trace(Strip strip, StripWave wave)
    {
        var raw = MemoryMarshal.Cast<byte, short>(wave.Samples.Span);
        var samples = new float?[raw.Length];
        for (var i = 0; i < raw.Length; i++)
        {
            samples[i] = raw[i] == WaveformChunk.NoValue ? null : (float)Math.Round((raw[i] * wave.Gain) + wave.Offset, 4);
        }

        return new StripTrace(wave.Code, wave.SampleRate, wave.Unit, samples, [.. wave.Quality.Select(quality => new StripSignal(Second(strip, wave, quality.FirstSample), quality.Status))]);
    }

    private static IEnumerable<StripBeat> Beats(Strip strip)
    {
        foreach (var beat in strip.Beats)
        {
            if (strip.Waves.FirstOrDefault(wave => wave.Device == beat.Device && Mdc.IsEcg((int)wave.Code)) is { } ecg)
            {
                yield return new StripBeat(Math.Round(Second(strip, ecg, beat.Sample), 3), ((BeatClass)beat.BeatClass).ToString(), Math.Round(beat.Confidence, 3));
            }
        }
    }

    private static double Second(Strip strip, StripWave wave, long sample) => Seconds(strip, strip.FirstUs) + ((sample - wave.FirstSample) / wave.SampleRate);

    private static double Seconds(Strip strip, long microseconds) => (microseconds - strip.OriginUs) / 1e6;
}
