using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OrleansCare.Edge.Tests.Devices.Hl7;

/// <summary>A sender of HL7 over MLLP, byte by byte where the test wants it so.</summary>
internal sealed class Hl7Sender(Stream stream) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<byte> _read = [];

    public static async Task<Hl7Sender> ConnectAsync(int port) => new(await StreamAsync(port));

    /// <param name="certificate">What the sender shows; nothing when null.</param>
    /// <exception cref="System.Security.Authentication.AuthenticationException">TLS was not agreed on.</exception>
    public static async Task<Hl7Sender> ConnectOverTlsAsync(int port, X509Certificate2 edge, X509Certificate2? certificate)
    {
        var tls = new SslStream(await StreamAsync(port));
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "127.0.0.1",
            ClientCertificates = certificate is null ? [] : [certificate],
            LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == edge.GetCertHashString(),
        });
        return new Hl7Sender(tls);
    }

    public static byte[] Frame(string message) => [0x0B, .. Encoding.UTF8.GetBytes(message), 0x1C, 0x0D];

    public static string Lines(params string[] segments) => string.Concat(segments.Select(segment => segment + "\r"));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes);

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
            var count = await stream.ReadAsync(buffer, patience.Token);
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
            while (await stream.ReadAsync(new byte[16], patience.Token) > 0)
            {
                // What it still says, e.g. a TLS alert.
            }
        }
        catch (IOException)
        {
            // Closed before all was read: that is the end, too.
        }
    }

    public void Dispose() => stream.Dispose();

    private static async Task<Stream> StreamAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
