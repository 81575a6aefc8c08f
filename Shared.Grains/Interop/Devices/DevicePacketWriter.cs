using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Codes;

namespace OrleansCare.Interop.Devices;

/// <summary>A packet as care.device.v1.DevicePacket, byte for byte what Google.Protobuf writes. Device key and receive time are not part of it.</summary>
public static class DevicePacketWriter
{
    public static void Write(DevicePacket packet, IBufferWriter<byte> output)
    {
        var numericsSize = 0;
        for (var i = 0; i < packet.Numerics.Count; i++)
        {
            var size = NumericSize(packet.Numerics[i]);
            numericsSize += 1 + VarintSize((ulong)size) + size;
        }

        var writer = new Output(output);
        writer.VarintField(1, (ulong)packet.Sequence);
        var time = packet.DeviceTime?.UnixMicroseconds ?? 0;
        writer.VarintField(2, (ulong)((time << 1) ^ (time >> 63)));
        if (packet.Numerics.Count > 0)
        {
            writer.Prefix(3, numericsSize);
            for (var i = 0; i < packet.Numerics.Count; i++)
            {
                var numeric = packet.Numerics[i];
                writer.Prefix(1, NumericSize(numeric));
                writer.VarintField(1, (uint)numeric.Code);
                writer.DoubleField(2, numeric.Value);
                writer.TextField(3, UcumUnit.CodeOf(numeric.Unit));
            }
        }

        for (var i = 0; i < packet.Waveforms.Count; i++)
        {
            var wave = packet.Waveforms[i];
            writer.Prefix(4, WaveformSize(wave));
            writer.VarintField(1, (uint)wave.Code);
            writer.DoubleField(2, wave.SampleRate);
            writer.VarintField(3, (ulong)wave.FirstSample);
            writer.DoubleField(4, wave.Gain);
            writer.DoubleField(5, wave.Offset);
            writer.TextField(6, UcumUnit.CodeOf(wave.Unit));
            writer.Samples(7, wave.Samples.Span);
            writer.VarintField(8, (ulong)wave.Status);
        }
    }

    private static int NumericSize(in Numeric numeric) =>
        VarintFieldSize((uint)numeric.Code) + DoubleFieldSize(numeric.Value) + BytesFieldSize(UcumUnit.CodeOf(numeric.Unit).Length);

    private static int WaveformSize(WaveformChunk wave) =>
        VarintFieldSize((uint)wave.Code) + DoubleFieldSize(wave.SampleRate) + VarintFieldSize((ulong)wave.FirstSample) + DoubleFieldSize(wave.Gain)
        + DoubleFieldSize(wave.Offset) + BytesFieldSize(UcumUnit.CodeOf(wave.Unit).Length) + BytesFieldSize(wave.Samples.Length * sizeof(short))
        + VarintFieldSize((ulong)wave.Status);

    // proto3 leaves a field with its default value out; all field numbers here are below 16, so that a tag is one byte.
    private static int VarintFieldSize(ulong value) => value == 0 ? 0 : 1 + VarintSize(value);

    private static int DoubleFieldSize(double value) => BitConverter.DoubleToUInt64Bits(value) == 0 ? 0 : 1 + sizeof(double);

    private static int BytesFieldSize(int length) => length == 0 ? 0 : 1 + VarintSize((ulong)length) + length;

    private static int VarintSize(ulong value)
    {
        var size = 1;
        while (value >= 0x80)
        {
            value >>= 7;
            size++;
        }

        return size;
    }

    private readonly struct Output(IBufferWriter<byte> output)
    {
        public void VarintField(int field, ulong value)
        {
            if (value != 0)
            {
                Tag(field, WireType.Varint);
                Varint(value);
            }
        }

        public void DoubleField(int field, double value)
        {
            if (BitConverter.DoubleToUInt64Bits(value) != 0)
            {
                Tag(field, WireType.Fixed64);
                BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), value);
                output.Advance(sizeof(double));
            }
        }

        public void TextField(int field, string text)
        {
            if (text.Length > 0)
            {
                Prefix(field, text.Length);
                output.Advance(Encoding.ASCII.GetBytes(text, output.GetSpan(text.Length)));
            }
        }

        public void Samples(int field, ReadOnlySpan<short> samples)
        {
            if (samples.IsEmpty)
            {
                return;
            }

            var length = samples.Length * sizeof(short);
            Prefix(field, length);
            var target = output.GetSpan(length)[..length];
            if (BitConverter.IsLittleEndian)
            {
                MemoryMarshal.AsBytes(samples).CopyTo(target);
            }
            else
            {
                BinaryPrimitives.ReverseEndianness(samples, MemoryMarshal.Cast<byte, short>(target));
            }

            output.Advance(length);
        }

        public void Prefix(int field, int length)
        {
            Tag(field, WireType.LengthDelimited);
            Varint((ulong)length);
        }

        private void Tag(int field, WireType type) => Varint((ulong)(uint)((field << 3) | (int)type));

        private void Varint(ulong value)
        {
            var span = output.GetSpan(10);
            var length = 0;
            while (value >= 0x80)
            {
                span[length++] = (byte)(value | 0x80);
                value >>= 7;
            }

            span[length++] = (byte)value;
            output.Advance(length);
        }
    }
}
