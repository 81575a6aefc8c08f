using OrleansCare.Mqtt.Tests.Statements;
using OrleansCare.Mqtt.Topics;
using static OrleansCare.Mqtt.Tests.Frames;

namespace OrleansCare.Mqtt.Tests;

/// <summary>Sections 3.8 to 3.11, 4.7 and 4.8, against a broker that hands everything on.</summary>
public sealed class SubscribeTests
{
    private const int NoLocal = 0x04;
    private const int RetainAsPublished = 0x08;
    private const int SendRetainedIfNew = 0x10;
    private const int SendNoRetained = 0x20;

    [Theory]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/b", "a/b/", false)]
    [InlineData("a/b", "A/b", false)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/ranking", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("sport/#", "sports", false)]
    [InlineData("#", "a", true)]
    [InlineData("#", "/a/b", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+/tennis/#", "sport/tennis", true)]
    [InlineData("sport/+/player1", "sport/tennis/player1", true)]
    [InlineData("#", "$SYS/uptime", false)]
    [InlineData("+/uptime", "$SYS/uptime", false)]
    [InlineData("$SYS/#", "$SYS/uptime", true)]
    [InlineData("$SYS/+", "$SYS/uptime", true)]
    [InlineData("a/#", "a/$SYS", true)]
    [InlineData("$share/g/a/+", "a/b", true)]
    [Mqtt311("3.3.2-3", "3.8.3-2", "4.7.2-1")]
    [Mqtt5("3.3.2-3", "4.7.2-1")]
    public async Task A_filter_stands_for_its_topics(string filter, string topic, bool matches)
    {
        Assert.Equal(MqttCloseReason.None, TopicFilter.TryParse(filter, out TopicFilter? parsed));
        Assert.Equal(matches, parsed!.Matches(topic));

        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer peer = await server.DialAsync(4, "b1");
        await peer.SendAsync(Subscribe(4, 1, filter) + Publish(4, topic, "x"));
        await peer.ExpectAsync(SubAck(4, 1, 0) + (matches ? Publish(4, topic, "x") : string.Empty));
        await peer.ExpectNoDeliveryAsync(4);
    }

    [Theory]
    [InlineData("a+")]
    [InlineData("+a/b")]
    [InlineData("a#")]
    [InlineData("a/#/b")]
    [InlineData("")]
    [InlineData("$share/g")]
    [InlineData("$share/g/")]
    [InlineData("$share//a")]
    [InlineData("$share/+/a")]
    [Mqtt311("4.7.1-2", "4.7.1-3", "4.7.3-1")]
    [Mqtt5("4.7.1-1", "4.7.1-2", "4.8.2-1", "4.8.2-2")]
    public void A_filter_with_misplaced_wildcards_is_refused(string filter) => Assert.Equal(MqttCloseReason.InvalidFilter, TopicFilter.TryParse(filter, out _));

    [Theory]
    [InlineData(4, 0, 2, 0)]
    [InlineData(4, 1, 2, 1)]
    [InlineData(5, 2, 1, 1)]
    [InlineData(5, 2, 2, 2)]
    [Mqtt311("2.3.1-4", "2.3.1-5", "3.8.4-6", "4.3.1-1")]
    [Mqtt5("2.2.1-2", "3.8.4-8")]
    public async Task A_message_comes_with_the_lower_of_both_qos(int v, int granted, int published, int delivered)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer publisher = await server.DialAsync(5, "publisher");
        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync(Subscribe(v, 1, "a", granted));
        await peer.ExpectAsync(SubAck(v, 1, granted));
        await publisher.SendAsync(Publish(5, "a", "x", published, 9));

        await peer.ExpectAsync(Publish(v, "a", "x", delivered, 1));
    }

    [Fact]
    [Mqtt311("4.3.2-1", "4.3.3-1")]
    [Mqtt5("3.6.2-1", "4.3.3-4")]
    public async Task The_four_steps_of_qos_2_end_a_delivery()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer publisher = await server.DialAsync(5, "publisher");
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(Subscribe(5, 1, "a", 2));
        await peer.ExpectAsync(SubAck(5, 1, 2));
        await publisher.SendAsync(Publish(5, "a", "x", 2, 9));
        await peer.ExpectAsync(Publish(5, "a", "x", 2, 1));
        await peer.SendAsync("50 02 0001");
        await peer.ExpectAsync("62 02 0001");
        await peer.SendAsync("70 02 0001");
        await peer.ExpectNothingAsync();
        await peer.SendAsync("50 02 0001");
        await peer.ExpectAsync("62 03 0001 92");
    }

    [Theory]
    [InlineData(4, 0x80)]
    [InlineData(5, 0x87)]
    [Mqtt311("3.9.3-2")]
    [Mqtt5("3.8.4-1", "3.8.4-2", "2.2.1-6")]
    public async Task What_is_not_authorized_is_not_granted(int v, int code)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync(Subscribe(v, 1, "secret/a") + Subscribe(v, 2, "$share/g/secret/a") + Publish(v, "secret/a", "x"));
        await peer.ExpectAsync(SubAck(v, 1, code) + SubAck(v, 2, code));
        await peer.ExpectNoDeliveryAsync(v);
    }

    [Fact]
    public async Task Nothing_is_granted_and_handed_on_unless_the_application_says_so()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(Subscribe(5, 1, "#"));
        await peer.ExpectAsync(SubAck(5, 1, 0x87));
    }

    [Fact]
    public async Task Filters_beyond_the_bounds_are_refused()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), options => options.MaxSubscriptions = 1);
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(Subscribe(5, 1, "a") + Subscribe(5, 2, "b") + Subscribe(5, 3, "a") + Subscribe(5, 4, new string('/', SubscriptionTree.MaxLevels)));
        await peer.ExpectAsync(SubAck(5, 1, 0) + SubAck(5, 2, 0x97) + SubAck(5, 3, 0) + SubAck(5, 4, 0x8F));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [Mqtt311("3.10.4-1", "3.10.4-2")]
    [Mqtt5("3.10.4-1", "3.10.4-2", "3.10.4-4", "3.10.4-5")]
    public async Task An_unsubscribed_filter_brings_nothing_more(int v)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync(Subscribe(v, 1, "a/+") + Unsubscribe(v, 2, "a/+") + Unsubscribe(v, 3, "a/b") + Publish(v, "a/b", "x"));
        await peer.ExpectAsync(SubAck(v, 1, 0) + (v == 5 ? "B0 04 0002 00 00 B0 04 0003 00 11" : "B0 02 0002 B0 02 0003"));
        await peer.ExpectNoDeliveryAsync(v);
    }

    [Fact]
    [Mqtt311("3.3.5-1")]
    [Mqtt5("3.3.4-2", "3.3.4-3", "3.3.4-4")]
    public async Task Overlapping_subscriptions_bring_one_copy_with_the_highest_qos_and_all_identifiers()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(Subscribe(5, 1, "a/+", 0, "0B 01") + Subscribe(5, 2, "a/b", 1, "0B 02") + Subscribe(5, 3, "a/#", 0));
        await peer.ExpectAsync(SubAck(5, 1, 0) + SubAck(5, 2, 1) + SubAck(5, 3, 0));
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        await publisher.SendAsync(Publish(4, "a/b", "x", 1, 9));

        string delivered = await peer.NextAsync();
        Assert.Contains(delivered, (string[])[Bare(Publish(5, "a/b", "x", 1, 1, "0B01 0B02")), Bare(Publish(5, "a/b", "x", 1, 1, "0B02 0B01"))]);
        await peer.ExpectNoDeliveryAsync(5);
    }

    [Fact]
    [Mqtt5("3.8.4-3", "3.8.4-4")]
    public async Task A_second_subscribe_with_the_same_filter_replaces_the_first()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(Publish(5, "a", "kept", retain: true) + Subscribe(5, 1, "a", 1, "0B 01"));
        await peer.ExpectAsync(SubAck(5, 1, 1) + Publish(5, "a", "kept", properties: "0B 01", retain: true));
        await peer.SendAsync(Subscribe(5, 2, "a", 0, "0B 02"));
        await peer.ExpectAsync(SubAck(5, 2, 0) + Publish(5, "a", "kept", properties: "0B 02", retain: true));
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        await publisher.SendAsync(Publish(4, "a", "x", 1, 9));
        await peer.ExpectAsync(Publish(5, "a", "x", properties: "0B 02"));
    }

    [Fact]
    [Mqtt5("3.8.3-3")]
    public async Task What_a_client_published_itself_does_not_come_back_if_it_wants_no_local()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer other = await server.DialAsync(5, "other");
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(Publish(5, "a", "own", retain: true) + Subscribe(5, 1, "a", NoLocal) + Publish(5, "a", "own"));
        await peer.ExpectAsync(SubAck(5, 1, 0));
        await peer.ExpectNoDeliveryAsync(5);
        await other.SendAsync(Publish(5, "a", "other"));
        await peer.ExpectAsync(Publish(5, "a", "other"));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(RetainAsPublished, true)]
    [Mqtt5("3.3.1-12", "3.3.1-13")]
    public async Task The_retain_flag_of_a_new_message_is_kept_if_the_client_wants_it(int options, bool retain)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(Subscribe(5, 1, "a", options) + Publish(5, "a", "x", retain: true));
        await peer.ExpectAsync(SubAck(5, 1, 0) + Publish(5, "a", "x", retain: retain));
    }

    [Theory]
    [InlineData(0, true, true)]
    [InlineData(SendRetainedIfNew, true, false)]
    [InlineData(SendNoRetained, false, false)]
    [Mqtt5("3.3.1-9", "3.3.1-10", "3.3.1-11")]
    public async Task Retained_messages_come_as_the_client_wants_them(int handling, bool first, bool again)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer peer = await server.DialAsync(5, "b1");
        string kept = Publish(5, "a/b", "kept", retain: true);
        await peer.SendAsync(Publish(5, "a/b", "kept", retain: true) + Subscribe(5, 1, "a/+", handling) + Subscribe(5, 2, "a/+", handling));
        string received = await peer.NextAsync() + await peer.NextAsync();
        for (int more = (first ? 1 : 0) + (again ? 1 : 0); more > 0; more--)
        {
            received += await peer.NextAsync();
        }

        Assert.Equal((first ? 1 : 0) + (again ? 1 : 0), received.Split(Bare(kept)).Length - 1);
        await peer.ExpectNoDeliveryAsync(5);
    }

    [Fact]
    [Mqtt311("3.3.1-7", "3.3.1-10", "3.3.1-11")]
    [Mqtt5("3.3.1-6", "3.3.1-7")]
    public async Task An_empty_retained_message_takes_the_former_away_and_is_handed_on()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer publisher = await server.DialAsync(4, "publisher");
        await publisher.SendAsync(Publish(4, "a", "old", retain: true) + Publish(4, "a", "kept", retain: true) + Publish(4, "b", "kept", 1, 1, retain: true));
        await publisher.ExpectAsync("40 02 0001");
        using RawPeer peer = await server.DialAsync(4, "b1");
        await peer.SendAsync(Subscribe(4, 1, "a"));
        await peer.ExpectAsync(SubAck(4, 1, 0) + Publish(4, "a", "kept", retain: true));
        await publisher.SendAsync(Publish(4, "a", string.Empty, retain: true));
        await peer.ExpectAsync(Publish(4, "a", string.Empty));
        await peer.SendAsync(Subscribe(4, 2, "a"));
        await peer.ExpectAsync(SubAck(4, 2, 0));
        await peer.ExpectNoDeliveryAsync(4);
    }

    [Fact]
    public async Task Retained_messages_beyond_the_bound_are_counted()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), options => options.MaxRetainedMessages = 1);
        using var sums = new MeterSums(server);
        using RawPeer peer = await server.DialAsync(4, "b1");
        await peer.SendAsync(Publish(4, "a", "1", retain: true) + Publish(4, "b", "2", retain: true) + Publish(4, "a", "3", retain: true));
        await sums.ReachesAsync("mqtt.dropped/RetainedFull", 1);
        await peer.SendAsync(Subscribe(4, 1, "#"));
        await peer.ExpectAsync(SubAck(4, 1, 0));
        await peer.ExpectAsync(Publish(4, "a", "3", retain: true));
    }

    [Fact]
    public async Task The_members_of_a_shared_subscription_take_turns()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer publisher = await server.DialAsync(5, "publisher");
        using RawPeer one = await server.DialAsync(5, "one");
        using RawPeer two = await server.DialAsync(5, "two");
        using RawPeer alone = await server.DialAsync(5, "alone");
        foreach ((RawPeer peer, string filter) in ((RawPeer, string)[])[(one, "$share/g/a/+"), (two, "$share/g/a/+"), (alone, "$share/h/a/+")])
        {
            await peer.SendAsync(Subscribe(5, 1, filter));
            await peer.ExpectAsync(SubAck(5, 1, 0));
        }

        await publisher.SendAsync(string.Concat(Enumerable.Range(1, 4).Select(number => Publish(5, "a/b", $"{number}"))));

        await one.ExpectAsync(Publish(5, "a/b", "1") + Publish(5, "a/b", "3"));
        await two.ExpectAsync(Publish(5, "a/b", "2") + Publish(5, "a/b", "4"));
        await alone.ExpectAsync(string.Concat(Enumerable.Range(1, 4).Select(number => Publish(5, "a/b", $"{number}"))));
    }

    [Fact]
    public async Task A_member_that_is_away_is_passed_over_and_retained_messages_are_not_shared()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer publisher = await server.DialAsync(5, "publisher");
        using (RawPeer away = await server.DialAsync(Connect(5, "away", properties: "11 0000003C"), Accepted))
        {
            await away.SendAsync(Publish(5, "a", "kept", retain: true) + Subscribe(5, 1, "$share/g/a", 1) + "E0 00");
            Assert.Equal(Bare(SubAck(5, 1, 1)), await away.ReadToEndAsync());
        }

        using RawPeer here = await server.DialAsync(5, "here");
        await here.SendAsync(Subscribe(5, 1, "$share/g/a"));
        await here.ExpectAsync(SubAck(5, 1, 0));
        await publisher.SendAsync(Publish(5, "a", "1") + Publish(5, "a", "2"));
        await here.ExpectAsync(Publish(5, "a", "1") + Publish(5, "a", "2"));
    }

    [Fact]
    [Mqtt5("3.3.2-4", "3.3.2-15", "3.3.2-16", "3.3.2-17", "3.3.2-18", "3.3.2-20")]
    public async Task What_the_publisher_says_about_its_payload_reaches_subscribers_unaltered_and_in_order()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer old = await server.DialAsync(4, "old");
        using RawPeer peer = await server.DialAsync(5, "b1");
        await old.SendAsync(Subscribe(4, 1, "a"));
        await old.ExpectAsync(SubAck(4, 1, 0));
        string said = UserProperty("a", "1") + "01 01" + Property("08", "answers/1") + UserProperty("b", "2") + "09 0002 0102" + Property("03", "text/plain") + UserProperty("a", "3");
        await peer.SendAsync(Subscribe(5, 1, "a") + Publish(5, "a", "x", properties: "23 0001" + said));

        await peer.ExpectAsync(SubAck(5, 1, 0) + Publish(5, "a", "x", properties: said));
        await old.ExpectAsync(Publish(4, "a", "x"));
    }

    [Fact]
    public async Task A_publisher_of_5_0_is_told_that_nobody_listens()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(Publish(5, "a", "x", 1, 1) + Publish(5, "a", "x", 2, 2));
        await peer.ExpectAsync("40 03 0001 10" + "50 03 0002 10");
        using RawPeer old = await server.DialAsync(4, "b2");
        await old.SendAsync(Publish(4, "a", "x", 1, 1));
        await old.ExpectAsync("40 02 0001");
    }
}
