using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OrleansCare.Edge.Tests.Devices.Hl7;

/// <summary>A sender of HL7 over MLLP, byte by byte where the test wants it so.</summary>
internal sealed class Hl7Sender : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly List<byte> _read = [];

    public static async Task<Hl7Sender> ConnectAsync(int port)
    {
        var sender = new Hl7Sender();
        await sender._socket.ConnectAsync(IPAddress.Loopback, port);
        return sender;
    }

    public static byte[] Frame(string message) => [0x0B, .. Encoding.UTF8.GetBytes(message), 0x1C, 0x0D];

    public static string Lines(params string[] segments) => string.Concat(segments.Select(segment => segment + "\r"));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _socket.SendAsync(bytes);

    /// <summary>Sends a message and reads one reply.</summary>
    public async Task<string> AskAsync(string message)
    {
        await SendAsync(Frame(message));
        return await ReadAsync();
    }

    /// <summary>One reply, its segments on lines.</summary>
    public async Task<string> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[64 * 1024];
        int end;
        while ((end = _read.IndexOf(0x1C)) < 0 || end + 1 >= _read.Count)
        {
            var count = await _socket.ReceiveAsync(buffer, patience.Token);
            Assert.True(count > 0, "The edge closed the connection instead of a reply.");
            _read.AddRange(buffer.AsSpan(0, count));
        }

        var reply = Encoding.UTF8.GetString([.. _read.Skip(1).Take(end - 1)]);
        _read.RemoveRange(0, end + 2);
        return reply.Replace('\r', '\n');
    }

    public async Task RequireClosedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            Assert.Equal(0, await _socket.ReceiveAsync(new byte[16], patience.Token));
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed before all was read: that is the end, too.
        }
    }

    public void Dispose() => _socket.Dispose();
}
