using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Edge.Devices.Hl7;

/// <summary>
/// One sender's connection: message, replies, message, as MLLP has it. A sender that does not wait is read no further than one message ahead, so order is
/// kept and nothing piles up here.
/// </summary>
internal sealed class MllpConnection(
    Hl7Intake intake, Hl7Metrics metrics, IOptions<Hl7Options> options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<MllpConnection> logger) : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        metrics.Opened();
        var end = MllpEnd.Lost;
        try
        {
            end = await RunAsync(connection);
        }
        catch (Exception e) when (e is ConnectionResetException or ConnectionAbortedException or IOException or OperationCanceledException)
        {
            end = lifetime.ApplicationStopping.IsCancellationRequested ? MllpEnd.Stopping
                : connection.ConnectionClosed.IsCancellationRequested ? MllpEnd.Lost
                : MllpEnd.Silent;
        }
        finally
        {
            metrics.Closed(end);
            logger.Closed(end);
        }
    }

    private async Task<MllpEnd> RunAsync(ConnectionContext connection)
    {
        var peer = Hl7Peer.Of(connection);
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        using var silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, connection.ConnectionClosed, lifetime.ApplicationStopping);
        while (true)
        {
            silence.CancelAfter(options.Value.LongestSilence);
            var read = await input.ReadAsync(over.Token);
            var buffer = read.Buffer;
            while (MllpFrame.TryRead(ref buffer, out var message, out var junk))
            {
                metrics.Junk(junk);
                await AnswerAsync(message, peer, output);
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

    private async ValueTask AnswerAsync(ReadOnlySequence<byte> message, Hl7Peer peer, PipeWriter output)
    {
        var replies = await intake.TakeAsync(message.ToArray(), peer, SiloTime.From(time.GetUtcNow()));
        foreach (var reply in replies)
        {
            MllpFrame.Write(output, reply);
        }

        if (replies.Count > 0)
        {
            await output.FlushAsync();
        }
    }
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
