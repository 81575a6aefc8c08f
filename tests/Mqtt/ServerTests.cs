using System.Text;
using OrleansCare.Mqtt.Client;
using OrleansCare.Mqtt.Server;
using OrleansCare.Mqtt.Tests.Statements;

namespace OrleansCare.Mqtt.Tests;

public sealed class ServerTests
{
    private const string PublishOne = "32 08 0001 61 0001 786F6F";

    [Fact]
    [Mqtt311("4.3.2-2")]
    public async Task A_publish_reaches_the_application_and_is_acknowledged()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await using MqttClient client = await server.ConnectAsync();

        await client.PublishAsync("bed/1/vitals", "spo2=97"u8.ToArray(), MqttQos.AtLeastOnce);

        Received received = await server.Application.NextPublishAsync();
        Assert.Equal(("bed-1", "bed/1/vitals", "spo2=97", MqttQos.AtLeastOnce), (received.ClientId, received.Topic, received.Text, received.Qos));
        Assert.InRange(received.ReceivedAt, DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeMilliseconds() * 1000, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000 + 1000);
    }

    [Fact]
    [Mqtt311("4.6.0-2", "4.6.0-3")]
    [Mqtt5("4.3.2-4", "4.6.0-2", "4.6.0-3")]
    public async Task Acknowledgements_wait_for_the_application_and_keep_the_order_of_the_publishes()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var first = new TaskCompletionSource<PublishDecision>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Application.OnPublish = received => received.PacketId == 1 ? new(first.Task) : new(PublishDecision.Acknowledge);
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(RawPeer.Connect);
        await peer.ExpectAsync("20 02 00 00");

        await peer.SendAsync("32 06 0001 61 0001 78" + "32 06 0001 61 0002 79");
        await server.Application.NextPublishAsync();
        await server.Application.NextPublishAsync();
        await peer.SendAsync("C0 00");
        await peer.ExpectAsync("D0 00");
        first.SetResult(PublishDecision.Acknowledge);

        await peer.ExpectAsync("40 02 0001 40 02 0002");
    }

    [Fact]
    public async Task A_full_window_stops_the_reading_until_a_decision_frees_it()
    {
        await using RunningServer server = await RunningServer.StartAsync(configure: options => options.MaxInFlight = 2);
        var decision = new TaskCompletionSource<PublishDecision>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Application.OnPublish = _ => new(decision.Task);
        using var windowFull = new MeterSums(server);
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(RawPeer.Connect + "32 06 0001 61 0001 78" + "32 06 0001 61 0002 79" + "32 06 0001 61 0003 7A" + "C0 00");
        await peer.ExpectAsync("20 02 00 00");
        await server.Application.NextPublishAsync();
        await server.Application.NextPublishAsync();
        await windowFull.ReachesAsync("mqtt.window_full", 1);
        Assert.Equal(2, server.Application.All.Count);

        decision.SetResult(PublishDecision.Acknowledge);

        Assert.Equal("z", (await server.Application.NextPublishAsync()).Text);
    }

    [Fact]
    [Mqtt311("3.3.5-2")]
    public async Task A_withheld_publish_gets_no_acknowledgement_and_ends_the_connection()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Application.OnPublish = received => new(received.PacketId == 2 ? PublishDecision.Withhold : PublishDecision.Acknowledge);
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(RawPeer.Connect + "32 06 0001 61 0001 78" + "32 06 0001 61 0002 79" + "32 06 0001 61 0003 7A");

        Assert.Equal("20020000" + "40020001", await peer.ReadToEndAsync());
        Assert.Equal(MqttCloseReason.Withheld, (await server.Application.NextDisconnectAsync()).Reason);
    }

    [Fact]
    public async Task A_withheld_qos_0_publish_is_only_counted()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Application.OnPublish = _ => new(PublishDecision.Withhold);
        using var sums = new MeterSums(server);
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(RawPeer.Connect + "30 04 0001 61 78" + "C0 00");

        await peer.ExpectAsync("20 02 00 00 D0 00");
        await sums.ReachesAsync("mqtt.withheld", 1);
    }

    [Fact]
    public async Task An_application_that_throws_costs_the_connection_not_the_server()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Application.OnPublish = _ => throw new InvalidDataException("test");
        using (RawPeer peer = await server.DialAsync())
        {
            await peer.SendAsync(RawPeer.Connect + "32 06 0001 61 0001 78");
            Assert.Equal("20020000", await peer.ReadToEndAsync());
        }

        Assert.Equal(MqttCloseReason.ApplicationFault, (await server.Application.NextDisconnectAsync()).Reason);
        server.Application.OnPublish = _ => new(PublishDecision.Acknowledge);
        await using MqttClient client = await server.ConnectAsync();
        await client.PublishAsync("a", new byte[1], MqttQos.AtLeastOnce);
    }

    [Fact]
    [Mqtt311("3.1.3-2", "3.1.4-2")]
    [Mqtt5("3.1.3-2")]
    public async Task The_same_client_id_takes_over_after_the_old_session_has_ended()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await using MqttClient old = await server.ConnectAsync("bed-7");
        await using MqttClient young = await server.ConnectAsync("bed-7");

        Assert.Equal(MqttCloseReason.ConnectionLost, await old.Closed.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(("bed-7", MqttCloseReason.TakenOver), await server.Application.NextDisconnectAsync());
        await young.PublishAsync("a", new byte[1], MqttQos.AtLeastOnce);
    }

    [Fact]
    [Mqtt311("3.1.2-4", "3.1.2-6", "3.1.4-3", "3.1.4-4", "3.2.2-1", "3.2.2-2", "3.2.2-3", "4.1.0-1")]
    public async Task A_stored_session_is_present_until_a_clean_one_deletes_it()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Assert.False(await ConnectOnce(clean: false));
        Assert.True(await ConnectOnce(clean: false));
        Assert.False(await ConnectOnce(clean: true));
        Assert.False(await ConnectOnce(clean: false));

        async Task<bool> ConnectOnce(bool clean)
        {
            await using MqttClient client = await server.ConnectAsync("monitor", clean);
            await client.DisconnectAsync();
            Assert.Equal(MqttCloseReason.ClientDisconnected, (await server.Application.NextDisconnectAsync()).Reason);
            return client.SessionPresent;
        }
    }

    [Theory]
    [InlineData(MqttConnectReturnCode.IdentifierRejected)]
    [InlineData(MqttConnectReturnCode.ServerUnavailable)]
    [InlineData(MqttConnectReturnCode.BadUserNameOrPassword)]
    [InlineData(MqttConnectReturnCode.NotAuthorized)]
    [Mqtt311("3.1.3-9")]
    public async Task A_refusal_says_why(MqttConnectReturnCode code)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Application.OnConnect = _ => code switch
        {
            MqttConnectReturnCode.IdentifierRejected => MqttConnectDecision.IdentifierRejected,
            MqttConnectReturnCode.ServerUnavailable => MqttConnectDecision.ServerUnavailable,
            MqttConnectReturnCode.BadUserNameOrPassword => MqttConnectDecision.BadUserNameOrPassword,
            _ => MqttConnectDecision.NotAuthorized,
        };

        MqttClientException refused = await Assert.ThrowsAsync<MqttClientException>(() => server.ConnectAsync());

        Assert.Equal((MqttCloseReason.ConnectionRefused, code), (refused.Reason, refused.ReturnCode));
    }

    [Fact]
    public async Task User_and_password_reach_the_application_and_the_password_is_cleared_afterwards()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        MqttConnectRequest? seen = null;
        string? password = null;
        server.Application.OnConnect = request =>
        {
            seen = request;
            password = Encoding.UTF8.GetString(request.Password.Span);
            return MqttConnectDecision.Accept("state");
        };
        await using MqttClient client = await server.ConnectAsync("c", user: "monitor", password: "geheim");
        await client.PublishAsync("a", new byte[1], MqttQos.AtLeastOnce);

        Assert.Equal(("monitor", "geheim", "c"), (seen!.UserName, password, seen.ClientId));
        Assert.All(seen.Password.ToArray(), b => Assert.Equal(0, b));
        Assert.Equal("state", server.Application.Sessions.Single().State);
    }

    [Fact]
    [Mqtt311("3.1.3-6", "3.1.3-7", "3.1.3-8")]
    public async Task An_empty_client_id_gets_one_from_the_server_if_the_session_is_clean()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await using MqttClient client = await server.ConnectAsync(string.Empty);
        await client.PublishAsync("a", new byte[1], MqttQos.AtLeastOnce);
        Assert.Equal(20, (await server.Application.NextPublishAsync()).ClientId.Length);

        MqttClientException refused = await Assert.ThrowsAsync<MqttClientException>(() => server.ConnectAsync(string.Empty, clean: false));
        Assert.Equal(MqttConnectReturnCode.IdentifierRejected, refused.ReturnCode);
    }

    [Fact]
    [Mqtt311("2.3.1-7", "3.8.4-1", "3.8.4-2", "3.9.3-2", "3.10.4-4", "3.10.4-5")]
    public async Task A_subscription_is_refused_per_filter_and_unsubscribe_is_answered()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(RawPeer.Connect + "82 0A 0007 0001 61 00 0001 23 01" + "A2 05 0008 0001 61");
        await peer.ExpectAsync("20 02 00 00" + "90 04 0007 80 80" + "B0 02 0008");
    }

    [Fact]
    [Mqtt311("3.1.2-8", "3.1.2-10", "3.1.2-12", "3.14.4-3")]
    public async Task A_will_is_published_when_the_client_is_lost_but_not_when_it_says_goodbye()
    {
        const string ConnectWithWill = "10 16 0004 4D515454 04 0E 003C 0002 6231 0001 77 0003 627965";
        await using RunningServer server = await RunningServer.StartAsync();
        using (RawPeer lost = await server.DialAsync())
        {
            await lost.SendAsync(ConnectWithWill);
            await lost.ExpectAsync("20 02 00 00");
        }

        Received will = await server.Application.NextPublishAsync();
        Assert.Equal(("w", "bye"), (will.Topic, will.Text));
        Assert.Equal(MqttCloseReason.ConnectionLost, (await server.Application.NextDisconnectAsync()).Reason);

        using RawPeer polite = await server.DialAsync();
        await polite.SendAsync(ConnectWithWill + "E0 00");
        Assert.Equal("20020000", await polite.ReadToEndAsync());
        Assert.Equal(MqttCloseReason.ClientDisconnected, (await server.Application.NextDisconnectAsync()).Reason);
        Assert.Single(server.Application.All);
    }

    [Fact]
    public async Task A_publish_before_the_disconnect_in_the_same_segment_is_not_lost()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(RawPeer.Connect + PublishOne + "E0 00");
        await peer.ReadToEndAsync();

        Assert.Equal("xoo", (await server.Application.NextPublishAsync()).Text);
        Assert.Equal(MqttCloseReason.ClientDisconnected, (await server.Application.NextDisconnectAsync()).Reason);
    }

    [Fact]
    public async Task A_stopping_server_acknowledges_what_it_has_taken()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var decision = new TaskCompletionSource<PublishDecision>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Application.OnPublish = _ => new(decision.Task);
        using RawPeer peer = await server.DialAsync();
        await peer.SendAsync(RawPeer.Connect + "32 06 0001 61 0001 78");
        await server.Application.NextPublishAsync();
        Task stopping = server.StopAsync();
        decision.SetResult(PublishDecision.Acknowledge);
        await stopping;

        Assert.Equal("20020000" + "40020001", await peer.ReadToEndAsync());
        Assert.Equal(MqttCloseReason.ServerStopping, (await server.Application.NextDisconnectAsync()).Reason);
    }

    [Fact]
    public async Task The_application_can_end_a_session()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await using MqttClient client = await server.ConnectAsync();
        await client.PublishAsync("a", new byte[1], MqttQos.AtLeastOnce);
        server.Application.Sessions.Single().Close();
        server.Application.Sessions.Single().Close();

        Assert.Equal(MqttCloseReason.ConnectionLost, await client.Closed.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(MqttCloseReason.ClosedByApplication, (await server.Application.NextDisconnectAsync()).Reason);
    }
}
