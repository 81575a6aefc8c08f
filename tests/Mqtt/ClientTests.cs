using System.Net;
using System.Net.Sockets;
using OrleansCare.Mqtt.Client;
using OrleansCare.TestKit;

namespace OrleansCare.Mqtt.Tests;

public sealed class ClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_publish_without_acknowledgement_fails_when_the_connection_is_lost()
    {
        using TcpListener listener = Listen(out MqttClientOptions options);
        Task<MqttClient> connecting = MqttClient.ConnectAsync(options);
        using var server = new RawPeer(await listener.AcceptSocketAsync());
        await server.ExpectAsync(RawPeer.Connect.Replace("003C", "001E", StringComparison.Ordinal));
        await server.SendAsync("20 02 00 00");
        await using MqttClient client = await connecting;
        Task publish = client.PublishAsync("a", "x"u8.ToArray(), MqttQos.AtLeastOnce);
        await server.ExpectAsync("32 06 0001 61 0001 78");

        server.Dispose();

        MqttClientException lost = await Assert.ThrowsAsync<MqttClientException>(() => publish.WaitAsync(Patience));
        Assert.Equal(MqttCloseReason.ConnectionLost, lost.Reason);
        Assert.Equal(MqttCloseReason.ConnectionLost, await client.Closed.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_full_window_holds_the_next_publish_back()
    {
        using TcpListener listener = Listen(out MqttClientOptions options);
        Task<MqttClient> connecting = MqttClient.ConnectAsync(options with { MaxInFlight = 1 });
        using var server = new RawPeer(await listener.AcceptSocketAsync());
        await server.SendAsync("20 02 01 00");
        await using MqttClient client = await connecting;
        Assert.True(client.SessionPresent);
        Task first = client.PublishAsync("a", "x"u8.ToArray(), MqttQos.AtLeastOnce);
        Task second = client.PublishAsync("a", "y"u8.ToArray(), MqttQos.AtLeastOnce, duplicate: true);
        await server.ExpectAsync(RawPeer.Connect.Replace("003C", "001E", StringComparison.Ordinal) + "32 06 0001 61 0001 78");
        await server.SendAsync("40 02 0001");
        await first.WaitAsync(Patience);

        await server.ExpectAsync("3A 06 0001 61 0002 79");
        await server.SendAsync("40 02 0002");
        await second.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_server_that_stops_answering_pings_is_given_up()
    {
        var time = new ManualTime();
        using TcpListener listener = Listen(out MqttClientOptions options);
        Task<MqttClient> connecting = MqttClient.ConnectAsync(options with { Time = time, ConnectTimeout = Timeout.InfiniteTimeSpan });
        using var server = new RawPeer(await listener.AcceptSocketAsync());
        await server.ExpectAsync(RawPeer.Connect.Replace("003C", "001E", StringComparison.Ordinal));
        await server.SendAsync("20 02 00 00");
        await using MqttClient client = await connecting;

        time.Advance(TimeSpan.FromSeconds(15));
        await server.ExpectAsync("C0 00");
        time.Advance(TimeSpan.FromSeconds(15));
        time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(MqttCloseReason.KeepAliveExpired, await client.Closed.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_server_that_acknowledges_what_was_never_sent_is_left()
    {
        using TcpListener listener = Listen(out MqttClientOptions options);
        Task<MqttClient> connecting = MqttClient.ConnectAsync(options);
        using var server = new RawPeer(await listener.AcceptSocketAsync());
        await server.SendAsync("20 02 00 00" + "40 02 0009");
        await using MqttClient client = await connecting;

        Assert.Equal(MqttCloseReason.UnexpectedPacket, await client.Closed.WaitAsync(Patience));
    }

    private static TcpListener Listen(out MqttClientOptions options)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        options = new MqttClientOptions { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, ClientId = "b1" };
        return listener;
    }
}
