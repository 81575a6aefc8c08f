using OrleansCare.Mqtt.Client;

namespace OrleansCare.Mqtt.Tests;

public sealed class FuzzTests
{
    private const int Rounds = 300;
    private static readonly byte[][] Valid =
    [
        RawPeer.Bytes(RawPeer.Connect),
        RawPeer.Bytes("10 16 0004 4D515454 04 0E 003C 0002 6231 0001 77 0003 627965"),
        RawPeer.Bytes("32 0B 0005 612F622F63 0007 7879"),
        RawPeer.Bytes("30 05 0001 61 7879"),
        RawPeer.Bytes("82 0A 0007 0001 61 00 0001 23 01"),
        RawPeer.Bytes("A2 05 0008 0001 61"),
        RawPeer.Bytes("C0 00"),
    ];

    /// <summary>The seed is fixed, so that a failure comes back.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whatever_bytes_come_the_server_ends_the_connection_and_serves_the_next(int seed)
    {
        var random = new Random(seed);
        await using RunningServer server = await RunningServer.StartAsync();
        using var sums = new MeterSums(server);
        for (int round = 0; round < Rounds; round++)
        {
            using RawPeer peer = await server.DialAsync();
            await peer.SendAsync(round % 3 == 0 ? RandomBytes(random) : Mutated(random));
            peer.Finish();
            await peer.ReadToEndAsync();
        }

        await sums.ReachesAsync("mqtt.closed", Rounds);
        Assert.Equal(0, sums["mqtt.in_flight"]);
        Assert.Equal(0, sums["mqtt.closed/ApplicationFault"]);
        await using MqttClient client = await server.ConnectAsync("after");
        await client.PublishAsync("a", new byte[1], MqttQos.AtLeastOnce);
    }

    private static byte[] RandomBytes(Random random)
    {
        byte[] bytes = new byte[random.Next(1, 200)];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A valid conversation in which a few bytes are changed, and which may be cut.</summary>
    private static byte[] Mutated(Random random)
    {
        var bytes = new List<byte>(Valid[random.Next(2)]);
        for (int packet = random.Next(5); packet > 0; packet--)
        {
            bytes.AddRange(Valid[random.Next(Valid.Length)]);
        }

        for (int change = random.Next(4); change > 0; change--)
        {
            bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
        }

        return [.. bytes.Take(random.Next(1, bytes.Count + 1))];
    }
}
