using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using OrleansCare.Contracts.Devices.Wire;
using OrleansCare.Edge.Tests.Hosting;
using OrleansCare.Edge.Tests.Journal;

namespace OrleansCare.Edge.Tests.Devices;

/// <summary>Devices over WebSocket: the same packets, an answer to each, in order, after the commit.</summary>
public class DeviceSocketTests
{
    [Fact]
    public async Task Every_packet_is_answered_in_order_with_what_became_of_it()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        using var device = await ConnectAsync(node, "monitor-1", "secret");

        await SendAsync(device, Packet(7, 72));
        await SendAsync(device, Packet(7, 72));
        await SendAsync(device, Packet(8, 900));
        await device.SendAsync("no packet"u8.ToArray(), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

        Assert.Equal(new IngestAnswer { Sequence = 7, Outcome = IngestOutcome.Accepted, Accepted = 1 }, await ReadAsync(device));
        Assert.Equal(IngestOutcome.Repeated, (await ReadAsync(device)).Outcome);
        var partly = await ReadAsync(device);
        Assert.Equal((8UL, 0U, 1U, "Implausible"), (partly.Sequence, partly.Accepted, partly.Quarantined, partly.Rejects[0].Reason));
        Assert.Equal((IngestOutcome.Quarantined, "UndecodablePayload"), ((await ReadAsync(device)) is var last ? (last.Outcome, last.Rejects[0].Reason) : default));
        Assert.Equal((2, 3, 1), await node.StatusAsync() is var status ? (status.PacketsAccepted, status.PacketsAcknowledged, status.PacketsDuplicate) : default);
    }

    [Fact]
    public async Task Text_is_answered_as_json()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        using var device = await ConnectAsync(node, "monitor-1", "secret");

        var json = """{"sequence":3,"numerics":[{"code":147842,"value":72,"unit":"/min"}]}""";
        await device.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        var buffer = new byte[4096];
        var answer = await device.ReceiveAsync(buffer, CancellationToken.None);
        Assert.Equal(WebSocketMessageType.Text, answer.MessageType);
        using var read = JsonDocument.Parse(buffer.AsMemory(0, answer.Count));
        Assert.Equal(("ACCEPTED", "3", 1), (read.RootElement.GetProperty("outcome").GetString(), read.RootElement.GetProperty("sequence").GetString(), read.RootElement.GetProperty("accepted").GetInt32()));
    }

    [Fact]
    public async Task A_message_over_the_limit_ends_the_connection_with_1009()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        using var device = await ConnectAsync(node, "monitor-1", "secret");

        await device.SendAsync(new byte[(1 << 20) + 1], WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

        var close = await device.ReceiveAsync(new byte[16], CancellationToken.None);
        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.MessageTooBig), (close.MessageType, close.CloseStatus));
    }

    [Fact]
    public async Task A_packet_that_cannot_be_stored_is_answered_so_the_socket_is_closed_with_1013_and_the_repeat_enters_once()
    {
        var disk = new SimulatedDisk();
        await using var node = await EdgeNode.StartAsync(disk);
        await node.AdmitAsync("ICU-1", "monitor-1");
        using (var device = await ConnectAsync(node, "monitor-1", "secret"))
        {
            disk.Room = 0;
            await SendAsync(device, Packet(1, 72));
            Assert.Equal(IngestOutcome.NotKept, (await ReadAsync(device)).Outcome);
            var close = await device.ReceiveAsync(new byte[16], CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal((WebSocketMessageType.Close, 1013), (close.MessageType, (int)close.CloseStatus!));
        }

        disk.Room = long.MaxValue;
        await Repeat.UntilAsync(
            "The packet",
            async () =>
            {
                using var again = await ConnectAsync(node, "monitor-1", "secret");
                await SendAsync(again, Packet(1, 72));
                return (await ReadAsync(again)).Outcome;
            },
            outcome => outcome is IngestOutcome.Accepted or IngestOutcome.Repeated);

        Assert.Equal(1, (await node.StatusAsync()).PacketsAccepted);
    }

    [Theory]
    [InlineData("wrong", null)]
    [InlineData(null, null)]
    [InlineData("secret", "http://elsewhere.example")]
    public async Task Who_is_not_an_enrolled_device_is_refused(string? password, string? origin)
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");

        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(node, "monitor-1", password, origin));
    }

    private static async Task<ClientWebSocket> ConnectAsync(EdgeNode node, string serial, string? password, string? origin = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("care.device.v1");
        if (password is not null)
        {
            socket.Options.SetRequestHeader("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + password)));
        }

        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        await socket.ConnectAsync(new UriBuilder(node.Http) { Scheme = "ws", Path = $"/devices/{serial}/packets" }.Uri, CancellationToken.None);
        return socket;
    }

    private static DevicePacket Packet(ulong sequence, double heartRate) => new()
    {
        Sequence = sequence,
        Numerics = new Numerics { Values = { new Numeric { Code = 147842, Value = heartRate, Unit = "/min" } } },
    };

    private static Task SendAsync(ClientWebSocket device, DevicePacket packet) =>
        device.SendAsync(packet.ToByteArray(), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

    private static async Task<IngestAnswer> ReadAsync(ClientWebSocket device)
    {
        var buffer = new byte[4096];
        var read = await device.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        return IngestAnswer.Parser.ParseFrom(buffer, 0, read.Count);
    }
}
