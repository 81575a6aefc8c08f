using System.Net;
using System.Net.Sockets;
using OrleansCare.Cli.Demo;

namespace OrleansCare.BedSimulator.Tests.Cli;

public sealed class UplinkTapTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tap-");
    private readonly TcpListener _cloud = new(IPAddress.Loopback, 0);

    public UplinkTapTests() => _cloud.Start();

    public void Dispose()
    {
        _cloud.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Bytes_go_both_ways_and_those_of_the_edge_are_written_down()
    {
        var (tap, port) = Tap(open: true);
        await using (tap)
        {
            using var edge = new TcpClient();
            await edge.ConnectAsync(IPAddress.Loopback, port);
            await edge.GetStream().WriteAsync("from the edge"u8.ToArray());
            using var cloud = await _cloud.AcceptTcpClientAsync().WaitAsync(Patience);
            Assert.Equal("from the edge"u8.ToArray(), await Read(cloud, 13));
            await cloud.GetStream().WriteAsync("receipt"u8.ToArray());
            Assert.Equal("receipt"u8.ToArray(), await Read(edge, 7));
        }

        Assert.Equal("from the edge", await File.ReadAllTextAsync(RecordFile));
    }

    [Fact]
    public async Task A_cut_cable_ends_connections_and_lets_none_through_until_it_is_mended()
    {
        var (tap, port) = Tap(open: true);
        await using var _ = tap;
        using var first = new TcpClient();
        await first.ConnectAsync(IPAddress.Loopback, port);
        using var cloud = await _cloud.AcceptTcpClientAsync().WaitAsync(Patience);

        tap.Cut();

        await ExpectEnd(first);
        using var second = new TcpClient();
        await second.ConnectAsync(IPAddress.Loopback, port);
        await ExpectEnd(second);
        Assert.False(_cloud.Pending());

        tap.Open();
        using var third = new TcpClient();
        await third.ConnectAsync(IPAddress.Loopback, port);
        using var again = await _cloud.AcceptTcpClientAsync().WaitAsync(Patience);
        await third.GetStream().WriteAsync("x"u8.ToArray());
        Assert.Equal("x"u8.ToArray(), await Read(again, 1));
    }

    private string RecordFile => Path.Combine(_directory.FullName, "uplink.bytes");

    private (UplinkTap Tap, int Port) Tap(bool open)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return (new UplinkTap(port, ((IPEndPoint)_cloud.LocalEndpoint).Port, RecordFile, open), port);
    }

    private static async Task<byte[]> Read(TcpClient client, int count)
    {
        var bytes = new byte[count];
        await client.GetStream().ReadExactlyAsync(bytes).AsTask().WaitAsync(Patience);
        return bytes;
    }

    private static async Task ExpectEnd(TcpClient client)
    {
        try
        {
            Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Patience));
        }
        catch (IOException)
        {
            // Reset instead of closed: ended as well.
        }
    }
}
