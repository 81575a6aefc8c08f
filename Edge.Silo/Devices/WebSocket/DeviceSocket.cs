using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Google.Protobuf;
using OrleansCare.Clinical.Time;
using OrleansCare.Edge.Devices.Intake;
using OrleansCare.Interop.Devices;
using Socket = System.Net.WebSockets.WebSocket;

namespace OrleansCare.Edge.Devices.WebSocket;

/// <summary>One device's socket: a loop that reads packets, a loop that answers them in order, one close with a reason.</summary>
internal sealed class DeviceSocket(Socket socket, ConnectedDevice device, DeviceIntake intake, DeviceSocketMetrics metrics, TimeProvider time) : IDisposable
{
    /// <summary>RFC 6455 section 7.4.1 and its registry: 1013 "try again later".</summary>
    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));
    private static readonly TimeSpan PatienceWithClose = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _over = new(Timeout.InfiniteTimeSpan, time);
    private readonly AnswerWindow _window = new();
    private readonly Channel<bool> _asText = Channel.CreateBounded<bool>(AnswerWindow.Size * 2);
    private int _ending;
    private SocketEnd _end;

    public async Task RunAsync(CancellationToken stopping)
    {
        await using var stop = stopping.Register(() => End(SocketEnd.Stopping, _over.Cancel));
        var answering = AnswerAsync(_over.Token);
        try
        {
            await ReadAsync(_over.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ChannelClosedException)
        {
            End(SocketEnd.Lost, _over.Cancel);
        }
        finally
        {
            _window.Complete();
            await answering;
            await CloseAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _over.Dispose();

    private async Task ReadAsync(CancellationToken over)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PayloadLimits.Bytes);
        try
        {
            var length = 0;
            while (Volatile.Read(ref _ending) == 0)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length, PayloadLimits.Bytes - length), over);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    End(SocketEnd.ByDevice);
                    return;
                }

                length += part.Count;
                if (part.EndOfMessage)
                {
                    await TakeAsync(part.MessageType == WebSocketMessageType.Text, buffer.AsMemory(0, length), over);
                    length = 0;
                }
                else if (length == PayloadLimits.Bytes)
                {
                    End(SocketEnd.TooLarge);
                    return;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private async ValueTask TakeAsync(bool isText, ReadOnlyMemory<byte> message, CancellationToken over)
    {
        var receipt = intake.TakeAsync(
            device, isText ? PayloadFormat.Json : PayloadFormat.Protobuf, new ReadOnlySequence<byte>(message), SiloTime.From(time.GetUtcNow()));
        await _asText.Writer.WriteAsync(isText, over);
        await _window.AddAsync(receipt, over);
    }

    private async Task AnswerAsync(CancellationToken over)
    {
        try
        {
            if (!await _window.AnswerAsync(receipt => SendAsync(receipt, over), over))
            {
                // The device may still be sending, and has the answer to read: it closes, or is cut off.
                End(SocketEnd.NotKept, () => _over.CancelAfter(PatienceWithClose));
                await CloseAsync(over);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            End(SocketEnd.Lost, _over.Cancel);
        }
    }

    private async ValueTask SendAsync(IntakeReceipt receipt, CancellationToken over)
    {
        _asText.Reader.TryRead(out var isText);
        var answer = IngestAnswers.Of(receipt);
        var bytes = isText ? Encoding.UTF8.GetBytes(Json.Format(answer)) : answer.ToByteArray();
        await socket.SendAsync(bytes, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, WebSocketMessageFlags.EndOfMessage, over);
    }

    private void End(SocketEnd end, Action? then = null)
    {
        if (Interlocked.Exchange(ref _ending, 1) == 0)
        {
            _end = end;
            metrics.Closed(end);
            then?.Invoke();
        }
    }

    private async ValueTask CloseAsync(CancellationToken over)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                var (code, text) = _end switch
                {
                    SocketEnd.TooLarge => (WebSocketCloseStatus.MessageTooBig, $"at most {PayloadLimits.Bytes} bytes"),
                    SocketEnd.NotKept => (TryAgainLater, "not kept: send it again"),
                    SocketEnd.Stopping => (WebSocketCloseStatus.EndpointUnavailable, "the node stops"),
                    _ => (WebSocketCloseStatus.NormalClosure, ""),
                };
                await socket.CloseOutputAsync(code, text, over);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }
}
