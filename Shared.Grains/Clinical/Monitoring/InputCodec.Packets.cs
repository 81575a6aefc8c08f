using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Records;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Clinical.Monitoring;

/// <summary>The packet in an input.</summary>
public static partial class InputCodec
{
    private const int NumericSize = 4 + 8 + 4;
    private const int WaveHeaderSize = 4 + 8 + 8 + 8 + 8 + 4 + 4 + 4;

    private static void WritePacket(RecordWriter writer, DevicePacket packet)
    {
        writer.String(packet.Device);
        writer.Int64(packet.Sequence);
        WriteBool(writer, packet.DeviceTime.HasValue);
        if (packet.DeviceTime is { } time)
        {
            writer.Int64(time.UnixMicroseconds);
        }

        writer.Int64(packet.ReceivedAt.UnixMicroseconds);
        writer.Int32(packet.Numerics.Count);
        for (var i = 0; i < packet.Numerics.Count; i++)
        {
            var numeric = packet.Numerics[i];
            writer.Int32(numeric.Code);
            writer.Double(numeric.Value);
            writer.Int32((int)numeric.Unit);
        }

        writer.Int32(packet.Waveforms.Count);
        for (var i = 0; i < packet.Waveforms.Count; i++)
        {
            var wave = packet.Waveforms[i];
            writer.Int32(wave.Code);
            writer.Double(wave.SampleRate);
            writer.Int64(wave.FirstSample);
            writer.Double(wave.Gain);
            writer.Double(wave.Offset);
            writer.Int32((int)wave.Unit);
            writer.Int32((int)wave.Status);
            writer.Samples(wave.Samples.Span);
        }

        WriteBool(writer, packet.Delivery.HasValue);
        if (packet.Delivery is { } delivery)
        {
            writer.Int64((long)(ulong)(delivery >> 64));
            writer.Int64((long)(ulong)delivery);
        }
    }

    private static DevicePacket ReadPacket(ref RecordReader reader, byte version)
    {
        var device = reader.String();
        var sequence = reader.Int64();
        DeviceTime? time = reader.Bool() ? new DeviceTime(reader.Int64()) : null;
        var receivedAt = new SiloTime(reader.Int64());
        var numerics = new Numeric[reader.Count(NumericSize)];
        for (var i = 0; i < numerics.Length; i++)
        {
            numerics[i] = new Numeric(reader.Int32(), reader.Double(), reader.Enumeration<Unit>());
        }

        var waves = new WaveformChunk[reader.Count(WaveHeaderSize)];
        for (var i = 0; i < waves.Length; i++)
        {
            waves[i] = new WaveformChunk(
                reader.Int32(), reader.Double(), reader.Int64(), reader.Double(), reader.Double(), reader.Enumeration<Unit>(), reader.Enumeration<SignalStatus>(),
                reader.Samples());
        }

        return new DevicePacket
        {
            Device = device,
            Sequence = sequence,
            DeviceTime = time,
            ReceivedAt = receivedAt,
            Numerics = numerics,
            Waveforms = waves,
            Delivery = version >= SecondVersion && reader.Bool() ? new UInt128((ulong)reader.Int64(), (ulong)reader.Int64()) : null,
        };
    }
}
