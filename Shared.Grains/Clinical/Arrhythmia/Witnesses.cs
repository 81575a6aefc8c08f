using System.Buffers;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Devices;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Arrhythmia;

/// <summary>Every channel that can say something about the heart's rhythm: ECG leads each by itself, pleth, arterial pressure.</summary>
internal sealed class Witnesses
{
    private const int MostLeads = EcgFormat.MaxLeads;
    private const double LowestRate = 25;

    /// <summary>Grows with every change of what a channel keeps.</summary>
    private const int StateVersion = 4;

    private readonly List<Channel> _channels = new(MostLeads + 2);

    public int Count => _channels.Count;

    public Channel this[int index] => _channels[index];

    public void Take(DevicePacket packet, SiloTime now)
    {
        for (var i = 0; i < packet.Waveforms.Count; i++)
        {
            var chunk = packet.Waveforms[i];
            if (IsWitness(chunk.Code) && chunk.SampleRate >= LowestRate && chunk.FirstSample >= 0)
            {
                Find(packet.Device, chunk, now)?.Take(chunk, now);
            }
        }
    }

    /// <summary>Whether a channel has been heard so lately that what it says is about now.</summary>
    public static bool IsFresh(Channel channel, SiloTime now) => now - channel.HeardAt < ReportInterval.Shortest;

    public void Release(string device)
    {
        for (var i = _channels.Count - 1; i >= 0; i--)
        {
            if (_channels[i].Device == device)
            {
                _channels.RemoveAt(i);
            }
        }
    }

    public void StepBack(SiloTime now)
    {
        foreach (var channel in _channels)
        {
            channel.StepBack(now);
        }
    }

    public void Write(RecordWriter writer)
    {
        writer.Int32(StateVersion);
        writer.Int32(_channels.Count);
        var state = new ArrayBufferWriter<byte>();
        var codec = new StateWriter(state);
        foreach (var channel in _channels)
        {
            writer.String(channel.Device);
            writer.Int32(channel.Code);
            writer.Double(channel.Rate);
            channel.Visit(ref codec);
        }

        var bytes = state.WrittenSpan.ToArray();
        writer.Visit(ref bytes);
    }

    /// <summary>Nothing is read when another version wrote it: then every channel learns anew.</summary>
    public void Read(ref RecordReader reader)
    {
        var version = reader.Int32();
        var count = reader.VisitCount(0, MostLeads + 2);
        for (var i = 0; i < count; i++)
        {
            var (device, code, rate) = (reader.String(), reader.Int32(), reader.Double());
            if (!IsWitness(code) || !(rate >= LowestRate))
            {
                throw new DamagedRecordException($"Signal {code} at {rate} Hz cannot be.");
            }

            _channels.Add(new Channel(device, code, rate));
        }

        byte[] bytes = [];
        reader.Visit(ref bytes);
        if (version != StateVersion)
        {
            _channels.Clear();
            return;
        }

        var codec = new StateReader(bytes);
        foreach (var channel in _channels)
        {
            channel.Visit(ref codec);
        }

        if (codec.Broken || !codec.AtEnd || !_channels.TrueForAll(channel => channel.IsConsistent))
        {
            throw new DamagedRecordException("The state of the signals beside the ECG analysis is refused.");
        }
    }

    private static bool IsWitness(int code) => Mdc.IsEcg(code) || code is Mdc.Pleth or Mdc.ArterialPressure;

    /// <returns>Null when another device's signal of this kind is heard, or there are leads enough.</returns>
    private Channel? Find(string device, WaveformChunk chunk, SiloTime now)
    {
        var leads = 0;
        for (var i = _channels.Count - 1; i >= 0; i--)
        {
            var channel = _channels[i];
            leads += channel.Lead is null ? 0 : 1;
            if (channel.Code != chunk.Code)
            {
                continue;
            }

            if (channel.Device == device && channel.Rate.Equals(chunk.SampleRate))
            {
                return channel;
            }

            if (channel.Device != device && IsFresh(channel, now))
            {
                return null;
            }

            _channels.RemoveAt(i);
            leads -= channel.Lead is null ? 0 : 1;
        }

        if (Mdc.IsEcg(chunk.Code) && leads >= MostLeads)
        {
            return null;
        }

        var started = new Channel(device, chunk.Code, chunk.SampleRate);
        _channels.Add(started);
        return started;
    }
}
