using System.Net.WebSockets;
using System.Threading.Channels;
using Google.Protobuf;
using OrleansCare.Contracts.Station;

namespace OrleansCare.Edge.Station;

/// <summary>One station's socket: a bounded queue of frames written in order by one loop, commands read by another, one close.</summary>
/// <remarks>A station that reads too slowly first misses waves; if even then its queue fills up it is disconnected, and gets the whole picture anew when it returns.</remarks>
internal sealed class StationConnection(WebSocket socket, string id, StationMetrics metrics)
{
    private const int QueueLimit = 4096;
    private const int WavesAtMost = 1024;
    private const int CommandLimit = 16 * 1024;

    private readonly Channel<ReadOnlyMemory<byte>> _frames = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(QueueLimit) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Names the connection in the audit trail: random.</summary>
    public string Id { get; } = id;

    /// <summary>Patients whose waves this station shows.</summary>
    public IReadOnlySet<string> Waves { get; set; } = new HashSet<string>();

    public void Send(ReadOnlyMemory<byte> frame)
    {
        if (!_frames.Writer.TryWrite(frame))
        {
            metrics.Overrun();
            socket.Abort();
        }
    }

    public void SendWave(ReadOnlyMemory<byte> frame)
    {
        if (_frames.Reader.Count >= WavesAtMost)
        {
            metrics.WaveDropped();
            return;
        }

        Send(frame);
    }

    /// <summary>Runs until either side closes.</summary>
    public async Task RunAsync(Func<ClientFrame, Task<CommandResult?>> onCommand, CancellationToken stopping)
    {
        var writing = WriteAsync(stopping);
        try
        {
            await ReadAsync(onCommand, stopping);
        }
        catch (Exception e) when (IsClosed(e))
        {
            metrics.Lost();
        }
        finally
        {
            _frames.Writer.TryComplete();
            socket.Abort();
            await writing;
        }
    }

    private async Task WriteAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var frame in _frames.Reader.ReadAllAsync(stopping))
            {
                await socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, stopping);
            }
        }
        catch (Exception e) when (IsClosed(e))
        {
            socket.Abort();
        }
    }

    private static bool IsClosed(Exception e) => e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException;

    private async Task ReadAsync(Func<ClientFrame, Task<CommandResult?>> onCommand, CancellationToken stopping)
    {
        var buffer = new byte[CommandLimit];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), stopping);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                if (await onCommand(Parse(buffer.AsSpan(0, length))) is { } result)
                {
                    Send(new ServerFrame { CommandResult = result }.ToByteArray());
                }

                length = 0;
            }
            else if (length == buffer.Length)
            {
                metrics.Malformed();
                return;
            }
        }
    }

    private ClientFrame Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return ClientFrame.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            metrics.Malformed();
            return new ClientFrame();
        }
    }
}
