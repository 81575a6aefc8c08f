using OrleansCare.Mqtt.Tests.Statements;
using OrleansCare.TestKit;
using static OrleansCare.Mqtt.Tests.Frames;

namespace OrleansCare.Mqtt.Tests;

/// <summary>Sections 4.1, 4.4, 4.6 and 4.9: what a session keeps through its connections, and how fast it gives it out.</summary>
public sealed class SessionTests
{
    private const string Minute = "11 0000003C";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [Mqtt311("3.1.2-5", "3.2.0-1", "4.1.0-2", "4.5.0-1")]
    [Mqtt5("3.1.2-5", "3.2.0-1", "3.2.2-3", "4.5.0-1")]
    public async Task What_came_while_the_client_was_away_is_delivered_in_order(int v)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using var sums = new MeterSums(server);
        await SubscribeAndLeaveAsync(server, v, "a", qos: 2);
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        await publisher.SendAsync(Publish(4, "a", "1", 1, 1) + Publish(4, "a", "lost") + Publish(4, "a", "2", 2, 2) + Publish(4, "a", "3", 1, 3));
        await publisher.ExpectAsync("40 02 0001 50 02 0002 40 02 0003");

        using RawPeer peer = await server.DialAsync(Stored(v), v == 5 ? Resumed : "20 02 01 00");
        await peer.ExpectAsync(Publish(v, "a", "1", 1, 1) + Publish(v, "a", "2", 2, 2) + Publish(v, "a", "3", 1, 3));
        Assert.Equal(1, sums["mqtt.dropped/Away"]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [Mqtt311("2.3.1-3", "3.3.1-1", "4.3.3-1", "4.4.0-1", "4.6.0-1", "4.6.0-4")]
    [Mqtt5("2.2.1-4", "3.3.1-1", "4.3.2-1", "4.3.2-3", "4.3.3-1", "4.3.3-3", "4.3.3-5", "4.3.3-6", "4.4.0-1", "4.6.0-1", "4.6.0-4")]
    public async Task What_was_not_acknowledged_goes_out_again_under_its_packet_id(int v)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using (RawPeer lost = await server.DialAsync(Stored(v), v == 5 ? Accepted : "20 02 00 00"))
        {
            await lost.SendAsync(Subscribe(v, 1, "a", 2));
            await lost.ExpectAsync(SubAck(v, 1, 2));
            await lost.SendAsync(Publish(v, "a", "1", 1, 1) + Publish(v, "a", "2", 2, 2) + Publish(v, "a", "3", 1, 3) + Publish(v, "a", "4", 2, 4));
            string received = string.Empty;
            for (int packet = 0; packet < 8; packet++)
            {
                received += await lost.NextAsync();
            }

            Assert.Contains(Bare(Publish(v, "a", "4", 2, 4)), received, StringComparison.Ordinal);
            await lost.SendAsync("40 02 0003" + "50 02 0004");
            await lost.ExpectAsync("62 02 0004");
        }

        using RawPeer peer = await server.DialAsync(Stored(v), v == 5 ? Resumed : "20 02 01 00");
        await peer.ExpectAsync(Publish(v, "a", "1", 1, 1, duplicate: true) + Publish(v, "a", "2", 2, 2, duplicate: true) + "62 02 0004");
        await peer.SendAsync("40 02 0001" + "50 02 0002" + "70 02 0004");
        await peer.ExpectAsync("62 02 0002");
        await peer.SendAsync("70 02 0002");
        await peer.ExpectNoDeliveryAsync(v);
    }

    [Fact]
    [Mqtt5("3.1.2-4", "3.1.4-4", "3.2.2-2")]
    public async Task A_clean_start_ends_the_former_session()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        await SubscribeAndLeaveAsync(server, 5, "a", qos: 1);
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(Publish(5, "a", "x"));
        await peer.ExpectNoDeliveryAsync(5);
    }

    [Fact]
    [Mqtt5("3.1.2-6")]
    public async Task A_session_of_5_0_without_an_expiry_ends_with_its_connection()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using (RawPeer first = await server.DialAsync(Connect(5, "b1", clean: false), Accepted))
        {
            await first.SendAsync("E0 00");
            Assert.Equal(string.Empty, await first.ReadToEndAsync());
        }

        using RawPeer second = await server.DialAsync(Connect(5, "b1", clean: false), Accepted);
    }

    [Fact]
    [Mqtt5("4.1.0-2")]
    public async Task A_session_ends_when_its_expiry_has_passed()
    {
        var time = new ManualTime();
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), time: time);
        using var sums = new MeterSums(server);
        await SubscribeAndLeaveAsync(server, 5, "a", qos: 1);
        time.Advance(TimeSpan.FromSeconds(59));
        using (RawPeer back = await server.DialAsync(Stored(5), Resumed))
        {
            await back.SendAsync("E0 00");
            Assert.Equal(string.Empty, await back.ReadToEndAsync());
        }

        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(0, sums["mqtt.sessions"]);
        Assert.Equal(0, sums["mqtt.subscriptions"]);
        using RawPeer late = await server.DialAsync(Stored(5), Accepted);
    }

    [Fact]
    public async Task A_disconnect_may_change_the_expiry()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using (RawPeer first = await server.DialAsync(Stored(5), Accepted))
        {
            await first.SendAsync("E0 07 00 05 11 00000000");
            Assert.Equal(string.Empty, await first.ReadToEndAsync());
        }

        using RawPeer second = await server.DialAsync(Stored(5), Accepted);
    }

    [Fact]
    public async Task Sessions_beyond_the_bound_end_with_their_connection_and_the_client_is_told()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), options => options.MaxStoredSessions = 1);
        using var sums = new MeterSums(server);
        using RawPeer stored = await server.DialAsync(Stored(5), Accepted);
        using RawPeer other = await server.DialAsync();
        await other.SendAsync(Connect(5, "b2", clean: false, properties: Minute));

        Assert.Contains("1100000000", await other.NextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, sums["mqtt.sessions_not_stored"]);
    }

    [Fact]
    public async Task A_full_queue_drops_the_newest_and_counts_it()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), options => options.MaxQueuedMessages = 2);
        using var sums = new MeterSums(server);
        await SubscribeAndLeaveAsync(server, 4, "a", qos: 1);
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        await publisher.SendAsync(Publish(4, "a", "1", 1, 1) + Publish(4, "a", "2", 1, 2) + Publish(4, "a", "3", 1, 3));
        await publisher.ExpectAsync("40 02 0001 40 02 0002 40 02 0003");

        Assert.Equal(1, sums["mqtt.dropped/QueueFull"]);
        using RawPeer peer = await server.DialAsync(Stored(4), "20 02 01 00");
        await peer.ExpectAsync(Publish(4, "a", "1", 1, 1) + Publish(4, "a", "2", 1, 2));
        await peer.ExpectNoDeliveryAsync(4);
        Assert.Equal(0, sums["mqtt.queued"]);
    }

    [Fact]
    [Mqtt5("3.3.2-5", "3.3.2-6")]
    public async Task A_message_expires_while_it_waits_and_what_has_not_expired_says_how_long_it_still_lives()
    {
        var time = new ManualTime();
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), time: time);
        using var sums = new MeterSums(server);
        await SubscribeAndLeaveAsync(server, 5, "a", qos: 1);
        using (RawPeer publisher = await server.DialAsync(Connect(5, "publisher", keepAlive: 0), Accepted))
        {
            await publisher.SendAsync(
                Publish(5, "a", "short", 1, 1, "02 0000000A") + Publish(5, "a", "long", 1, 2, "02 0000003C") + Publish(5, "kept", "x", 1, 3, "02 0000000A", retain: true));
            await publisher.ExpectAsync("40 02 0001 40 02 0002 40 03 0003 10");
        }

        time.Advance(TimeSpan.FromSeconds(10.5));
        using RawPeer peer = await server.DialAsync(Stored(5), Resumed);
        await peer.ExpectAsync(Publish(5, "a", "long", 1, 1, "02 00000032"));
        await peer.SendAsync(Subscribe(5, 2, "kept"));
        await peer.ExpectAsync(SubAck(5, 2, 0));
        await peer.ExpectNoDeliveryAsync(5);
        Assert.Equal(2, sums["mqtt.dropped/Expired"]);
        Assert.Equal(0, sums["mqtt.retained"]);
    }

    [Fact]
    [Mqtt5("3.3.4-9", "3.3.4-10", "4.9.0-1", "4.9.0-2", "4.9.0-3")]
    public async Task No_more_deliveries_are_unacknowledged_than_the_client_takes()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        using RawPeer peer = await server.DialAsync(Connect(5, "b1", properties: "21 0002"), Accepted);
        await peer.SendAsync(Subscribe(5, 1, "a", 2));
        await peer.ExpectAsync(SubAck(5, 1, 2));
        await publisher.SendAsync(string.Concat(Enumerable.Range(1, 5).Select(number => Publish(4, "a", $"{number}", number % 2 == 0 ? 2 : 1, number))));

        await peer.ExpectAsync(Publish(5, "a", "1", 1, 1) + Publish(5, "a", "2", 2, 2));
        await peer.ExpectNothingAsync();
        await peer.SendAsync("50 02 0002");
        await peer.ExpectAsync("62 02 0002");
        await peer.ExpectNothingAsync();
        await peer.SendAsync("40 02 0001");
        await peer.ExpectAsync(Publish(5, "a", "3", 1, 3));
        await peer.SendAsync("70 02 0002");
        await peer.ExpectAsync(Publish(5, "a", "4", 2, 4));
        await peer.SendAsync("50 03 0004 97");
        await peer.ExpectAsync(Publish(5, "a", "5", 1, 5));
    }

    [Fact]
    public async Task The_receive_maximum_counts_anew_on_each_connection()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        string connect = Connect(5, "b1", clean: false, properties: Minute + "21 0001");
        using (RawPeer lost = await server.DialAsync(connect, Accepted))
        {
            await lost.SendAsync(Subscribe(5, 1, "a", 1) + Publish(5, "a", "1") + Publish(5, "a", "2", 1, 2) + Publish(5, "a", "3", 1, 3));
            await lost.ExpectAsync(SubAck(5, 1, 1));
            string received = await lost.NextAsync() + await lost.NextAsync() + await lost.NextAsync() + await lost.NextAsync();
            Assert.Contains(Bare(Publish(5, "a", "2", 1, 1)), received, StringComparison.Ordinal);
        }

        using RawPeer peer = await server.DialAsync(connect, Resumed);
        await peer.ExpectAsync(Publish(5, "a", "2", 1, 1, duplicate: true));
        await peer.ExpectNothingAsync();
        await peer.SendAsync("40 02 0001");
        await peer.ExpectAsync(Publish(5, "a", "3", 1, 2));
    }

    [Fact]
    [Mqtt5("3.1.2-24", "3.1.2-25")]
    public async Task What_is_too_large_for_the_client_counts_as_delivered()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using var sums = new MeterSums(server);
        using RawPeer peer = await server.DialAsync(Connect(5, "b1", properties: "27 0000001E 21 0001 22 0001"), Accepted);
        await peer.SendAsync(Subscribe(5, 1, "a", 1));
        await peer.ExpectAsync(SubAck(5, 1, 1));
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        await publisher.SendAsync(Publish(4, "a", new string('x', 30), 1, 1) + Publish(4, "a", "y", 1, 2) + Publish(4, "a", "z"));

        await peer.ExpectAsync(Publish(5, "a", "y", 1, 2, "23 0001"));
        await peer.ExpectAsync(Publish(5, string.Empty, "z", properties: "23 0001"));
        Assert.Equal(1, sums["mqtt.dropped/TooLarge"]);
    }

    [Fact]
    [Mqtt5("3.1.2-26", "3.1.2-27", "3.3.2-11")]
    public async Task The_first_topics_go_out_under_the_aliases_of_the_client()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer peer = await server.DialAsync(Connect(5, "b1", properties: "22 0002"), Accepted);
        await peer.SendAsync(Subscribe(5, 1, "+") + Publish(5, "a", "1") + Publish(5, "b", "2") + Publish(5, "c", "3") + Publish(5, "b", "4") + Publish(5, "a", "5"));

        await peer.ExpectAsync(SubAck(5, 1, 0)
            + Publish(5, "a", "1", properties: "23 0001") + Publish(5, "b", "2", properties: "23 0002") + Publish(5, "c", "3")
            + Publish(5, string.Empty, "4", properties: "23 0002") + Publish(5, string.Empty, "5", properties: "23 0001"));
    }

    [Fact]
    public async Task What_the_application_no_longer_grants_is_gone_when_the_client_returns()
    {
        var broker = new RecordingApplication { OnSubscribe = _ => MqttReasonCode.GrantedQos2 };
        await using RunningServer server = await RunningServer.StartAsync(broker);
        using var sums = new MeterSums(server);
        await SubscribeAndLeaveAsync(server, 5, "a", qos: 1);
        Assert.Equal(1, sums["mqtt.subscriptions"]);
        broker.OnSubscribe = _ => MqttReasonCode.NotAuthorized;

        using RawPeer peer = await server.DialAsync(Stored(5), Resumed);
        Assert.Equal(0, sums["mqtt.subscriptions"]);
    }

    [Fact]
    public async Task A_client_that_does_not_take_its_deliveries_is_closed()
    {
        var time = new ManualTime();
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), time: time);
        using var sums = new MeterSums(server);
        using RawPeer peer = await server.DialAsync(Connect(4, "b1", keepAlive: 0), "20 02 00 00");
        await peer.SendAsync(Subscribe(4, 1, "a"));
        await peer.ExpectAsync(SubAck(4, 1, 0));
        using RawPeer publisher = await server.DialAsync(Connect(4, "publisher", keepAlive: 0), "20 02 00 00");
        byte[] large = RawPeer.Bytes(Publish(4, "a", new string('x', 500_000)));
        Task closed = sums.ReachesAsync("mqtt.closed/WriteStalled", 1);
        for (int count = 0; count < 200 && !closed.IsCompleted; count++)
        {
            await publisher.SendAsync(large);
            time.Advance(TimeSpan.FromSeconds(5));
        }

        await closed.WaitAsync(Patience);
    }

    private static string Stored(int v) => Connect(v, "b1", clean: false, properties: Minute);

    private static async Task SubscribeAndLeaveAsync(RunningServer server, int v, string filter, int qos)
    {
        using RawPeer peer = await server.DialAsync(Stored(v), v == 5 ? Accepted : "20 02 00 00");
        await peer.SendAsync(Subscribe(v, 1, filter, qos) + "E0 00");
        Assert.Equal(Bare(SubAck(v, 1, qos)), await peer.ReadToEndAsync());
    }
}
