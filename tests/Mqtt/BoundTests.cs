using OrleansCare.Mqtt.Server;
using OrleansCare.TestKit;
using static OrleansCare.Mqtt.Tests.Frames;

namespace OrleansCare.Mqtt.Tests;

/// <summary>What grows with the number and the wishes of clients has a bound, says so in the protocol's terms, and is counted.</summary>
public sealed class BoundTests
{
    private const string Minute = "11 0000003C";

    [Theory]
    [InlineData(4, "20 02 00 03")]
    [InlineData(5, null)]
    public async Task A_client_too_many_is_told_that_the_server_is_busy(int v, string? answer)
    {
        await using RunningServer server = await RunningServer.StartAsync(configure: options => options.MaxConnections = 1);
        using var sums = new MeterSums(server);
        using RawPeer first = await server.DialAsync(v, "b1");
        using RawPeer other = await server.DialAsync();
        await other.SendAsync(Connect(v, "b2", will: Will(v, "w", "bye")));
        Assert.Equal(Bare(answer ?? Refusal("89", "ServerBusy")), await other.ReadToEndAsync());
        await sums.ReachesAsync("mqtt.closed/TooManyConnections", 1);

        using RawPeer again = await server.DialAsync(v, "b1");
        await again.ExpectNothingAsync();
        Assert.Empty(server.Application.All);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_topic_above_the_bound_ends_the_connection(int v)
    {
        await using RunningServer server = await RunningServer.StartAsync(configure: options => options.MaxTopicLength = 4);
        using var sums = new MeterSums(server);
        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync(Publish(v, "\u00E9\u00E9", "x", 1, 1));
        await peer.ExpectAsync("40 02 0001");
        await peer.SendAsync(Publish(v, "\u00E9\u00E9a", "x", 1, 2));

        Assert.Equal(v == 5 ? Goodbye("90", MqttCloseReason.TopicTooLong) : string.Empty, await peer.ReadToEndAsync());
        await sums.ReachesAsync("mqtt.closed/TopicTooLong", 1);
        Assert.Single(server.Application.All);
    }

    [Theory]
    [InlineData(4, 0x80)]
    [InlineData(5, 0x8F)]
    public async Task A_filter_above_the_bound_is_refused(int v, int code)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), options => options.MaxTopicLength = 4);
        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync(Subscribe(v, 1, "\u00E9\u00E9") + Subscribe(v, 2, "\u00E9\u00E9a"));
        await peer.ExpectAsync(SubAck(v, 1, 0) + SubAck(v, 2, code));
    }

    [Theory]
    [InlineData(4, "20 02 00 03")]
    [InlineData(5, null)]
    public async Task A_will_whose_topic_is_above_the_bound_is_refused(int v, string? answer)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), options => options.MaxTopicLength = 4);
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Connect(v, "b1", will: Will(v, "abcde", "bye")));

        Assert.Equal(Bare(answer ?? Refusal("90", "TopicNameInvalid")), await peer.ReadToEndAsync());
    }

    [Fact]
    public async Task What_a_client_has_not_acknowledged_takes_room_in_its_queue()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), options => options.MaxQueuedBytes = 30);
        using var sums = new MeterSums(server);
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        using RawPeer peer = await server.DialAsync(4, "b1");
        await peer.SendAsync(Subscribe(4, 1, "a", 1));
        await peer.ExpectAsync(SubAck(4, 1, 1));
        await publisher.SendAsync(Publish(4, "a", "0123456789", 1, 1) + Publish(4, "a", "0123456789", 1, 2) + Publish(4, "a", "0123456789", 1, 3));
        await publisher.ExpectAsync("40 02 0001 40 02 0002 40 02 0003");
        await peer.ExpectAsync(Publish(4, "a", "0123456789", 1, 1) + Publish(4, "a", "0123456789", 1, 2));
        Assert.Equal((1, 2), (sums["mqtt.dropped/QueueFull"], sums["mqtt.in_delivery"]));

        await peer.SendAsync("40 02 0001");
        await sums.ReachesAsync("mqtt.in_delivery", 1);
        await peer.ExpectNothingAsync();
        await publisher.SendAsync(Publish(4, "a", "new", 1, 4));
        await peer.ExpectAsync(Publish(4, "a", "new", 1, 3));
    }

    [Fact]
    public async Task A_client_that_never_completes_qos_2_does_not_get_more_by_coming_again()
    {
        string connect = Connect(5, "b1", clean: false, properties: Minute);
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), options => options.MaxInFlight = 2);
        using var sums = new MeterSums(server);
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        using (RawPeer peer = await server.DialAsync())
        {
            await peer.SendAsync(connect + Subscribe(5, 1, "a", 2));
            await peer.NextAsync();
            await peer.ExpectAsync(SubAck(5, 1, 2));
            await publisher.SendAsync(Publish(4, "a", "1", 2, 1) + Publish(4, "a", "2", 2, 2));
            await publisher.ExpectAsync("50 02 0001 50 02 0002");
            await publisher.SendAsync("62 02 0001 62 02 0002" + Publish(4, "a", "3", 2, 3));
            await peer.ExpectAsync(Publish(5, "a", "1", 2, 1) + Publish(5, "a", "2", 2, 2));
            await peer.SendAsync("50 02 0001 50 02 0002");
            await peer.ExpectAsync("62 02 0001 62 02 0002");
        }

        using RawPeer back = await server.DialAsync();
        await back.SendAsync(connect);
        await back.NextAsync();
        await back.ExpectAsync("62 02 0001 62 02 0002");
        await back.ExpectNothingAsync();
        Assert.Equal(2, sums["mqtt.in_delivery"]);
        await back.SendAsync("70 02 0001");
        await back.ExpectAsync(Publish(5, "a", "3", 2, 3));
    }

    [Theory]
    [InlineData(5, 1, "40 03 0002 97")]
    [InlineData(5, 2, "50 03 0002 97")]
    [InlineData(4, 1, "40 02 0002")]
    public async Task A_publisher_is_told_that_there_is_no_room_to_retain_its_message(int v, int qos, string answer)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), options => options.MaxRetainedBytes = 12);
        using var sums = new MeterSums(server);
        using RawPeer witness = await server.DialAsync(4, "witness");
        await witness.SendAsync(Subscribe(4, 1, "#"));
        await witness.ExpectAsync(SubAck(4, 1, 0));
        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync(Publish(v, "a", "0123456789", 1, 1, retain: true));
        await peer.ExpectAsync("40 02 0001");
        await witness.ExpectAsync(Publish(4, "a", "0123456789"));
        await peer.SendAsync(Publish(v, "b", "x", qos, 2, retain: true));
        await peer.ExpectAsync(answer);

        Assert.Equal(1, sums["mqtt.dropped/RetainedFull"]);
        if (v == 4)
        {
            await witness.ExpectAsync(Publish(4, "b", "x"));
        }

        await witness.ExpectNoDeliveryAsync(4);
    }

    [Fact]
    public async Task Delayed_wills_are_counted_until_they_are_published_or_given_up()
    {
        var time = new ManualTime();
        await using RunningServer server = await RunningServer.StartAsync(time: time);
        using var sums = new MeterSums(server);
        foreach (string clientId in new[] { "b1", "b2", "b3" })
        {
            using RawPeer lost = await server.DialAsync(Connect(5, clientId, properties: Minute, will: Will(5, "w", "bye", "18 0000000A"), keepAlive: 0), Accepted);
        }

        await sums.ReachesAsync("mqtt.delayed_wills", 3);
        using RawPeer back = await server.DialAsync(Connect(5, "b1", clean: false, properties: Minute, keepAlive: 0), Resumed);
        Assert.Equal(2, sums["mqtt.delayed_wills"]);
        time.Advance(TimeSpan.FromSeconds(10));
        await server.Application.NextPublishAsync();
        await server.Application.NextPublishAsync();

        Assert.Equal(0, sums["mqtt.delayed_wills"]);
    }

    [Fact]
    public async Task A_client_is_sent_no_more_aliases_than_the_server_takes()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), options => options.TopicAliasMaximum = 1);
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Connect(5, "b1", properties: "22 0002") + Subscribe(5, 1, "+"));
        await peer.NextAsync();
        await peer.ExpectAsync(SubAck(5, 1, 0));
        await publisher.SendAsync(Publish(4, "a", "1") + Publish(4, "b", "2"));
        await peer.ExpectAsync(Publish(5, "a", "1", properties: "23 0001") + Publish(5, "b", "2"));
    }
}
