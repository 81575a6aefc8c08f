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
}
