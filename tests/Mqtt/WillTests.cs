using OrleansCare.Mqtt.Server;
using OrleansCare.Mqtt.Tests.Statements;
using OrleansCare.TestKit;
using static OrleansCare.Mqtt.Tests.Frames;

namespace OrleansCare.Mqtt.Tests;

/// <summary>Sections 3.1.2.5 and 3.1.3.2, against a broker that hands everything on.</summary>
public sealed class WillTests
{
    private const int Retain = 0x20;
    private const string Minute = "11 0000003C";

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [Mqtt311("3.1.2-8", "3.1.2-16")]
    [Mqtt5("3.1.2-7", "3.1.2-8", "3.1.2-9", "3.1.2-14")]
    public async Task A_will_comes_when_its_client_is_lost(int v)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer witness = await WitnessAsync(server);
        using (RawPeer lost = await server.DialAsync(Connect(v, "b1", will: Will(v, "w", "bye")), v == 5 ? Accepted : "20 02 00 00"))
        {
        }

        await witness.ExpectAsync(Publish(5, "w", "bye"));
    }

    [Theory]
    [InlineData("E0 00", false)]
    [InlineData("E0 01 00", false)]
    [InlineData("E0 01 04", true)]
    [InlineData("E0 01 80", true)]
    [InlineData("FF FF", true)]
    [Mqtt5("3.1.2-10", "3.14.4-3")]
    public async Task A_will_is_discarded_by_a_normal_disconnect_only(string last, bool comes)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer witness = await WitnessAsync(server);
        using (RawPeer leaving = await server.DialAsync(Connect(5, "b1", will: Will(5, "w", "bye")), Accepted))
        {
            await leaving.SendAsync(last);
            await leaving.ReadToEndAsync();
        }

        if (comes)
        {
            await witness.ExpectAsync(Publish(5, "w", "bye"));
        }

        await witness.ExpectNoDeliveryAsync(5);
    }

    [Fact]
    [Mqtt5("3.1.2-15", "3.1.3-10")]
    public async Task A_will_carries_its_properties_and_may_be_retained()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer witness = await WitnessAsync(server);
        string said = "01 01" + Property("03", "text/plain") + Property("08", "answers/1") + "09 0002 0102" + UserProperty("b", "1") + UserProperty("a", "2");
        string connect = Connect(5, "b1", will: Will(5, "w", "bye", said + "02 0000003C"), willFlags: Retain);
        using (RawPeer lost = await server.DialAsync(connect, Accepted))
        {
        }

        await witness.ExpectAsync(Publish(5, "w", "bye", properties: "02 0000003C" + said));
        using RawPeer late = await server.DialAsync(5, "late");
        await late.SendAsync(Subscribe(5, 1, "w"));
        await late.ExpectAsync(SubAck(5, 1, 0));
        await late.ExpectAsync(Publish(5, "w", "bye", properties: "02 0000003C" + said, retain: true));
    }

    [Fact]
    [Mqtt311("3.1.2-17")]
    public async Task A_will_of_3_1_1_may_be_retained()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer witness = await WitnessAsync(server);
        using (RawPeer lost = await server.DialAsync(Connect(4, "b1", will: Will(4, "w", "bye"), willFlags: Retain), "20 02 00 00"))
        {
        }

        await witness.ExpectAsync(Publish(5, "w", "bye"));
        using RawPeer late = await server.DialAsync(4, "late");
        await late.SendAsync(Subscribe(4, 1, "w"));
        await late.ExpectAsync(SubAck(4, 1, 0) + Publish(4, "w", "bye", retain: true));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_will_may_be_empty(int v)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer witness = await WitnessAsync(server);
        using (RawPeer lost = await server.DialAsync(Connect(v, "b1", will: Will(v, "w", string.Empty)), v == 5 ? Accepted : "20 02 00 00"))
        {
        }

        await witness.ExpectAsync(Publish(5, "w", string.Empty));
    }

    [Fact]
    [Mqtt5("3.1.4-2")]
    public async Task A_refused_connect_takes_nobody_over_and_leaves_no_will()
    {
        var application = new RecordingApplication
        {
            OnConnect = request => request.UserName == "wrong" ? MqttConnectDecision.BadUserNameOrPassword : MqttConnectDecision.Accept(),
        };
        await using RunningServer server = await RunningServer.StartAsync(application);
        using RawPeer holder = await server.DialAsync(Connect(5, "b1", will: Will(5, "w", "bye")), Accepted);
        using (RawPeer stranger = await server.DialAsync())
        {
            await stranger.SendAsync(Connect(5, "b1", will: Will(5, "w", "bye"), user: "wrong"));
            Assert.Equal(Refusal("86", "BadUserNameOrPassword"), await stranger.ReadToEndAsync());
        }

        await holder.ExpectNothingAsync();
        Assert.Empty(application.All);
    }

    [Fact]
    [Mqtt5("3.1.2-8")]
    public async Task A_delayed_will_comes_after_its_delay()
    {
        var time = new ManualTime();
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), time: time);
        using RawPeer witness = await WitnessAsync(server);
        await LoseAsync(server, Minute, delay: "18 0000000A");
        time.Advance(TimeSpan.FromSeconds(9));
        await witness.ExpectNoDeliveryAsync(5);
        time.Advance(TimeSpan.FromSeconds(1));
        await witness.ExpectAsync(Publish(5, "w", "bye"));
    }

    [Fact]
    [Mqtt5("3.1.3-9")]
    public async Task A_delayed_will_is_not_published_if_its_client_is_back_in_time()
    {
        var time = new ManualTime();
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), time: time);
        using RawPeer witness = await WitnessAsync(server);
        await LoseAsync(server, Minute, delay: "18 0000000A");
        using RawPeer back = await server.DialAsync(Connect(5, "b1", clean: false, properties: Minute, keepAlive: 0), Resumed);
        time.Advance(TimeSpan.FromSeconds(20));
        await witness.ExpectNoDeliveryAsync(5);
    }

    [Theory]
    [InlineData("11 00000005")]
    [InlineData("")]
    public async Task A_delayed_will_comes_with_the_end_of_its_session(string expiry)
    {
        var time = new ManualTime();
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker(), time: time);
        using RawPeer witness = await WitnessAsync(server);
        await LoseAsync(server, expiry, delay: "18 0000000A");
        time.Advance(TimeSpan.FromSeconds(expiry.Length > 0 ? 5 : 0));
        await witness.ExpectAsync(Publish(5, "w", "bye"));
    }

    [Fact]
    public async Task A_clean_start_ends_the_session_and_so_brings_the_delayed_will()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer witness = await WitnessAsync(server);
        await LoseAsync(server, Minute, delay: "18 0000000A");
        using RawPeer back = await server.DialAsync(5, "b1");
        await witness.ExpectAsync(Publish(5, "w", "bye"));
    }

    [Fact]
    public async Task A_takeover_brings_a_will_without_delay_only()
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer witness = await WitnessAsync(server);
        using RawPeer first = await server.DialAsync(Connect(5, "b1", properties: Minute, will: Will(5, "w", "first")), Accepted);
        using RawPeer second = await server.DialAsync(Connect(5, "b1", clean: false, properties: Minute, will: Will(5, "w", "second", "18 0000000A")), Resumed);
        using RawPeer third = await server.DialAsync(Connect(5, "b1", clean: false, properties: Minute), Resumed);
        await witness.ExpectAsync(Publish(5, "w", "first"));
        await witness.ExpectNoDeliveryAsync(5);
    }

    private static async Task<RawPeer> WitnessAsync(RunningServer server)
    {
        RawPeer witness = await server.DialAsync(Connect(5, "witness", keepAlive: 0), Accepted);
        await witness.SendAsync(Subscribe(5, 1, "w"));
        await witness.ExpectAsync(SubAck(5, 1, 0));
        return witness;
    }

    /// <summary>A client connects, leaves a will and is lost; returns when the server has noticed.</summary>
    private static async Task LoseAsync(RunningServer server, string expiry, string delay)
    {
        using var sums = new MeterSums(server);
        using (RawPeer lost = await server.DialAsync(Connect(5, "b1", properties: expiry, will: Will(5, "w", "bye", delay)), Accepted))
        {
        }

        await sums.ReachesAsync("mqtt.closed/ConnectionLost", 1);
    }
}
