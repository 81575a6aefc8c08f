using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Outbox;

/// <summary>
/// De-identified items on their way to the cloud. Patients append, the uplink reads and acknowledges. Nothing becomes durable or readable here
/// before its Input is durable; an origin that was taken once is taken never again, so deriving effects again after a crash repeats nothing.
/// </summary>
public sealed class CloudOutbox : IAsyncDisposable
{
    private readonly Lock _shedding = new();
    private readonly OutboxOptions _options;
    private readonly OutboxMetrics _metrics;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _readable = new(1, 1);
    private readonly OutboxLane[] _lanes;
    private readonly OutboxLaneReader[] _readers;
    private readonly long[] _shed;
    private long _lastNumber;

    private CloudOutbox(OutboxOptions options, Func<LogPosition, CancellationToken, ValueTask> inputDurable, ILogFileSystem files, OutboxSurroundings around)
    {
        options.Validate();
        (_options, _logger) = (options, around.Logger);
        _metrics = new OutboxMetrics(this);
        var pump = new OutboxPump(options, inputDurable, MakeRoom, AnnounceReadable, around.Time, around.Logger);
        _lanes = [.. OutboxClasses.All.Select(c => new OutboxLane(c, options, files, pump, around))];
        _readers = [.. _lanes.Select(lane => new OutboxLaneReader(lane))];
        _shed = new long[_lanes.Length];
        foreach (var lane in _lanes)
        {
            lane.Start();
        }
    }

    /// <summary>Recovers all classes from disk: call it at start, not in a grain's turn.</summary>
    /// <param name="inputDurable">Completes when the Inputs log is durable up to the position: <see cref="SegmentLog.WhenDurableAsync"/>.</param>
    public static CloudOutbox Open(
        OutboxOptions options, Func<LogPosition, CancellationToken, ValueTask> inputDurable, TimeProvider time, JournalMetrics metrics, ILogger logger) =>
        Open(options, inputDurable, DiskFileSystem.Instance, time, metrics, logger);

    internal static CloudOutbox Open(
        OutboxOptions options, Func<LogPosition, CancellationToken, ValueTask> inputDurable, ILogFileSystem files, TimeProvider time, JournalMetrics metrics, ILogger logger) =>
        new(options, inputDurable, files, new OutboxSurroundings(time, metrics, logger));

    /// <summary>Takes a copy of the item into memory and returns at once. Any thread; per stream in the order of its origins.</summary>
    /// <param name="input">Position of the item's Input in the Inputs log; <see cref="LogPosition.None"/> for items without one.</param>
    /// <param name="ticket">Valid with every result; see <see cref="WhenSettledAsync"/>.</param>
    public OutboxResult TryAppend(OutboxClass itemClass, in OutboxOrigin origin, ReadOnlySpan<byte> payload, LogPosition input, out OutboxTicket ticket)
    {
        var result = LaneOf(itemClass).TryAppend(origin, payload, input, ref _lastNumber);
        ticket = new OutboxTicket(Volatile.Read(ref _lastNumber));
        _metrics.Offered(itemClass, result);
        return result;
    }

    /// <summary>Completes when all items of the ticket, of all classes, are durable.</summary>
    public async ValueTask WhenSettledAsync(OutboxTicket ticket, CancellationToken cancellationToken = default)
    {
        foreach (var lane in _lanes)
        {
            await lane.WhenSettledAsync(ticket.Number, cancellationToken);
        }
    }

    /// <summary>Drops the stream's last origins: its episode is closed and never offered again.</summary>
    public void Forget(string stream)
    {
        foreach (var lane in _lanes)
        {
            lane.Forget(stream);
        }
    }

    /// <summary>Durable items of a class behind a sequence; null when there are none. Reads the disk; one caller, not in a grain's turn.</summary>
    /// <param name="maxBytes">Payload bytes; a first item that is longer comes alone.</param>
    public OutboxBatch? TryReadBatch(OutboxClass itemClass, long afterSequence, int maxItems, int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSequence);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxItems);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBytes);
        return _readers[IndexOf(itemClass)].TryReadBatch(afterSequence, maxItems, maxBytes);
    }

    /// <summary>Completes when items may have become readable since it last completed; for one caller.</summary>
    public Task WaitForItemsAsync(CancellationToken cancellationToken) => _readable.WaitAsync(cancellationToken);

    /// <summary>The receiver has committed all up to here: remembers it durably, then gives the space back. Touches the disk.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sequence was never given out.</exception>
    public OutboxReceipt Acknowledge(OutboxClass itemClass, long upToSequence) => _readers[IndexOf(itemClass)].Acknowledge(upToSequence);

    public OutboxDepth Depth(OutboxClass itemClass)
    {
        var lane = LaneOf(itemClass);
        var last = lane.Log.DurablePosition.Value;
        var acknowledged = lane.Cursor.Acknowledged;
        var gone = Math.Max(acknowledged, lane.Log.OldestKept.Value - 1);
        var shed = Volatile.Read(ref _shed[IndexOf(itemClass)]);
        return new OutboxDepth(itemClass, last, acknowledged, Math.Max(0, last - gone), lane.Log.Bytes, lane.Queued, shed, lane.EvictedStreams);
    }

    /// <summary>Stops; items still in memory are derived again from the Inputs log. Wait for a ticket first to lose no time at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
        {
            await lane.DisposeAsync();
        }

        foreach (var reader in _readers)
        {
            reader.Dispose();
        }

        _metrics.Dispose();
        _readable.Dispose();
    }

    private bool MakeRoom(int bytes)
    {
        lock (_shedding)
        {
            while (BytesOnDisk() + bytes > _options.MaxBytes)
            {
                if (!OutboxClasses.SheddingOrder.Any(TryShed))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private long BytesOnDisk()
    {
        long bytes = 0;
        foreach (var lane in _lanes)
        {
            bytes += lane.Log.Bytes + lane.UnprovenBytes;
        }

        return bytes;
    }

    private bool TryShed(OutboxClass itemClass)
    {
        var log = LaneOf(itemClass).Log;
        var from = Math.Max(log.OldestKept.Value, LaneOf(itemClass).Cursor.Acknowledged + 1);
        var before = log.OldestKept;
        LogPosition kept;
        try
        {
            kept = log.DropOldestSegment();
        }
        catch (IOException error)
        {
            _logger.ShedFailed(error, OutboxClasses.NameOf(itemClass));
            return false;
        }

        var items = kept.Value - from;
        if (items > 0)
        {
            Interlocked.Add(ref _shed[IndexOf(itemClass)], items);
            _metrics.Shed(itemClass, items);
            _logger.Shed(OutboxClasses.NameOf(itemClass), from, kept.Value - 1);
        }

        return kept > before;
    }

    private void AnnounceReadable()
    {
        try
        {
            _readable.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already announced and not yet taken.
        }
    }

    private OutboxLane LaneOf(OutboxClass itemClass) => _lanes[IndexOf(itemClass)];

    private static int IndexOf(OutboxClass itemClass) => Enum.IsDefined(itemClass) ? (int)itemClass - 1 : throw new ArgumentOutOfRangeException(nameof(itemClass), itemClass, null);
}
