using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>
/// One sender's connection: a loop that reads messages and one that answers them in their order. A sender that does not wait for replies has at most
/// <see cref="InFlight"/> messages under way; then it is read no further.
/// </summary>
internal sealed class MllpConnection(
    Hl7Intake intake, Hl7Metrics metrics, IOptions<Hl7Options> options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<MllpConnection> logger) : ConnectionHandler
{
    public const int InFlight = 16;

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        metrics.Opened();
        var waiting = Channel.CreateBounded<Task<IReadOnlyList<byte[]>>>(new BoundedChannelOptions(InFlight) { SingleReader = true, SingleWriter = true });
        var room = new SemaphoreSlim(InFlight);
        var answering = AnswerAsync(connection, waiting.Reader, room);
        var end = MllpEnd.Lost;
        try
        {
            end = await ReadAsync(connection, waiting.Writer, room);
        }
        catch (Exception e) when (IsLoss(e))
        {
            end = lifetime.ApplicationStopping.IsCancellationRequested ? MllpEnd.Stopping
                : connection.ConnectionClosed.IsCancellationRequested ? MllpEnd.Lost
                : MllpEnd.Silent;
        }
        finally
        {
            waiting.Writer.Complete();
            if (end is MllpEnd.Silent or MllpEnd.Lost)
            {
                connection.Abort();
            }

            await answering;
            room.Dispose();
            metrics.Closed(end);
            logger.Closed(end);
        }
    }

    private async Task<MllpEnd> ReadAsync(ConnectionContext connection, ChannelWriter<Task<IReadOnlyList<byte[]>>> waiting, SemaphoreSlim room)
    {
        var (peer, input, lanes) = (Hl7Peer.Of(connection), connection.Transport.Input, new MessageLanes());
        using var silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, connection.ConnectionClosed, lifetime.ApplicationStopping);
        while (true)
        {
            silence.CancelAfter(options.Value.LongestSilence);
            var read = await input.ReadAsync(over.Token);
            var buffer = read.Buffer;
            while (true)
            {
                var isWhole = MllpFrame.TryRead(ref buffer, out var message, out var junk);
                metrics.Junk(junk);
                if (!isWhole)
                {
                    break;
                }

                await room.WaitAsync(over.Token);
                metrics.InFlight(1);
                var arrival = intake.Read(message.ToArray(), peer, SiloTime.From(time.GetUtcNow()));
                waiting.TryWrite(lanes.Run(arrival, intake.TakeAsync));
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (buffer.Length > options.Value.MessageBytesAtMost)
            {
                return MllpEnd.TooLarge;
            }

            if (read.IsCompleted)
            {
                return buffer.IsEmpty ? MllpEnd.BySender : MllpEnd.Unfinished;
            }
        }
    }

    private async Task AnswerAsync(ConnectionContext connection, ChannelReader<Task<IReadOnlyList<byte[]>>> waiting, SemaphoreSlim room)
    {
        var output = connection.Transport.Output;
        var isOver = false;
        await foreach (var answer in waiting.ReadAllAsync())
        {
            try
            {
                var replies = await answer;
                for (var i = 0; i < replies.Count && !isOver; i++)
                {
                    MllpFrame.Write(output, replies[i]);
                }

                isOver |= (await output.FlushAsync()).IsCompleted;
            }
            catch (Exception e)
            {
                // An answer that is missing would give every later one to the wrong message: the sender sends again what was not answered.
                isOver = true;
                connection.Abort();
                if (!IsLoss(e))
                {
                    logger.NotProcessed(e);
                }
            }
            finally
            {
                metrics.InFlight(-1);
                room.Release();
            }
        }
    }

    private static bool IsLoss(Exception e) => e is ConnectionResetException or ConnectionAbortedException or IOException or OperationCanceledException;
}

internal enum MllpEnd
{
    BySender,

    /// <summary>The sender closed within a message.</summary>
    Unfinished,

    /// <summary>A message over the limit.</summary>
    TooLarge,
    Silent,
    Lost,

    /// <summary>The node stops; what was read has been answered.</summary>
    Stopping,

    /// <summary>It spoke in the clear where TLS is spoken.</summary>
    NotTls,

    /// <summary>The sender's certificate is none that may be shown here, or it showed none and must.</summary>
    CertificateRefused,

    /// <summary>TLS was begun and not agreed on.</summary>
    HandshakeFailed,
}

internal static partial class MllpLog
{
    [LoggerMessage(EventId = 1750, Level = LogLevel.Information, Message = "An HL7 connection ended: {End}")]
    public static partial void Closed(this ILogger logger, MllpEnd end);

    [LoggerMessage(EventId = 1540, Level = LogLevel.Warning, Message = "An HL7 connection was refused: {End}")]
    public static partial void Refused(this ILogger logger, MllpEnd end);

    [LoggerMessage(EventId = 1753, Level = LogLevel.Error, Message = "An HL7 message was not processed")]
    public static partial void NotProcessed(this ILogger logger, Exception fault);
}
