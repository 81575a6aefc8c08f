using OrleansCare.Mqtt.Server;
using OrleansCare.Mqtt.Tests.Statements;
using static OrleansCare.Mqtt.Tests.Frames;

namespace OrleansCare.Mqtt.Tests;

/// <summary>Sections 3.3 to 3.7 and 4.3, from the client to the server.</summary>
public sealed class PublishTests
{
    public static TheoryData<string, PublishDecision> Refusals => new()
    {
        { "97", PublishDecision.Withhold },
        { "97", default },
        { "87", PublishDecision.NotAuthorized },
        { "99", PublishDecision.PayloadFormatInvalid },
        { "83", PublishDecision.Refuse(MqttReasonCode.ImplementationSpecificError) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    [Mqtt5("3.4.2-1", "3.5.2-1", "4.3.3-9")]
    public async Task A_refused_publish_gets_its_code_and_the_connection_goes_on(string code, PublishDecision decision)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Application.OnPublish = received => new(received.PacketId < 3 ? decision : PublishDecision.Acknowledge);
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(Publish(5, "a", "x", qos: 1, id: 1) + Publish(5, "a", "x", qos: 2, id: 2) + Publish(5, "a", "x", qos: 1, id: 3));

        await peer.ExpectAsync("40 03 0001" + code + "50 03 0002" + code + "40 02 0003");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("17 00", false)]
    [InlineData("27 00000014", false)]
    [Mqtt5("3.1.2-29", "3.4.2-2", "3.5.2-2")]
    public async Task A_reason_is_told_to_whom_wants_it_and_has_room_for_it(string properties, bool told)
    {
        const string Reason = "disk is full";
        await using RunningServer server = await RunningServer.StartAsync(configure: options => options.TopicAliasMaximum = 0);
        server.Application.OnPublish = _ => new(PublishDecision.Refuse(MqttReasonCode.QuotaExceeded, Reason));
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Connect(5, "b1", properties: properties) + Publish(5, "a", "x", qos: 1, id: 1));
        await peer.NextAsync();

        await peer.ExpectAsync(told ? Frame("40", "0001 97 0F" + Property("1F", Reason)) : "40 03 0001 97");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [Mqtt311("2.3.1-6", "3.3.4-1", "4.3.3-2")]
    [Mqtt5("2.2.1-5", "3.3.4-1", "4.3.3-8", "4.3.3-10", "4.3.3-11", "4.3.3-12")]
    public async Task A_publish_of_qos_2_reaches_the_application_once(int v)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync(Publish(v, "a", "x", qos: 2, id: 7));
        await peer.ExpectAsync("50 02 0007");
        await peer.SendAsync(Publish(v, "a", "x", qos: 2, id: 7, duplicate: true));
        await peer.ExpectAsync("50 02 0007");
        await peer.SendAsync("62 02 0007");
        await peer.ExpectAsync("70 02 0007");
        Assert.Single(server.Application.All);

        await peer.SendAsync(Publish(v, "a", "y", qos: 2, id: 7));
        await peer.ExpectAsync("50 02 0007");
        Assert.Equal(["x", "y"], server.Application.All.Select(received => received.Text));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [Mqtt5("4.1.0-1")]
    public async Task A_publish_of_qos_2_that_is_sent_again_after_a_lost_connection_reaches_the_application_once(int v)
    {
        string connect = Connect(v, "b1", clean: false, properties: "11 0000003C");
        await using RunningServer server = await RunningServer.StartAsync();
        var commit = new TaskCompletionSource<PublishDecision>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Application.OnPublish = _ => new(commit.Task);
        using (RawPeer lost = await server.DialAsync(connect, v == 5 ? Accepted : "20 02 00 00"))
        {
            await lost.SendAsync(Publish(v, "a", "x", qos: 2, id: 7));
            await server.Application.NextPublishAsync();
        }

        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(connect + Publish(v, "a", "x", qos: 2, id: 7, duplicate: true));
        commit.SetResult(PublishDecision.Acknowledge);

        await peer.ExpectAsync((v == 5 ? Resumed : "20 02 01 00") + "50 02 0007");
        await peer.SendAsync("62 02 0007");
        await peer.ExpectAsync("70 02 0007");
        Assert.Single(server.Application.All);
    }

    [Fact]
    public async Task A_publish_of_qos_2_that_is_still_undecided_is_answered_once()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var commit = new TaskCompletionSource<PublishDecision>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Application.OnPublish = _ => new(commit.Task);
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(Publish(5, "a", "x", qos: 2, id: 7) + Publish(5, "a", "x", qos: 2, id: 7, duplicate: true));
        await peer.ExpectNothingAsync();
        commit.SetResult(PublishDecision.Acknowledge);

        await peer.ExpectAsync("50 02 0007");
        await peer.ExpectNothingAsync();
        Assert.Single(server.Application.All);
    }

    [Fact]
    [Mqtt5("4.3.3-9")]
    public async Task A_refused_publish_of_qos_2_may_come_again()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Application.OnPublish = received => new(received.Text == "x" ? PublishDecision.Withhold : PublishDecision.Acknowledge);
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(Publish(5, "a", "x", qos: 2, id: 7));
        await peer.ExpectAsync("50 03 0007 97");
        await peer.SendAsync(Publish(5, "a", "y", qos: 2, id: 7));

        await peer.ExpectAsync("50 02 0007");
    }

    [Theory]
    [InlineData(4, "70 02 0009")]
    [InlineData(5, "70 03 0009 92")]
    [Mqtt5("3.7.2-1")]
    public async Task A_pubrel_for_nothing_is_completed(int v, string answer)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync(v, "b1");
        await peer.SendAsync("62 02 0009");
        await peer.ExpectAsync(answer);
    }

    [Fact]
    [Mqtt5("3.3.4-7")]
    public async Task More_publishes_than_the_receive_maximum_end_the_connection()
    {
        await using RunningServer server = await RunningServer.StartAsync(configure: options => options.MaxInFlight = 2);
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Connect(5, "b1"));
        await peer.NextAsync();
        await peer.SendAsync(Publish(5, "a", "x", 2, 1) + Publish(5, "a", "x", 2, 2));
        await peer.ExpectAsync("50 02 0001" + "50 02 0002");
        await peer.SendAsync(Publish(5, "a", "x", 2, 3));

        Assert.EndsWith(Goodbye("93", MqttCloseReason.ReceiveMaximumExceeded), await peer.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(2, server.Application.All.Count);
    }

    [Fact]
    public async Task A_pubrel_makes_room_for_the_next_publish()
    {
        await using RunningServer server = await RunningServer.StartAsync(configure: options => options.MaxInFlight = 1);
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Connect(5, "b1"));
        await peer.NextAsync();
        for (int id = 1; id <= 3; id++)
        {
            await peer.SendAsync(Publish(5, "a", "x", qos: 2, id));
            await peer.ExpectAsync("50 02" + Id(id));
            await peer.SendAsync("62 02" + Id(id));
            await peer.ExpectAsync("70 02" + Id(id));
        }
    }

    [Fact]
    [Mqtt5("3.3.2-12")]
    public async Task An_alias_stands_for_the_topic_it_came_with_last()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(
            Publish(5, "a", "1", properties: "23 0001") + Publish(5, string.Empty, "2", properties: "23 0001")
            + Publish(5, "b", "3", properties: "23 0001") + Publish(5, string.Empty, "4", properties: "23 0001") + Publish(5, "c", "5", properties: "23 0040"));
        await peer.ExpectNothingAsync();

        Assert.Equal(["a1", "a2", "b3", "b4", "c5"], server.Application.All.Select(received => received.Topic + received.Text));
    }

    [Fact]
    public async Task What_the_publisher_says_about_its_payload_reaches_the_application()
    {
        var application = new Interviewer();
        await using RunningServer server = await RunningServer.StartAsync(application);
        using RawPeer peer = await server.DialAsync(5, "b1");
        string properties = "01 01 02 0000003C" + Property("03", "text/plain") + Property("08", "answers/1") + "09 0002 0102"
            + UserProperty("a", "1") + UserProperty("b", "2") + UserProperty("a", "3");
        await peer.SendAsync(Publish(5, "a", "x", qos: 1, id: 1, properties: properties));
        await peer.ExpectAsync("40 02 0001");

        Assert.Equal("True 60 text/plain answers/1 0102 a=1 b=2 a=3", application.Heard);
    }

    private sealed class Interviewer : IMqttApplication
    {
        public string? Heard { get; private set; }

        public ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken cancellationToken) => new(MqttConnectDecision.Accept());

        public ValueTask<PublishDecision> PublishAsync(MqttSession session, in MqttPublish publish)
        {
            MqttProperties said = publish.Properties;
            Heard = $"{said.PayloadIsUtf8} {publish.ExpirySeconds} {said.ContentType} {said.ResponseTopic} {Convert.ToHexString(said.CorrelationData)} "
                + string.Join(' ', said.ReadUserProperties().Select(pair => $"{pair.Key}={pair.Value}"));
            return new(PublishDecision.Acknowledge);
        }

        public void Disconnected(MqttSession session, MqttCloseReason reason)
        {
        }
    }
}
