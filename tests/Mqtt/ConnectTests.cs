using OrleansCare.Mqtt.Server;
using OrleansCare.Mqtt.Tests.Statements;
using OrleansCare.TestKit;
using static OrleansCare.Mqtt.Tests.Frames;

namespace OrleansCare.Mqtt.Tests;

/// <summary>MQTT 5.0 sections 3.1, 3.2 and 3.14.</summary>
public sealed class ConnectTests
{
    private const string SevenDays = "00093A80";

    [Fact]
    [Mqtt5("3.1.4-5", "4.12.0-6")]
    public async Task A_client_is_told_the_limits_of_the_server()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Mqtt5("3.1.3-6", "3.1.3-7", "3.2.2-16")]
    public async Task A_client_without_a_name_is_given_one(bool clean)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Connect(5, string.Empty, clean));
        string answer = await peer.NextAsync();
        await peer.SendAsync(Publish(5, "a", "x", qos: 1, id: 1));

        string name = (await server.Application.NextPublishAsync()).ClientId;
        Assert.Equal(20, name.Length);
        Assert.Contains(Property("12", name), answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("11 FFFFFFFF", "11" + SevenDays)]
    [InlineData("11 00093A81", "11" + SevenDays)]
    [InlineData("11 00093A80", "")]
    [InlineData("11 00000000", "")]
    public async Task A_session_expiry_above_the_servers_is_shortened_and_the_client_is_told(string asked, string told)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Connect(5, "b1", properties: asked));

        string answer = await peer.NextAsync();
        Assert.Equal(told.Length > 0, answer.Contains("11" + SevenDays, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(31, true)]
    [InlineData(30, false)]
    public async Task A_keep_alive_above_the_servers_is_shortened_and_the_client_is_told(int asked, bool told)
    {
        await using RunningServer server = await RunningServer.StartAsync(configure: options => options.MaxKeepAlive = TimeSpan.FromSeconds(30));
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Connect(5, "b1", keepAlive: asked));

        string answer = await peer.NextAsync();
        Assert.Equal(told, answer.EndsWith("13001E", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("19 01", true)]
    [InlineData("19 00", false)]
    [InlineData("", false)]
    [Mqtt5("3.1.2-28")]
    public async Task Response_information_comes_only_to_whom_asks_for_it(string asked, bool told)
    {
        await using RunningServer server = await RunningServer.StartAsync(new PlainBroker());
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Connect(5, "b1", properties: asked));

        string answer = await peer.NextAsync();
        Assert.Equal(told, answer.EndsWith(Property("1A", PlainBroker.ResponseInformation), StringComparison.Ordinal));
    }

    [Fact]
    [Mqtt5("3.1.2-16", "3.1.2-19")]
    public async Task A_password_needs_no_user()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync(Frame("10", "0004 4D515454 05 42 003C 00 0002 6231 0001 70"), Accepted);
    }

    [Theory]
    [InlineData("enhanced authentication", "15 0001 78", "8C", "BadAuthenticationMethod")]
    [InlineData("authentication data without a method", "16 0001 78", "82", "ProtocolError")]
    [InlineData("receive maximum 0", "21 0000", "82", "ProtocolError")]
    [InlineData("maximum packet size 0", "27 00000000", "82", "ProtocolError")]
    [InlineData("session expiry twice", "11 00000001 11 00000001", "82", "ProtocolError")]
    [InlineData("request problem information 2", "17 02", "82", "ProtocolError")]
    [InlineData("a topic alias", "23 0001", "81", "MalformedPacket")]
    [InlineData("an unknown property", "7F 00", "81", "MalformedPacket")]
    [InlineData("a property cut short", "11 0000", "81", "MalformedPacket")]
    [InlineData("a user property that is not UTF-8", "26 0001 61 0001 FF", "81", "InvalidUtf8")]
    [Mqtt5("1.5.7-1", "3.1.4-1", "4.12.0-1", "3.2.2-8")]
    public async Task A_connect_with_wrong_properties_is_told_why(string what, string properties, string code, string reason)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Connect(5, "b1", properties: properties));

        Assert.True(await peer.ReadToEndAsync() == Refusal(code, reason), what);
    }

    [Theory]
    [InlineData("reserved flag", "0004 4D515454 05 03 003C 00 0002 6231", "81", "MalformedPacket")]
    [InlineData("will QoS without a will", "0004 4D515454 05 0A 003C 00 0002 6231", "81", "MalformedPacket")]
    [InlineData("will to be retained without a will", "0004 4D515454 05 22 003C 00 0002 6231", "81", "MalformedPacket")]
    [InlineData("user name announced and missing", "0004 4D515454 05 82 003C 00 0002 6231", "81", "MalformedPacket")]
    [InlineData("user name without its flag", "0004 4D515454 05 02 003C 00 0002 6231 0001 75", "81", "MalformedPacket")]
    [InlineData("password announced and missing", "0004 4D515454 05 C2 003C 00 0002 6231 0001 75", "81", "MalformedPacket")]
    [InlineData("password without its flag", "0004 4D515454 05 82 003C 00 0002 6231 0001 75 0001 70", "81", "MalformedPacket")]
    [InlineData("will topic not UTF-8", "0004 4D515454 05 06 003C 00 0002 6231 00 0002 C328 0000", "81", "InvalidUtf8")]
    [InlineData("user name not UTF-8", "0004 4D515454 05 82 003C 00 0002 6231 0002 C328", "81", "InvalidUtf8")]
    [InlineData("will QoS 3", "0004 4D515454 05 1E 003C 00 0002 6231 00 0001 77 0000", "81", "MalformedPacket")]
    [InlineData("will topic with a wildcard", "0004 4D515454 05 06 003C 00 0002 6231 00 0001 23 0000", "90", "InvalidTopic")]
    [InlineData("will with a subscription id", "0004 4D515454 05 06 003C 00 0002 6231 02 0B01 0001 77 0000", "81", "MalformedPacket")]
    [InlineData("overlong property length", "0004 4D515454 05 02 003C 8000 0002 6231", "81", "MalformedPacket")]
    [InlineData("level 6", "0004 4D515454 06 02 003C 00 0002 6231", "84", "UnsupportedProtocol")]
    [Mqtt5("1.5.5-1", "3.1.2-1", "3.1.2-2", "3.1.2-3", "3.1.2-11", "3.1.2-12", "3.1.2-13", "3.1.2-16", "3.1.2-17", "3.1.2-18", "3.1.2-19", "3.1.3-11", "3.1.3-12")]
    public async Task A_connect_that_cannot_be_read_is_told_why(string what, string body, string code, string reason)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Frame("10", body));

        string answered = await peer.ReadToEndAsync();
        Assert.True(answered == Refusal(code, reason), $"{what}: {answered}");
    }

    [Fact]
    [Mqtt5("3.1.3-8")]
    public async Task A_refused_client_gets_the_code_of_5_0()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Application.OnConnect = request => request.ClientId == "b1" ? MqttConnectDecision.BadUserNameOrPassword : MqttConnectDecision.IdentifierRejected;
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Connect(5, "b1"));
        using RawPeer stranger = await server.DialAsync();
        await stranger.SendAsync(Connect(5, "b2"));

        Assert.Equal(Refusal("86", "BadUserNameOrPassword"), await peer.ReadToEndAsync());
        Assert.Equal(Refusal("85", "ClientIdentifierNotValid"), await stranger.ReadToEndAsync());
    }

    [Fact]
    [Mqtt5("3.1.2-24", "3.14.0-1")]
    public async Task A_client_that_takes_only_tiny_packets_is_sent_none_above()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(Connect(5, "b1", properties: "27 0000000A"));

        string answered = await peer.ReadToEndAsync();
        Assert.Equal("2003009500", answered);
    }

    [Fact]
    [Mqtt5("3.1.4-3")]
    public async Task The_one_who_is_taken_over_is_told()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer old = await server.DialAsync(5, "b1");
        using RawPeer young = await server.DialAsync(5, "b1");

        Assert.Equal(Goodbye("8E", MqttCloseReason.TakenOver), await old.ReadToEndAsync());
        await young.ExpectNothingAsync();
    }

    [Fact]
    [Mqtt5("3.1.2-22", "3.2.2-22")]
    public async Task The_one_who_is_silent_is_told()
    {
        var time = new ManualTime();
        await using RunningServer server = await RunningServer.StartAsync(time: time);
        using RawPeer peer = await server.DialAsync(Connect(5, "b1", keepAlive: 10), Accepted);
        Task<string> rest = peer.ReadToEndAsync();
        for (int second = 0; second < 60 && !rest.IsCompleted; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(rest, Task.Delay(20));
        }

        Assert.Equal(Goodbye("8D", MqttCloseReason.KeepAliveExpired), await rest);
    }

    [Fact]
    [Mqtt5("3.14.2-2")]
    public async Task Clients_are_told_that_the_server_stops()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync(5, "b1");
        Task stopping = server.StopAsync();

        Assert.Equal(Goodbye("8B", MqttCloseReason.ServerStopping), await peer.ReadToEndAsync());
        await stopping;
    }

    [Fact]
    public async Task A_client_is_told_that_the_application_ends_its_session()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Application.OnPublish = _ => new(PublishDecision.Close);
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(Publish(5, "a", "x"));

        Assert.Equal(Goodbye("98", MqttCloseReason.ClosedByApplication), await peer.ReadToEndAsync());
    }

    [Theory]
    [InlineData("E0 00", "")]
    [InlineData("E0 01 00", "")]
    [InlineData("E0 02 04 00", "")]
    [InlineData("E0 07 00 05 11 00000000", "")]
    [InlineData("E0 07 00 05 11 0000003C", "82 ProtocolError")]
    [InlineData("E0 01 8E", "82 ProtocolError")]
    [InlineData("E0 07 00 05 1C 0002 6231", "82 ProtocolError")]
    [InlineData("E0 03 00 00 00", "81 MalformedPacket")]
    [InlineData("E0 02 00 05", "81 MalformedPacket")]
    [Mqtt5("3.14.4-3")]
    public async Task A_disconnect_is_silent_unless_it_is_wrong(string disconnect, string answer)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync(5, "b1");
        await peer.SendAsync(disconnect);

        string expected = answer.Length == 0 ? string.Empty : Goodbye(answer[..2], Enum.Parse<MqttCloseReason>(answer[3..]));
        Assert.Equal(expected, await peer.ReadToEndAsync());
    }
}
