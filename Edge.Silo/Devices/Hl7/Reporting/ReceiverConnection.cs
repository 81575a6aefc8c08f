using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;
using OrleansCare.Interop.Hl7;

namespace OrleansCare.Edge.Devices.Hl7.Reporting;

/// <summary>One MLLP connection to the alarm manager: what it says is handed on as it comes, also when nothing was asked.</summary>
internal sealed class ReceiverConnection : IAsyncDisposable
{
    private const int ReplyBytesAtMost = 64 * 1024;

    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private readonly Task _reading;

    private ReceiverConnection(TcpClient client, Action<Hl7Message> heard)
    {
        _client = client;
        // Taken once: of a client whose peer has reset, there is no stream to be had.
        _stream = client.GetStream();
        _reading = ReadAsync(PipeReader.Create(_stream), heard);
    }

    /// <summary>The receiver closed, or sends what is no HL7.</summary>
    public bool IsOver => _reading.IsCompleted;

    /// <param name="receiver">HOST:PORT.</param>
    /// <exception cref="SocketException">It is not there.</exception>
    public static async Task<ReceiverConnection> OpenAsync(string receiver, Action<Hl7Message> heard, CancellationToken cancellationToken)
    {
        var colon = receiver.LastIndexOf(':');
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(receiver[..colon], int.Parse(receiver.AsSpan(colon + 1), CultureInfo.InvariantCulture), cancellationToken);
            return new ReceiverConnection(client, heard);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task SendAsync(byte[] message, CancellationToken cancellationToken)
    {
        var frame = new ArrayBufferWriter<byte>(message.Length + 3);
        MllpFrame.Write(frame, message);
        await _stream.WriteAsync(frame.WrittenMemory, cancellationToken);
    }

    /// <summary>Completes when the connection is over.</summary>
    public Task WhenOver => _reading;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _reading;
    }

    private static async Task ReadAsync(PipeReader input, Action<Hl7Message> heard)
    {
        try
        {
            while (true)
            {
                var read = await input.ReadAsync();
                var buffer = read.Buffer;
                while (MllpFrame.TryRead(ref buffer, out var frame, out _))
                {
                    if (Hl7Message.TryParse(frame.ToArray(), out var message, out _))
                    {
                        heard(message);
                    }
                }

                input.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted || buffer.Length > ReplyBytesAtMost)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The connection is over; whoever waits for a reply is told so.
        }
    }
}
