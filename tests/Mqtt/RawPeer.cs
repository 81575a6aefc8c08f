using System.Net.Sockets;

namespace OrleansCare.Mqtt.Tests;

/// <summary>A socket that sends and expects exact bytes.</summary>
internal sealed class RawPeer(Socket socket) : IDisposable
{
    public const string Connect = "10 0E 0004 4D515454 04 02 003C 0002 6231";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));

    public void Dispose() => socket.Dispose();

    public async Task SendAsync(string hex) => await socket.SendAsync(Bytes(hex));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await socket.SendAsync(bytes);

    /// <summary>Nothing more will be sent.</summary>
    public void Finish()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server was faster.
        }
    }

    public async Task ExpectAsync(string hex)
    {
        byte[] expected = Bytes(hex);
        byte[] received = new byte[expected.Length];
        int count = 0;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (count < expected.Length)
            {
                int read = await socket.ReceiveAsync(received.AsMemory(count), patience.Token);
                Assert.True(read > 0, $"the server closed after {Convert.ToHexString(received, 0, count)}, {hex} was expected");
                count += read;
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{hex} did not come, only {Convert.ToHexString(received, 0, count)}");
        }

        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(received));
    }

    /// <summary>Nothing came before the answer to a PINGREQ.</summary>
    public async Task ExpectNothingAsync()
    {
        await SendAsync("C0 00");
        await ExpectAsync("D0 00");
    }

    /// <summary>No delivery came before one that this peer asks for and publishes now. For a <see cref="PlainBroker"/>.</summary>
    public async Task ExpectNoDeliveryAsync(int v)
    {
        await SendAsync(Frames.Subscribe(v, 0xFFFF, "end") + Frames.Publish(v, "end", "x"));
        await ExpectAsync(Frames.SubAck(v, 0xFFFF, 0) + Frames.Publish(v, "end", "x"));
    }

    /// <summary>The next packet, in hexadecimal. Its remaining length must fit two bytes.</summary>
    public async Task<string> NextAsync()
    {
        var packet = new List<byte>();
        await ReadAsync(packet, 2);
        int length = packet[1];
        if (length > 0x7F)
        {
            await ReadAsync(packet, 1);
            length = (length & 0x7F) | (packet[2] << 7);
        }

        await ReadAsync(packet, length);
        return Convert.ToHexString(packet.ToArray());
    }

    /// <summary>Everything until the server closes.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var received = new List<byte>();
        byte[] buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer, patience.Token) is int read and > 0)
            {
                received.AddRange(buffer.AsSpan(0, read));
            }
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Abortive closes end this way.
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"the server did not close; it sent {Convert.ToHexString(received.ToArray())}");
        }

        return Convert.ToHexString(received.ToArray());
    }

    private async Task ReadAsync(List<byte> packet, int count)
    {
        byte[] bytes = new byte[count];
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            for (int have = 0; have < count;)
            {
                int read = await socket.ReceiveAsync(bytes.AsMemory(have), patience.Token);
                Assert.True(read > 0, $"the server closed after {Convert.ToHexString(packet.ToArray())}");
                have += read;
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"no packet came, only {Convert.ToHexString(packet.ToArray())}");
        }

        packet.AddRange(bytes);
    }
}
