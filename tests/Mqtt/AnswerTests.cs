using OrleansCare.Mqtt.Tests.Statements;
using OrleansCare.TestKit;
using static OrleansCare.Mqtt.Tests.Frames;

namespace OrleansCare.Mqtt.Tests;

/// <summary>Section 4.3: what a client answers to deliveries, in turn and out of turn.</summary>
public sealed class AnswerTests
{
    [Theory]
    [InlineData(4, 1, "50 02 0001")]
    [InlineData(5, 1, "50 02 0001")]
    [InlineData(5, 1, "50 03 0001 80")]
    [InlineData(4, 1, "70 02 0001")]
    [InlineData(5, 1, "70 02 0001")]
    [InlineData(4, 2, "40 02 0001")]
    [InlineData(5, 2, "40 02 0001")]
    [InlineData(4, 2, "70 02 0001")]
    [InlineData(5, 2, "70 02 0001")]
    public async Task An_answer_out_of_turn_ends_the_connection(int v, int qos, string answer)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer peer = await server.DialAsync(v, "b1");
        await BeginDeliveryAsync(server, peer, v, "a", qos);
        await peer.SendAsync(answer);

        Assert.Equal(v == 5 ? Goodbye("82", MqttCloseReason.UnexpectedPacket) : string.Empty, await peer.ReadToEndAsync());
    }

    [Theory]
    [InlineData(4, "40 02 0001")]
    [InlineData(5, "40 02 0001")]
    [InlineData(5, "40 03 0001 80")]
    [InlineData(5, "50 03 0001 80")]
    [InlineData(4, "70 02 0001")]
    [InlineData(5, "70 03 0001 92")]
    public async Task An_answer_to_nothing_may_be_the_second_to_what_came_twice(int v, string answer)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync(answer);
        await peer.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(1, "40 03 0001 00", "")]
    [InlineData(1, "40 04 0001 00 00", "")]
    [InlineData(1, "40 0F 0001 00 0B 1F 0001 78 26 0001 61 0001 62", "")]
    [InlineData(2, "50 0F 0001 00 0B 1F 0001 78 26 0001 61 0001 62", "62 02 0001")]
    [InlineData(2, "50 04 0001 10 00", "62 02 0001")]
    public async Task An_answer_may_carry_a_reason_and_properties(int qos, string answer, string next)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using var sums = new MeterSums(server);
        using RawPeer peer = await server.DialAsync(5, "b1");
        await BeginDeliveryAsync(server, peer, 5, "a", qos);
        await peer.SendAsync(answer);
        await peer.ExpectAsync(next);
        await peer.ExpectNothingAsync();

        Assert.Equal(qos == 1 ? 0 : 1, sums["mqtt.in_delivery"]);
    }

    [Fact]
    [Mqtt5("4.4.0-2", "4.8.2-6")]
    public async Task A_delivery_that_its_client_refuses_is_over_for_everybody()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        using RawPeer other = await server.DialAsync(5, "other");
        string connect = Connect(5, "b1", clean: false, properties: "11 0000003C");
        using (RawPeer peer = await server.DialAsync(connect, Accepted))
        {
            await peer.SendAsync(Subscribe(5, 1, "$share/g/a", 2));
            await peer.ExpectAsync(SubAck(5, 1, 2));
            await publisher.SendAsync(Publish(4, "a", "1", 1, 1) + Publish(4, "a", "2", 2, 2));
            await peer.ExpectAsync(Publish(5, "a", "1", 1, 1) + Publish(5, "a", "2", 2, 2));
            await other.SendAsync(Subscribe(5, 1, "$share/g/a", 2));
            await other.ExpectAsync(SubAck(5, 1, 2));
            await peer.SendAsync("40 03 0001 97" + "50 03 0002 83" + "E0 00");
            Assert.Equal(string.Empty, await peer.ReadToEndAsync());
        }

        await other.ExpectNoDeliveryAsync(5);
        using RawPeer back = await server.DialAsync(connect, Resumed);
        await back.ExpectNoDeliveryAsync(5);
    }

    [Fact]
    [Mqtt5("4.8.2-4")]
    public async Task A_shared_delivery_of_qos_2_is_completed_by_the_client_it_began_with()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer other = await server.DialAsync(5, "other");
        string connect = Connect(5, "b1", clean: false, properties: "11 0000003C");
        using (RawPeer peer = await server.DialAsync(connect, Accepted))
        {
            await BeginDeliveryAsync(server, peer, 5, "$share/g/a", 2);
            await other.SendAsync(Subscribe(5, 1, "$share/g/a", 2));
            await other.ExpectAsync(SubAck(5, 1, 2));
        }

        using RawPeer back = await server.DialAsync(connect, Resumed);
        await back.ExpectAsync(Publish(5, "a", "x", 2, 1, duplicate: true));
        await other.ExpectNoDeliveryAsync(5);
    }

    [Fact]
    [Mqtt5("4.8.2-5")]
    public async Task A_shared_delivery_of_qos_2_whose_client_does_not_come_back_goes_to_nobody_else()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using var sums = new MeterSums(server);
        using RawPeer other = await server.DialAsync(5, "other");
        using (RawPeer peer = await server.DialAsync(5, "b1"))
        {
            await BeginDeliveryAsync(server, peer, 5, "$share/g/a", 2);
            await other.SendAsync(Subscribe(5, 1, "$share/g/a", 2));
            await other.ExpectAsync(SubAck(5, 1, 2));
        }

        await sums.ReachesAsync("mqtt.dropped/SessionEnded", 1);
        await other.ExpectNoDeliveryAsync(5);
    }

    [Fact]
    [Mqtt5("4.3.3-13")]
    public async Task A_publish_of_qos_2_is_completed_although_its_message_has_expired()
    {
        var time = new ManualTime();
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), time: time);
        using RawPeer peer = await server.DialAsync(Connect(5, "b1", keepAlive: 0), Accepted);
        await peer.SendAsync(Publish(5, "a", "x", 2, 1, "02 00000001"));
        await peer.ExpectAsync("50 03 0001 10");
        time.Advance(TimeSpan.FromSeconds(5));
        await peer.SendAsync(Publish(5, "a", "x", 2, 1, "02 00000001", duplicate: true) + "62 02 0001");
        await peer.ExpectAsync("50 02 0001 70 02 0001");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [Mqtt311("3.10.4-3")]
    [Mqtt5("3.10.4-3")]
    public async Task A_delivery_that_has_begun_is_completed_after_unsubscribe(int v)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer peer = await server.DialAsync(v, "b1");
        await BeginDeliveryAsync(server, peer, v, "a", 2);
        await peer.SendAsync(Unsubscribe(v, 2, "a") + "50 02 0001");
        await peer.ExpectAsync((v == 5 ? "B0 04 0002 00 00" : "B0 02 0002") + "62 02 0001");
        await peer.SendAsync("70 02 0001");
        await peer.ExpectNoDeliveryAsync(v);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [Mqtt311("4.3.2-2")]
    [Mqtt5("4.3.2-5")]
    public async Task An_acknowledged_packet_id_of_qos_1_stands_for_a_new_message_even_if_it_is_called_a_duplicate(int v)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync(Publish(v, "a", "x", 1, 7));
        await peer.ExpectAsync("40 02 0007");
        await peer.SendAsync(Publish(v, "a", "y", 1, 7, duplicate: true));
        await peer.ExpectAsync("40 02 0007");

        Assert.Equal(["x", "y"], server.Application.All.Select(received => received.Text));
    }
    /// <summary>The client has "x" under packet id 1, and has not answered.</summary>
    private static async Task BeginDeliveryAsync(RunningServer server, RawPeer peer, int v, string filter, int qos)
    {
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        await peer.SendAsync(Subscribe(v, 1, filter, qos));
        await peer.ExpectAsync(SubAck(v, 1, qos));
        await publisher.SendAsync(Publish(4, "a", "x", qos, 1));
        await peer.ExpectAsync(Publish(v, "a", "x", qos, 1));
    }
}
