using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Outbox;

/// <summary>Moves items from a lane's queue to its log, none before its Input is durable, and settles them when the log is.</summary>
/// <param name="inputDurable">Completes when the Inputs log is durable up to the position.</param>
/// <param name="makeRoom">Gives up items until so many bytes fit; false when nothing more may be given up.</param>
/// <param name="settled">Told after items became readable.</param>
internal sealed class OutboxPump(
    OutboxOptions options,
    Func<LogPosition, CancellationToken, ValueTask> inputDurable,
    Func<int, bool> makeRoom,
    Action settled,
    TimeProvider time,
    ILogger logger)
{
    private const int RunItems = 1024;

    public async Task RunAsync(OutboxLane lane, CancellationToken stop)
    {
        var record = new byte[options.MaxItemBytes + OutboxRecord.MaxHeadBytes];
        try
        {
            while (true)
            {
                var item = await lane.NextAsync(stop);
                var count = 0;
                do
                {
                    await WaitForInputAsync(item.Input, stop);
                    await WriteAsync(lane, item, record, stop);
                }
                while (++count < RunItems && lane.TryNext(out item));

                await WaitForLogAsync(lane.Log, stop);
                lane.Settle();
                settled();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is still queued is derived again from the Inputs log at the next start.
        }
        catch (Exception error)
        {
            logger.PumpStopped(error, OutboxClasses.NameOf(lane.Class));
            throw;
        }
    }

    private async ValueTask WriteAsync(OutboxLane lane, WaitingItem item, byte[] record, CancellationToken stop)
    {
        var length = OutboxRecord.Write(record, item.Origin, lane.Chain, item.Payload.AsSpan(0, item.Length));
        var chainAfter = OutboxRecord.ChainAfter(record.AsSpan(0, length));
        while (!makeRoom(length))
        {
            // What is on its way to the disk cannot be given up yet.
            if (lane.UnprovenBytes > 0)
            {
                await WaitForLogAsync(lane.Log, stop);
            }
            else
            {
                await Task.Delay(options.RetryAfter, time, stop);
            }
        }

        while (true)
        {
            switch (lane.TryWrite(item, record.AsSpan(0, length), chainAfter))
            {
                case AppendResult.Appended:
                    return;
                case AppendResult.Behind:
                    await WaitForLogAsync(lane.Log, stop);
                    break;
                default:
                    await Task.Delay(options.RetryAfter, time, stop);
                    break;
            }
        }
    }

    private async ValueTask WaitForInputAsync(LogPosition position, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await inputDurable(position, stop);
                return;
            }
            catch (LogFaultedException)
            {
                // The Inputs log reports its own fault and keeps the record; the item waits for it.
                await Task.Delay(options.RetryAfter, time, stop);
            }
        }
    }

    private async ValueTask WaitForLogAsync(SegmentLog log, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await log.WhenDurableAsync(log.LastAppended, stop);
                return;
            }
            catch (LogFaultedException)
            {
                await Task.Delay(options.RetryAfter, time, stop);
            }
        }
    }
}
