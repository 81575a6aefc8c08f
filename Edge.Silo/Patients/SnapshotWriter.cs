using System.Threading.Channels;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Outbox;
using OrleansCare.Edge.Uplink;

namespace OrleansCare.Edge.Patients;

/// <summary>
/// Writes snapshots beside the grains' turns. One counts only when everything its Inputs gave the cloud is durable in the outbox,
/// for after it those Inputs are never applied again.
/// </summary>
internal sealed partial class SnapshotWriter(InputsLog inputs, ObservationExport export, Checkpoint checkpoint, ILogger<SnapshotWriter> logger) : BackgroundService
{
    private const int QueueLimit = 2048;

    private readonly Channel<Snapshot> _queue = Channel.CreateBounded<Snapshot>(new BoundedChannelOptions(QueueLimit) { SingleReader = true });

    /// <summary>Takes the stay as it is now; a full queue leaves this snapshot out, the next one covers it.</summary>
    public void Write(string episode, Stay stay, long sequence, LogPosition covered) => Enqueue(episode, stay, sequence, covered, ends: false);

    /// <summary>The stay's last snapshot; then nothing in the log is kept for it.</summary>
    public void End(string episode, Stay stay, long sequence, LogPosition covered) => Enqueue(episode, stay, sequence, covered, ends: true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var snapshot in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await export.WhenSettledAsync(snapshot.Exported, stoppingToken);
                var result = await inputs.AppendSnapshotAsync(snapshot.Episode, snapshot.Sequence, snapshot.Covered, snapshot.Bytes);
                if (result != AppendResult.Appended)
                {
                    LogRefused(logger, result);
                }
                else if (snapshot.Ends)
                {
                    checkpoint.Forget(snapshot.Episode);
                }

                checkpoint.Save();
            }
            catch (Exception e) when (e is LogFaultedException or IOException)
            {
                LogNotWritten(logger, e);
            }
        }
    }

    private void Enqueue(string episode, Stay stay, long sequence, LogPosition covered, bool ends)
    {
        if (!_queue.Writer.TryWrite(new Snapshot(episode, sequence, covered, export.LastTicket, stay.ToSnapshot(), ends)))
        {
            LogQueueFull(logger);
        }
    }

    [LoggerMessage(EventId = 1200, Level = LogLevel.Warning, Message = "A snapshot was not written; a restart will replay more Inputs")]
    private static partial void LogNotWritten(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "The snapshot queue is full; this snapshot is left out")]
    private static partial void LogQueueFull(ILogger logger);

    [LoggerMessage(EventId = 1203, Level = LogLevel.Warning, Message = "A snapshot was not written, the log refused it: {Result}; a restart will replay more Inputs")]
    private static partial void LogRefused(ILogger logger, AppendResult result);

    private sealed record Snapshot(string Episode, long Sequence, LogPosition Covered, OutboxTicket Exported, ReadOnlyMemory<byte> Bytes, bool Ends);
}
