using System.Diagnostics.CodeAnalysis;

namespace OrleansCare.Edge.Journal;

/// <summary>
/// Append-only log of records in segment files with group commit. Appends never wait for the disk; who must know waits with
/// <see cref="WhenDurableAsync"/>. While the disk refuses, the log is faulted: waiters get <see cref="LogFaultedException"/>, new appends are
/// refused, records already taken keep their positions and are written again, into a new segment, until it succeeds.
/// </summary>
public sealed partial class SegmentLog : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly JournalMetrics _metrics;
    private readonly ILogger _logger;
    private readonly AutoResetEvent _wake = new(false);
    private readonly IDisposable _lock;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PendingBatch _filling;
    private PendingBatch _writing;
    private long _lastAppended;
    private long _durable;
    private LogFaultedException? _fault;
    private volatile bool _closed;

    private SegmentLog(SegmentLogOptions options, ILogFileSystem files, TimeProvider time, JournalMetrics metrics, ILogger logger)
    {
        options.Validate();
        (Options, Files, _time, _metrics, _logger) = (options, files, time, metrics, logger);
        Catalog = new SegmentCatalog(files, options.Directory);
        files.CreateDirectory(options.Directory);
        _lock = files.Lock(options.Directory);
        _durable = _lastAppended = Math.Max(LogRecovery.Recover(files, options, Catalog, metrics, logger).Value, options.NotBefore.Value);
        _filling = new PendingBatch(options.PendingBytes);
        _writing = new PendingBatch(options.PendingBytes);
        _filling.Begin(new LogPosition(_lastAppended + 1));
        _metrics.Watch(this);
        _logger.Opened(Name, DurablePosition, SegmentCount, Bytes);
        new Thread(WriteUntilClosed) { IsBackground = true, Name = "log " + Name }.Start();
    }

    public string Name => Options.Name;

    /// <summary>All records up to here survive the loss of power.</summary>
    public LogPosition DurablePosition => new(Volatile.Read(ref _durable));

    public LogPosition LastAppended => new(Volatile.Read(ref _lastAppended));

    /// <summary>Why the log takes no records now; null when it does.</summary>
    public LogFaultedException? Fault => Volatile.Read(ref _fault);

    public long Bytes => Catalog.Bytes;

    public int SegmentCount => Catalog.Count;

    public long PendingBytes => _filling.Used + _writing.Used;

    /// <summary>First position of the oldest segment on disk; 1 for an empty log.</summary>
    public LogPosition OldestKept => Catalog.Oldest?.First ?? new LogPosition(1);

    public IReadOnlyList<LogSegmentInfo> Segments => Catalog.Snapshot();

    internal SegmentLogOptions Options { get; }

    internal ILogFileSystem Files { get; }

    internal SegmentCatalog Catalog { get; }

    /// <summary>Recovers the directory; reads the newest segment, so call it at start, not in a grain's turn.</summary>
    /// <exception cref="IOException">Another process has the directory open.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The segments were sealed with another node key.</exception>
    public static SegmentLog Open(SegmentLogOptions options, TimeProvider time, JournalMetrics metrics, ILogger logger) =>
        Open(options, DiskFileSystem.Instance, time, metrics, logger);

    internal static SegmentLog Open(SegmentLogOptions options, ILogFileSystem files, TimeProvider time, JournalMetrics metrics, ILogger logger) =>
        new(options, files, time, metrics, logger);

    /// <summary>Copies the payload into memory and returns at once. Any thread.</summary>
    /// <param name="position">The record's number; <see cref="LogPosition.None"/> unless the result is <see cref="AppendResult.Appended"/>.</param>
    public AppendResult TryAppend(ReadOnlySpan<byte> payload, out LogPosition position)
    {
        position = LogPosition.None;
        var result = AppendResult.TooLarge;
        if (payload.Length <= Options.MaxRecordBytes)
        {
            lock (_gate)
            {
                result = Admit(payload.Length);
                if (result == AppendResult.Appended)
                {
                    _filling.Add(payload);
                    position = new LogPosition(++_lastAppended);
                    if (_filling.Count == 1)
                    {
                        _wake.Set();
                    }
                }
            }
        }

        if (result != AppendResult.Appended)
        {
            _metrics.Refused(Name, result);
        }

        return result;
    }

    /// <summary>Completes when the record and all before it are durable.</summary>
    /// <exception cref="LogFaultedException">The disk refuses. The record is kept and tried again, but this caller must not count on it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No record with this position was appended.</exception>
    public ValueTask WhenDurableAsync(LogPosition position, CancellationToken cancellationToken = default)
    {
        if (position <= DurablePosition)
        {
            return ValueTask.CompletedTask;
        }

        Task waiting;
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(position.Value, _lastAppended, nameof(position));
            if (position <= DurablePosition)
            {
                return ValueTask.CompletedTask;
            }

            if (_fault is not null)
            {
                return ValueTask.FromException(new LogFaultedException(Name, _fault.Reason, _fault.InnerException));
            }

            var batch = position >= _filling.First ? _filling : _writing;
            waiting = (batch.Waiters ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        return new ValueTask(cancellationToken.CanBeCanceled ? waiting.WaitAsync(cancellationToken) : waiting);
    }

    /// <summary>Reads from this position on, or from the oldest record kept when that is younger.</summary>
    public LogReader ReadFrom(LogPosition first) => new(this, first);

    /// <summary>Deletes the segments that hold only records before the position. Touches the disk: not in a grain's turn.</summary>
    /// <returns>Bytes given back.</returns>
    public long ReleaseBefore(LogPosition position) => Catalog.ReleaseBefore(position);

    /// <summary>Gives up the oldest segment, read or not; the newest stays.</summary>
    /// <returns>The first position kept, unchanged when nothing could be given up.</returns>
    public LogPosition DropOldestSegment()
    {
        var dropped = Catalog.DropOldest();
        if (dropped > 0)
        {
            _metrics.Dropped(Name, dropped);
            _logger.OldestDropped(Name, dropped);
        }

        return OldestKept;
    }

    /// <summary>What <see cref="SegmentLogOptions.Preamble"/> wrote into the segment that begins at this position.</summary>
    public bool TryReadPreamble(LogPosition segmentFirst, [NotNullWhen(true)] out byte[]? preamble)
    {
        preamble = null;
        if (Catalog.WithFirst(segmentFirst) is { } segment && SegmentScanner.TryOpen(Files, segment, Options, out var scanner))
        {
            preamble = scanner.Preamble;
            scanner.Dispose();
        }

        return preamble is not null;
    }

    /// <summary>Takes no more records and writes what is pending; a faulted log tries once more, then gives up what it could not write.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
        }

        _wake.Set();
        await _stopped.Task;
        _metrics.Forget(this);
    }

    internal void ReportDamage(Segment segment, LogPosition from, LogPosition to)
    {
        if (!Catalog.Quarantine(segment))
        {
            return;
        }

        _metrics.Damaged(Name, to.Value - from.Value + 1);
        _logger.SegmentDamaged(Name, Path.GetFileName(segment.Path), from, to);
    }

    private AppendResult Admit(int payloadBytes)
    {
        if (_closed)
        {
            return AppendResult.Closed;
        }

        if (_fault is not null)
        {
            return AppendResult.Faulted;
        }

        if (!_filling.Fits(payloadBytes))
        {
            return AppendResult.Behind;
        }

        var isFull = Options.WhenFull == WhenLogFull.Refuse && Catalog.Bytes + _filling.Used + _writing.Used + payloadBytes > Options.MaxBytes;
        return isFull ? AppendResult.LogFull : AppendResult.Appended;
    }
}
