using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Devices;
using Wire = OrleansCare.Contracts.Devices.Wire;

namespace OrleansCare.Interop.Tests.Devices;

/// <summary>The span reader against the generated parser: what one refuses the other refuses, what one reads the other reads.</summary>
public sealed class ProtobufDifferentialTests
{
    private const int Rounds = 25_000;
    private static readonly SiloTime ReceivedAt = SiloTime.From(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    public void Mutated_payloads_read_as_the_generated_parser_reads_them(int seed)
    {
        var random = new Random(seed);
        var decodable = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutate(random, RandomPacket(random).ToByteArray());
            decodable += Compare(bytes) ? 1 : 0;
        }

        Assert.InRange(decodable, Rounds / 10, Rounds * 9 / 10);
    }

    [Fact]
    public void Random_bytes_read_as_the_generated_parser_reads_them()
    {
        var random = new Random(7);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = new byte[random.Next(24)];
            random.NextBytes(bytes);
            Compare(bytes);
        }
    }

    private static bool Compare(byte[] bytes)
    {
        var ours = DevicePayloadReader.Read(PayloadFormat.Protobuf, bytes, "d", ReceivedAt);
        Wire.DevicePacket theirs;
        try
        {
            theirs = Wire.DevicePacket.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            Assert.True(ours.Packet is null, $"The generated parser refuses {Convert.ToHexString(bytes)}.");
            return false;
        }

        if (theirs.Sequence > long.MaxValue)
        {
            Assert.Equal("sequence", Assert.Single(ours.Rejects).Element);
            return false;
        }

        Assert.True(ours.Packet is not null, $"The generated parser reads {Convert.ToHexString(bytes)}.");
        var expected = Expect(theirs);
        Assert.Equal(Describe(expected), Describe(ours));
        return true;
    }

    private static DecodeResult Expect(Wire.DevicePacket wire)
    {
        var builder = new PacketBuilder("d", ReceivedAt, profile: null, only: null) { Sequence = (long)wire.Sequence };
        if (wire.DeviceTimeUs != 0)
        {
            builder.SetTime(wire.DeviceTimeUs);
        }

        foreach (var numeric in wire.Numerics?.Values ?? [])
        {
            if (builder.BeginNumeric())
            {
                builder.AddNumeric(builder.Code((int)numeric.Code), numeric.Value, System.Text.Encoding.UTF8.GetBytes(numeric.Unit));
            }
        }

        foreach (var wave in wire.Waveforms)
        {
            if (!builder.BeginWaveform())
            {
                continue;
            }

            if (wave.Samples.Length % 2 != 0)
            {
                builder.RefuseWaveform(RejectReason.UndecodablePayload, ".samples");
                continue;
            }

            var fields = new WaveformFields
            {
                Code = builder.Code((int)wave.Code),
                SampleRate = wave.SampleRate,
                FirstSample = wave.FirstSample,
                Gain = wave.Gain,
                Offset = wave.Offset,
                Unit = System.Text.Encoding.UTF8.GetBytes(wave.Unit),
                Status = (SignalStatus)wave.Status,
            };
            builder.AddWaveform(fields, wave.Samples.Length / 2, new Samples(wave.Samples));
        }

        return builder.Build();
    }

    private static string Describe(DecodeResult result) => string.Join(
        '\n',
        [
            result.Packet!.Sequence.ToString(CultureInfo.InvariantCulture),
            result.Packet.DeviceTime.ToString()!,
            $"{result.Accepted} {result.Rejected}",
            .. result.Packet.Numerics.Select(n => n.ToString()),
            .. result.Packet.Waveforms.Select(w => $"{w with { Samples = default }} {Convert.ToHexString(MemoryMarshal.AsBytes(w.Samples.Span))}"),
            .. result.Rejects.Select(r => r.ToString()).Order(StringComparer.Ordinal),
        ]);

    private static Wire.DevicePacket RandomPacket(Random random)
    {
        var packet = ExamplePackets.Wire(ReceivedAt);
        packet.Sequence = (ulong)random.NextInt64();
        for (var i = random.Next(3); i > 0; i--)
        {
            packet.Numerics.Values.Add(new Wire.Numeric { Code = (uint)random.Next(150000, 150500), Value = random.NextDouble() * 400, Unit = "mm[Hg]" });
        }

        if (random.Next(4) == 0)
        {
            packet.Waveforms.Add(packet.Waveforms[0].Clone());
        }

        return packet;
    }

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        var mutated = new List<byte>(bytes);
        for (var i = random.Next(4); i > 0; i--)
        {
            var at = random.Next(mutated.Count);
            switch (random.Next(5))
            {
                case 0:
                    mutated[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    mutated[at] = (byte)random.Next(256);
                    break;
                case 2:
                    mutated.Insert(at, (byte)random.Next(256));
                    break;
                case 3:
                    mutated.RemoveRange(at, Math.Min(mutated.Count - at - 1, random.Next(1, 4)));
                    break;
                default:
                    // An unknown field, group or end of group in front or behind.
                    byte[] extra = random.Next(4) switch
                    {
                        0 => [0x48, 0xFF, 0x01],
                        1 => [0x4B, 0x08, 0x01, 0x4C],
                        2 => [0x4B, 0x53, 0x54],
                        _ => [0x0A, 0x01, 0x41],
                    };
                    mutated.InsertRange(random.Next(2) == 0 ? 0 : mutated.Count, extra);
                    break;
            }
        }

        return [.. mutated];
    }

    private readonly struct Samples(ByteString bytes) : ISampleSource
    {
        public short[] ToSamples() => MemoryMarshal.Cast<byte, short>(bytes.Span).ToArray();
    }
}
