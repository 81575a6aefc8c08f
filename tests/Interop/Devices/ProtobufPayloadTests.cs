using System.Buffers;
using System.Runtime.InteropServices;
using Google.Protobuf;
using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Devices;
using Wire = OrleansCare.Contracts.Devices.Wire;

namespace OrleansCare.Interop.Tests.Devices;

public sealed class ProtobufPayloadTests
{
    private static readonly SiloTime ReceivedAt = SiloTime.From(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_whole_packet_arrives_in_the_cores_units()
    {
        var result = Read(ExamplePackets.Wire(ReceivedAt));

        var packet = result.Packet!;
        Assert.Empty(result.Rejects);
        Assert.Equal(4, result.Total);
        Assert.Equal(4, result.Accepted);
        Assert.Equal("device-key", packet.Device);
        Assert.Equal(42, packet.Sequence);
        Assert.Equal(ReceivedAt.UnixMicroseconds - 5, packet.DeviceTime!.Value.UnixMicroseconds);
        Assert.Equal(ReceivedAt, packet.ReceivedAt);
        Assert.Equal(new Numeric(Mdc.HeartRate, 72, Unit.PerMinute), packet.Numerics[0]);
        Assert.Equal(37.0, packet.Numerics[1].Value, 9);
        Assert.Equal(Unit.Celsius, packet.Numerics[1].Unit);
        var wave = Assert.Single(packet.Waveforms);
        Assert.Equal(new short[] { 1, -2, short.MinValue }, wave.Samples.ToArray());
        Assert.Equal(0.005, wave.Gain, 9);
        Assert.Equal(0.25, wave.Offset, 9);
        Assert.Equal(Unit.Millivolt, wave.Unit);
        Assert.Equal(1_000_000, wave.FirstSample);
    }

    [Theory]
    [InlineData(1u, 72, "/min", RejectReason.UnknownCode)]
    [InlineData(131330u, 72, "mV", RejectReason.UnknownCode)]
    [InlineData(147842u, 72, "bpm", RejectReason.UnknownUnit)]
    [InlineData(147842u, 72, "%", RejectReason.UnknownUnit)]
    [InlineData(147842u, 72, "", RejectReason.UnknownUnit)]
    [InlineData(147842u, double.NaN, "/min", RejectReason.NotFinite)]
    [InlineData(147842u, double.PositiveInfinity, "/min", RejectReason.NotFinite)]
    [InlineData(147842u, 351, "/min", RejectReason.Implausible)]
    [InlineData(150344u, 98.6, "Cel", RejectReason.Implausible)]
    public void A_numeric_that_cannot_be_meant_is_named_and_the_others_stay(uint code, double value, string unit, RejectReason reason)
    {
        var wire = ExamplePackets.Wire(ReceivedAt);
        wire.Numerics.Values.Add(new Wire.Numeric { Code = code, Value = value, Unit = unit });

        var result = Read(wire);

        Assert.Equal(new Reject(reason, "numerics[2]"), Assert.Single(result.Rejects));
        Assert.Equal((5, 4, 1, 0), (result.Total, result.Accepted, result.Rejected, result.Ignored));
        Assert.Equal(2, result.Packet!.Numerics.Count);
    }

    [Theory]
    [InlineData(RejectReason.UnknownCode)]
    [InlineData(RejectReason.UnknownUnit)]
    [InlineData(RejectReason.NotFinite)]
    [InlineData(RejectReason.SampleRateOutOfRange)]
    [InlineData(RejectReason.TooLarge)]
    [InlineData(RejectReason.Implausible)]
    [InlineData(RejectReason.UndecodablePayload)]
    public void A_waveform_that_cannot_be_meant_is_named_and_the_others_stay(RejectReason reason)
    {
        var wire = ExamplePackets.Wire(ReceivedAt);
        var wave = wire.Waveforms[0].Clone();
        wire.Waveforms.Add(wave);
        switch (reason)
        {
            case RejectReason.UnknownCode:
                wave.Code = Mdc.HeartRate;
                break;
            case RejectReason.UnknownUnit:
                wave.Unit = "V";
                break;
            case RejectReason.NotFinite:
                wave.Gain = double.NaN;
                break;
            case RejectReason.SampleRateOutOfRange:
                wave.SampleRate = 2001;
                break;
            case RejectReason.TooLarge:
                wave.Samples = ByteString.CopyFrom(new byte[(PayloadLimits.Samples + 1) * 2]);
                break;
            case RejectReason.Implausible:
                wave.Gain = 0;
                break;
            default:
                wave.Samples = ByteString.CopyFrom(1, 2, 3);
                break;
        }

        var result = Read(wire);

        var reject = Assert.Single(result.Rejects);
        Assert.Equal(reason, reject.Reason);
        Assert.StartsWith("waveforms[1]", reject.Element, StringComparison.Ordinal);
        Assert.Single(result.Packet!.Waveforms);
        Assert.Equal(result.Total, result.Accepted + 1);
    }

    [Theory]
    [InlineData(-30 * 365)]
    [InlineData(2)]
    public void A_device_clock_that_is_days_off_is_refused_and_the_values_stay(int days)
    {
        var wire = ExamplePackets.Wire(ReceivedAt);
        wire.DeviceTimeUs = (ReceivedAt + TimeSpan.FromDays(days)).UnixMicroseconds;

        var result = Read(wire);

        Assert.Equal(new Reject(RejectReason.TimeImplausible, "time"), Assert.Single(result.Rejects));
        Assert.Null(result.Packet!.DeviceTime);
        Assert.Equal(2, result.Packet.Numerics.Count);
    }

    [Fact]
    public void Elements_beyond_the_limit_are_counted_as_too_large()
    {
        var wire = ExamplePackets.Wire(ReceivedAt);
        for (var i = 0; i < 300; i++)
        {
            wire.Numerics.Values.Add(wire.Numerics.Values[0].Clone());
        }

        var result = Read(wire);

        Assert.Equal(new Reject(RejectReason.TooLarge, "numerics[256..]", 46), Assert.Single(result.Rejects));
        Assert.Equal(304, result.Total);
        Assert.Equal(256, result.Packet!.Numerics.Count);
    }

    [Fact]
    public void A_truncated_payload_is_undecodable_as_a_whole()
    {
        var bytes = ExamplePackets.Wire(ReceivedAt).ToByteArray();

        var result = DevicePayloadReader.Read(PayloadFormat.Protobuf, bytes.AsSpan(0, bytes.Length - 3), "device-key", ReceivedAt);

        Assert.Null(result.Packet);
        Assert.Equal(RejectReason.UndecodablePayload, Assert.Single(result.Rejects).Reason);
        Assert.Equal(1, result.Total);
    }

    [Fact]
    public void A_payload_in_pieces_reads_like_one_in_a_piece()
    {
        var bytes = ExamplePackets.Wire(ReceivedAt).ToByteArray();
        var first = new Piece(bytes.AsMemory(0, 7), null);
        var last = new Piece(bytes.AsMemory(7), first);

        var result = DevicePayloadReader.Read(
            PayloadFormat.Protobuf, new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length), "device-key", ReceivedAt);

        Assert.Equal(4, result.Accepted);
    }

    [Fact]
    public void The_writer_writes_the_bytes_of_the_generated_code_and_the_reader_reads_them_back()
    {
        var samples = MemoryMarshal.Cast<byte, short>(new byte[] { 1, 2, 3, 4 }).ToArray();
        var packet = new DevicePacket
        {
            Device = "device-key",
            Sequence = 7,
            DeviceTime = new DeviceTime(ReceivedAt.UnixMicroseconds - 1),
            ReceivedAt = ReceivedAt,
            Numerics = [new Numeric(Mdc.HeartRate, 72, Unit.PerMinute), new Numeric(Mdc.Spo2, 0, Unit.Percent)],
            Waveforms =
            [
                new WaveformChunk(Mdc.EcgLeadII, 250, 0, 0.005, 0, Unit.Millivolt, SignalStatus.LeadOff, samples),
                new WaveformChunk(Mdc.Pleth, 125, 1L << 40, 1, -0.5, Unit.None, SignalStatus.Ok, Array.Empty<short>()),
            ],
        };
        var output = new ArrayBufferWriter<byte>();

        DevicePacketWriter.Write(packet, output);

        Assert.Equal(Wire.DevicePacket.Parser.ParseFrom(output.WrittenSpan).ToByteArray(), output.WrittenSpan.ToArray());
        var back = DevicePayloadReader.Read(PayloadFormat.Protobuf, output.WrittenSpan, "device-key", ReceivedAt);
        Assert.Empty(back.Rejects);
        Assert.Equal(packet.Numerics, back.Packet!.Numerics);
        Assert.Equal(packet.Waveforms[0] with { Samples = default }, back.Packet.Waveforms[0] with { Samples = default });
        Assert.Equal(samples, back.Packet.Waveforms[0].Samples.ToArray());
        Assert.Equal(packet.DeviceTime, back.Packet.DeviceTime);
    }

    private static DecodeResult Read(Wire.DevicePacket wire) =>
        DevicePayloadReader.Read(PayloadFormat.Protobuf, wire.ToByteArray(), "device-key", ReceivedAt);

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
