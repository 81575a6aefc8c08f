using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace OrleansCare.Edge.Devices.Hl7.Reporting;

/// <summary>An MLLP client that connects when something is to be sent.</summary>
/// <param name="receiver">HOST:PORT.</param>
internal sealed class ReceiverConnection(string receiver)
{
    private const int ReplyBytesAtMost = 64 * 1024;

    private TcpClient? _client;
    private PipeReader? _input;

    public async Task SendAsync(byte[] message, CancellationToken cancellationToken)
    {
        if (_client is null)
        {
            var colon = receiver.LastIndexOf(':');
            var client = new TcpClient { NoDelay = true };
            _client = client;
            await client.ConnectAsync(receiver[..colon], int.Parse(receiver.AsSpan(colon + 1), CultureInfo.InvariantCulture), cancellationToken);
            _input = PipeReader.Create(client.GetStream());
        }

        var frame = new ArrayBufferWriter<byte>(message.Length + 3);
        MllpFrame.Write(frame, message);
        await _client.GetStream().WriteAsync(frame.WrittenMemory, cancellationToken);
    }

    /// <exception cref="IOException">The receiver closed, or sends what is no reply.</exception>
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _input!.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (MllpFrame.TryRead(ref buffer, out var message, out _))
            {
                var reply = message.ToArray();
                _input.AdvanceTo(buffer.Start);
                return reply;
            }

            _input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted || buffer.Length > ReplyBytesAtMost)
            {
                throw new IOException("The alarm manager closed the connection, or sends no HL7.");
            }
        }
    }

    public void Close()
    {
        _client?.Dispose();
        (_client, _input) = (null, null);
    }
}
