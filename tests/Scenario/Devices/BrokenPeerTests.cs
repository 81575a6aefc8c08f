using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OrleansCare.Scenario.Tests.Devices;

/// <summary>A device that breaks MQTT loses its own connection and nobody else's.</summary>
public sealed class BrokenPeerTests : IDisposable
{
    private const string Good = "good-1";
    private const string Bad = "bad-1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("care-scenario-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Broken_bytes_and_an_oversize_packet_end_only_their_own_connection()
    {
        await using var edge = await EdgeProcess.StartAsync(_directory.FullName);
        await edge.AdmitAsync("ICU-1", Good);
        await edge.AdmitAsync("ICU-2", Bad);
        await using var device = await edge.ConnectAsync(Good);
        await device.PublishSpo2Async(Good, 1, 97);

        // Before CONNECT: not MQTT at all. After it: a reserved packet type, a PUBLISH with QoS 3, a length of five bytes,
        // a packet of 2 MiB where 1 MiB is allowed (only its header is sent), a topic that is no UTF-8.
        await RequireClosedAsync(edge.MqttPort, "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), connect: false);
        string[] broken = ["F000", "3600", "30FFFFFFFF01", "3280808001", "320600020080FFFF"];
        for (var i = 0; i < broken.Length; i++)
        {
            await RequireClosedAsync(edge.MqttPort, Convert.FromHexString(broken[i]), connect: true);
            await device.PublishSpo2Async(Good, i + 2, 97);
        }

        var status = await edge.StatusAsync();
        Assert.Equal((broken.Length + 1, broken.Length + 1, 0), (status.PacketsAccepted, status.PacketsAcknowledged, status.PacketsMissing));
        await using var again = await edge.ConnectAsync(Bad);
        await again.PublishSpo2Async(Bad, 1, 96);
        Assert.Equal(broken.Length + 2, (await edge.StatusAsync()).PacketsAccepted);
    }

    private static async Task RequireClosedAsync(int port, byte[] bytes, bool connect)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            if (connect)
            {
                await socket.SendAsync(Connect(), patience.Token);
                var answer = new byte[4];
                Assert.Equal(4, await socket.ReceiveAsync(answer, patience.Token));
                Assert.Equal("20020000", Convert.ToHexString(answer));
            }

            await socket.SendAsync(bytes, patience.Token);
            Assert.Equal(0, await socket.ReceiveAsync(new byte[1], patience.Token));
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed before all was read: that is the end, too.
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{Convert.ToHexString(bytes)} did not end its connection within {Patience.TotalSeconds} s.");
        }
    }

    /// <summary>Section 3.1: clean session, user name, password.</summary>
    private static byte[] Connect()
    {
        byte[] body = [0, 4, .. "MQTT"u8, 4, 0xC2, 0, 60, .. Field(Bad), .. Field("user"), .. Field("secret")];
        return [0x10, (byte)body.Length, .. body];
    }

    private static byte[] Field(string text) => [0, (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];
}
