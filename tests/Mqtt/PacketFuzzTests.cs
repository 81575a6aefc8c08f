using System.Buffers;
using static OrleansCare.Mqtt.Tests.Frames;

namespace OrleansCare.Mqtt.Tests;

/// <summary>A smoke test of the fuzz target; the seeds are fixed, so that a failure comes back.</summary>
public sealed class PacketFuzzTests
{
    private const int Rounds = 20_000;

    private static readonly string Said = "01 01 02 0000003C" + Property("03", "text/plain") + Property("08", "answers/1") + "09 0002 0102" + UserProperty("a", "1");

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    public void Random_and_mutated_packets_end_with_a_named_reason_wherever_they_are_split(int v, int seed)
    {
        var random = new Random(seed);
        byte[][] valid = [.. Valid(v).Select(RawPeer.Bytes)];
        var seen = new HashSet<MqttCloseReason>();
        for (int round = 0; round < Rounds; round++)
        {
            byte[] stream = round % 4 == 0 ? RandomBytes(random) : Mutated(random, valid);
            MqttCloseReason whole = PacketFuzz.Read((MqttVersion)v, new ReadOnlySequence<byte>(stream));
            int cut = random.Next(stream.Length + 1);
            MqttCloseReason split = PacketFuzz.Read((MqttVersion)v, Segment.Of(stream[..cut], stream[cut..]));

            Assert.True(Enum.IsDefined(whole), $"{whole}: {Convert.ToHexString(stream)}");
            Assert.True(whole == split, $"{whole} whole, {split} cut at {cut}: {Convert.ToHexString(stream)}");
            seen.Add(whole);
        }

        Assert.True(seen.Count > 8, string.Join(' ', seen));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Valid_packets_are_whole_wherever_they_are_split(int v)
    {
        byte[] stream = RawPeer.Bytes(string.Concat(Valid(v)));
        for (int cut = 0; cut <= stream.Length; cut++)
        {
            Assert.Equal(MqttCloseReason.None, PacketFuzz.Read((MqttVersion)v, Segment.Of(stream[..cut], stream[cut..])));
        }
    }

    private static string[] Valid(int v) =>
    [
        Connect(v, "b1", properties: "11 0000003C 21 0002" + UserProperty("a", "1"), will: Will(v, "w", "bye", "18 0000000A" + Said), user: "monitor"),
        Publish(v, "a/b", "x", qos: 2, id: 7, properties: v == 5 ? "23 0001" + Said : string.Empty),
        Publish(v, "a", "xyz"),
        "40 02 0001",
        v == 5 ? "50 09 0001 97 05 1F 0002 6E6F" : "50 02 0001",
        "62 02 0001",
        Subscribe(v, 1, "$share/g/a/+", 1, "0B 01"),
        Unsubscribe(v, 2, "a/#"),
        "C0 00",
        v == 5 ? "E0 07 00 05 11 0000003C" : "E0 00",
    ];

    private static byte[] RandomBytes(Random random)
    {
        byte[] bytes = new byte[random.Next(1, 100)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutated(Random random, byte[][] valid)
    {
        byte[] bytes = [.. valid[random.Next(valid.Length)], .. valid[random.Next(valid.Length)]];
        for (int change = random.Next(4); change > 0; change--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes[..random.Next(1, bytes.Length + 1)];
    }
}
