using OrleansCare.Mqtt.Server;
using OrleansCare.Mqtt.Tests.Statements;
using OrleansCare.TestKit;
using static OrleansCare.Mqtt.Tests.Frames;

namespace OrleansCare.Mqtt.Tests;

/// <summary>Normative statements that need a conversation of their own.</summary>
public sealed class ConformanceTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [Mqtt311("1.5.3-3", "4.7.3-4")]
    [Mqtt5("1.5.4-3", "4.7.3-4")]
    public async Task Topics_are_compared_character_by_character_and_none_is_stripped(int v)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync(Subscribe(v, 1, "\uFEFFa") + Subscribe(v, 2, "\u00E9"));
        await peer.ExpectAsync(SubAck(v, 1, 0) + SubAck(v, 2, 0));
        foreach (string topic in new[] { "a", "\uFEFFa", "\uFEFFA", "e\u0301", "\u00E9", "\u00C9" })
        {
            await peer.SendAsync(Publish(v, topic, "x"));
        }

        await peer.ExpectAsync(Publish(v, "\uFEFFa", "x") + Publish(v, "\u00E9", "x"));
        await peer.ExpectNoDeliveryAsync(v);
    }

    [Theory]
    [InlineData(4, "20 02 00 05")]
    [InlineData(5, null)]
    [Mqtt311("3.1.4-5", "3.2.2-4", "3.2.2-5")]
    [Mqtt5("3.1.4-2", "3.1.4-6", "3.2.2-6", "3.2.2-7", "4.13.2-1")]
    public async Task What_follows_a_refused_connect_is_not_processed(int v, string? answer)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Application.OnConnect = _ => MqttConnectDecision.NotAuthorized;
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Connect(v, "b1", clean: false) + Publish(v, "a", "x", 1, 1));

        Assert.Equal(Bare(answer ?? Refusal("87", "NotAuthorized")), await peer.ReadToEndAsync());
        Assert.Empty(server.Application.All);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [Mqtt311("3.3.1-3")]
    [Mqtt5("3.3.1-3", "4.3.1-1", "4.3.2-2", "4.3.3-2")]
    public async Task The_duplicate_flag_of_a_publisher_is_not_handed_on(int v)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync(Subscribe(v, 1, "a/0") + Subscribe(v, 2, "a/+", 2));
        await peer.ExpectAsync(SubAck(v, 1, 0) + SubAck(v, 2, 2));
        await publisher.SendAsync(Publish(4, "a/1", "x", 1, 1, duplicate: true) + Publish(4, "a/2", "y", 2, 2, duplicate: true));
        await peer.ExpectAsync(Publish(v, "a/1", "x", 1, 1) + Publish(v, "a/2", "y", 2, 2));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [Mqtt311("3.1.2-7", "3.3.1-5", "3.3.1-6", "3.3.1-12")]
    [Mqtt5("3.3.1-5", "3.3.1-8")]
    public async Task Only_a_retained_message_replaces_a_retained_one_and_it_outlives_its_publisher(int v)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using (RawPeer publisher = await server.DialAsync(v, "publisher"))
        {
            await publisher.SendAsync(
                Publish(v, "a", "1", retain: true) + Publish(v, "a", "2", retain: true) + Publish(v, "a", "live") + Publish(v, "a", string.Empty) + "E0 00");
            Assert.Equal(string.Empty, await publisher.ReadToEndAsync());
        }

        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync(Subscribe(v, 1, "a"));
        await peer.ExpectAsync(SubAck(v, 1, 0) + Publish(v, "a", "2", retain: true));
    }

    [Fact]
    [Mqtt5("3.3.2-7")]
    public async Task Aliases_end_with_their_connection()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string connect = Connect(5, "b1", clean: false, properties: "11 0000003C");
        using (RawPeer first = await server.DialAsync(connect, Accepted))
        {
            await first.SendAsync(Publish(5, "a", "x", properties: "23 0001") + "E0 00");
            Assert.Equal(string.Empty, await first.ReadToEndAsync());
        }

        using RawPeer second = await server.DialAsync(connect, Resumed);
        await second.SendAsync(Publish(5, string.Empty, "y", properties: "23 0001"));
        Assert.Equal(Goodbye("82", MqttCloseReason.ProtocolError), await second.ReadToEndAsync());
        Assert.Single(server.Application.All);
    }

    [Theory]
    [InlineData(4, "90 05 0007 00 80 01", "B0 02 0008")]
    [InlineData(5, "90 06 0007 00 00 87 01", "B0 06 0008 00 00 11 00")]
    [Mqtt311("3.8.4-4", "3.8.4-5", "3.9.3-1", "3.10.4-6")]
    [Mqtt5("3.8.4-5", "3.8.4-6", "3.8.4-7", "3.9.3-1", "3.9.3-2", "3.10.4-6", "3.11.3-1", "3.11.3-2")]
    public async Task Several_filters_in_one_packet_are_answered_by_one_in_their_order(int v, string granted, string removed)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer peer = await server.DialAsync(v, "b1");
        string none = v == 5 ? "00" : string.Empty;
        await peer.SendAsync(Frame("82", "0007" + none + Text("a") + "00" + Text("secret/a") + "01" + Text("b") + "01"));
        await peer.ExpectAsync(granted);
        await peer.SendAsync(Frame("A2", "0008" + none + Text("a") + Text("c") + Text("b")));
        await peer.ExpectAsync(removed);
        await peer.SendAsync(Publish(v, "a", "x") + Publish(v, "b", "x"));
        await peer.ExpectNoDeliveryAsync(v);
    }

    [Fact]
    [Mqtt5("4.3.3-7")]
    public async Task A_message_that_has_been_sent_once_does_not_expire()
    {
        var time = new ManualTime();
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), time: time);
        string connect = Connect(5, "b1", clean: false, properties: "11 0000003C", keepAlive: 0);
        using RawPeer publisher = await server.DialAsync(Connect(5, "publisher", keepAlive: 0), Accepted);
        using (RawPeer lost = await server.DialAsync(connect, Accepted))
        {
            await lost.SendAsync(Subscribe(5, 1, "a", 2));
            await lost.ExpectAsync(SubAck(5, 1, 2));
            await publisher.SendAsync(Publish(5, "a", "x", 2, 1, "02 0000000A"));
            await lost.ExpectAsync(Publish(5, "a", "x", 2, 1, "02 0000000A"));
        }

        time.Advance(TimeSpan.FromSeconds(20));
        using RawPeer back = await server.DialAsync(connect, Resumed);
        await back.ExpectAsync(Publish(5, "a", "x", 2, 1, "02 00000000", duplicate: true));
    }

    [Fact]
    [Mqtt5("4.8.2-3")]
    public async Task A_shared_subscription_delivers_with_the_qos_it_was_granted()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(Subscribe(5, 1, "$share/g/a", 1));
        await peer.ExpectAsync(SubAck(5, 1, 1));
        await publisher.SendAsync(Publish(4, "a", "0") + Publish(4, "a", "2", 2, 1));
        await peer.ExpectAsync(Publish(5, "a", "0") + Publish(5, "a", "2", 1, 1));
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    [Mqtt311("4.6.0-5", "4.6.0-6")]
    [Mqtt5("4.6.0-5", "4.6.0-6")]
    public async Task The_messages_of_one_publisher_come_in_their_order(int v, int qos)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync(Subscribe(v, 1, "a/#", qos));
        await peer.ExpectAsync(SubAck(v, 1, qos));
        await publisher.SendAsync(string.Concat(Enumerable.Range(1, 100).Select(number => Publish(4, $"a/{number % 3}", $"{number}", qos, number))));

        await peer.ExpectAsync(string.Concat(Enumerable.Range(1, 100).Select(number => Publish(v, $"a/{number % 3}", $"{number}", qos, number))));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [Mqtt311("3.8.4-3")]
    [Mqtt5("3.8.4-4")]
    public async Task Nothing_is_lost_when_a_subscription_replaces_another(int v)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync(Subscribe(v, 1, "a", 1));
        await peer.ExpectAsync(SubAck(v, 1, 1));
        Task publishing = publisher.SendAsync(string.Concat(Enumerable.Range(1, 100).Select(number => Publish(4, "a", $"{number:D3}", 1, number))));
        await peer.SendAsync(string.Concat(Enumerable.Range(2, 10).Select(id => Subscribe(v, id, "a", 1))));
        await publishing;
        var received = new List<string>();
        for (int packet = 0; packet < 110; packet++)
        {
            received.Add(await peer.NextAsync());
        }

        Assert.Equal(
            Enumerable.Range(1, 100).Select(number => Bare(Publish(v, "a", $"{number:D3}", 1, number))),
            received.Where(packet => packet.StartsWith("32", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(4, "a")]
    [InlineData(4, "0123456789abcdefghijklm")]
    [InlineData(5, "nopqrstuvwxyzABCDEFGHIJ")]
    [InlineData(5, "KLMNOPQRSTUVWXYZ")]
    [Mqtt311("3.1.3-5")]
    [Mqtt5("3.1.3-5")]
    public async Task A_client_id_of_up_to_23_letters_and_digits_is_taken(int v, string clientId)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync(v, clientId);
        await peer.SendAsync(Publish(v, "a", "x"));

        Assert.Equal(clientId, (await server.Application.NextPublishAsync()).ClientId);
    }

    [Fact]
    [Mqtt5("3.2.2-19", "3.14.0-1", "3.1.2-24")]
    public async Task A_client_that_takes_only_small_packets_is_refused_without_a_reason_string()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Application.OnConnect = _ => MqttConnectDecision.BadUserNameOrPassword;
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Connect(5, "b1", properties: "27 0000000A"));

        Assert.Equal("2003008600", await peer.ReadToEndAsync());
    }

    [Fact]
    [Mqtt5("3.14.2-3")]
    public async Task A_client_that_takes_only_small_packets_is_told_goodbye_without_a_reason_string()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync(Connect(5, "b1", properties: "27 00000010"), Accepted);
        await peer.SendAsync("F0 00");

        Assert.Equal("E00182", await peer.ReadToEndAsync());
    }
}
