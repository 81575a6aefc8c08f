using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Clinical.Vitals;

namespace OrleansCare.Edge.Strips;

/// <summary>The last seconds of one stay: waves, values and beats, each in a ring of its own. Belongs to the stay's turns; adding allocates nothing.</summary>
internal sealed class StayWaves(StripMetrics metrics)
{
    /// <summary>Four ECG leads, pleth and pressure, and two of them from a second device.</summary>
    public const int MostWaves = 8;

    /// <summary>Eleven vital signs once a second; a device that sends more often shortens what is kept.</summary>
    private const int MostValues = 1024;

    /// <summary>A minute at 250 beats.</summary>
    private const int MostBeats = 256;

    private readonly List<WaveRing> _waves = new(MostWaves);
    private readonly (Vital Vital, double Value, SiloTime At)[] _values = new (Vital, double, SiloTime)[MostValues];
    private readonly (EffectId Beat, BeatClass Class, double Confidence)[] _beats = new (EffectId, BeatClass, double)[MostBeats];
    private int _valueCount;
    private int _beatCount;

    public IReadOnlyList<WaveRing> Waves => _waves;

    /// <summary>When the first packet came; null before it.</summary>
    public SiloTime? Since { get; private set; }

    public IEnumerable<(Vital Vital, double Value, SiloTime At)> Values => Newest(_values, _valueCount);

    public IEnumerable<(EffectId Beat, BeatClass Class, double Confidence)> Beats => Newest(_beats, _beatCount);

    /// <param name="without">These of its vital signs are not of now.</param>
    public void Add(DevicePacket packet, VitalSet without = default)
    {
        Since ??= packet.ReceivedAt;
        for (var i = 0; i < packet.Waveforms.Count; i++)
        {
            var chunk = packet.Waveforms[i];
            if ((Mdc.IsEcg(chunk.Code) || chunk.Code is Mdc.Pleth or Mdc.ArterialPressure) && chunk.FirstSample >= 0)
            {
                Add(packet, chunk);
            }
        }

        for (var i = 0; i < packet.Numerics.Count; i++)
        {
            if (VitalRules.FromCode(packet.Numerics[i].Code) is { } vital && !without.Contains(vital))
            {
                _values[_valueCount++ % MostValues] = (vital, packet.Numerics[i].Value, packet.ReceivedAt);
            }
        }
    }

    public void Add(BeatClassified beat) => _beats[_beatCount++ % MostBeats] = (beat.Beat, beat.Class, beat.Confidence);

    public void Release()
    {
        foreach (var wave in _waves)
        {
            metrics.Kept(-wave.Bytes);
            wave.Release();
        }

        _waves.Clear();
        Array.Clear(_values);
        Array.Clear(_beats);
        _valueCount = _beatCount = 0;
    }

    private void Add(DevicePacket packet, WaveformChunk chunk)
    {
        if (Ring(packet.Device, chunk.Code) is not { } ring)
        {
            metrics.WaveIgnored();
            return;
        }

        var before = ring.Bytes;
        ring.Add(chunk, packet.ReceivedAt);
        if (ring.Bytes != before)
        {
            metrics.Kept(ring.Bytes - before);
        }
    }

    private WaveRing? Ring(string device, int code)
    {
        foreach (var wave in _waves)
        {
            if (wave.Code == code && wave.Device == device)
            {
                return wave;
            }
        }

        if (_waves.Count == MostWaves)
        {
            return null;
        }

        var ring = new WaveRing(device, code);
        _waves.Add(ring);
        return ring;
    }

    private static IEnumerable<T> Newest<T>(T[] ring, int count)
    {
        for (var i = Math.Max(0, count - ring.Length); i < count; i++)
        {
            yield return ring[i % ring.Length];
        }
    }
}
