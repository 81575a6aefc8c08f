using System.Buffers;
using System.Text;
using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Outbox;

/// <summary>One class of the outbox: a bounded queue in memory, a pump that waits for each item's Input, and a log.</summary>
internal sealed class OutboxLane : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly OutboxOptions _options;
    private readonly Queue<WaitingItem> _waiting = [];
    private readonly Queue<WrittenItem> _written = [];
    private readonly OutboxMarks _marks;
    private readonly SemaphoreSlim _work = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly OutboxPump _pump;
    private TaskCompletionSource _settled = NewSignal();
    private byte[] _provenChain = new byte[OutboxRecord.ChainBytes];
    private int _queuedBytes;
    private long _unprovenBytes;
    private long _repeated;
    private Task _pumping = Task.CompletedTask;

    public OutboxLane(OutboxClass itemClass, OutboxOptions options, ILogFileSystem files, OutboxPump pump, OutboxSurroundings around)
    {
        (Class, _options, _pump) = (itemClass, options, pump);
        _marks = new OutboxMarks(options.MaxStreams);
        var directory = Path.Combine(options.Directory, OutboxClasses.NameOf(itemClass));
        Cursor = new OutboxCursor(files, directory);
        if (!Cursor.TryLoad())
        {
            around.Logger.CursorUnreadable(OutboxClasses.NameOf(itemClass));
        }

        var log = new SegmentLogOptions
        {
            Name = "outbox-" + OutboxClasses.NameOf(itemClass),
            Directory = directory,
            SegmentBytes = options.SegmentBytes,
            // The outbox bounds its classes together; one class alone may fill all of it, and the segment that crosses the bound.
            MaxBytes = 2 * options.MaxBytes,
            MaxRecordBytes = options.MaxItemBytes + OutboxRecord.MaxHeadBytes,
            PendingBytes = Math.Max(1 << 20, 2 * (options.MaxItemBytes + OutboxRecord.MaxHeadBytes)),
            NotBefore = new LogPosition(Cursor.Acknowledged),
            Preamble = WritePreamble,
        };
        Log = SegmentLog.Open(log, files, around.Time, around.Journal, around.Logger);
        Chain = RecoverMarks();
    }

    public OutboxClass Class { get; }

    public SegmentLog Log { get; }

    public OutboxCursor Cursor { get; }

    /// <summary>Running hash behind the last item handed to the log; the pump's alone.</summary>
    public byte[] Chain { get; set; }

    public long Repeated => Volatile.Read(ref _repeated);

    public long EvictedStreams
    {
        get
        {
            lock (_gate)
            {
                return _marks.Evicted;
            }
        }
    }

    public int Queued
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count + _written.Count;
            }
        }
    }

    /// <summary>Bytes handed to the log that its size does not show yet.</summary>
    public long UnprovenBytes
    {
        get
        {
            lock (_gate)
            {
                Prove(Log.DurablePosition);
                return _unprovenBytes;
            }
        }
    }

    public void Start() => _pumping = Task.Run(() => _pump.RunAsync(this, _stop.Token));

    public OutboxResult TryAppend(in OutboxOrigin origin, ReadOnlySpan<byte> payload, LogPosition input, ref long lastNumber)
    {
        ArgumentException.ThrowIfNullOrEmpty(origin.Stream, nameof(origin));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Encoding.UTF8.GetByteCount(origin.Stream), OutboxRecord.MaxStreamBytes, nameof(origin));
        if (payload.Length > _options.MaxItemBytes)
        {
            return OutboxResult.TooLarge;
        }

        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
            {
                return OutboxResult.Closed;
            }

            if (_marks.IsRepeat(origin))
            {
                _repeated++;
                return OutboxResult.Repeated;
            }

            if (_waiting.Count + _written.Count >= _options.MaxQueuedItems || _queuedBytes + payload.Length > _options.MaxQueuedBytes)
            {
                return OutboxResult.Full;
            }

            var copy = ArrayPool<byte>.Shared.Rent(payload.Length);
            payload.CopyTo(copy);
            _marks.Take(origin);
            _queuedBytes += payload.Length;
            _waiting.Enqueue(new WaitingItem(Interlocked.Increment(ref lastNumber), origin, copy, payload.Length, input));
            _work.Release();
        }

        return OutboxResult.Queued;
    }

    public void Forget(string stream)
    {
        lock (_gate)
        {
            _marks.Forget(stream);
        }
    }

    public async ValueTask WhenSettledAsync(long number, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (OldestUnsettled() > number)
                {
                    return;
                }

                next = _settled.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask<WaitingItem> NextAsync(CancellationToken cancellationToken)
    {
        await _work.WaitAsync(cancellationToken);
        lock (_gate)
        {
            return _waiting.Peek();
        }
    }

    public bool TryNext(out WaitingItem item)
    {
        item = default;
        if (!_work.Wait(0))
        {
            return false;
        }

        lock (_gate)
        {
            item = _waiting.Peek();
            return true;
        }
    }

    /// <summary>Hands the item to the log; only an appended item leaves the queue.</summary>
    public AppendResult TryWrite(in WaitingItem item, ReadOnlySpan<byte> record, byte[] chainAfter)
    {
        lock (_gate)
        {
            var result = Log.TryAppend(record, out var position);
            if (result == AppendResult.Appended)
            {
                _written.Enqueue(new WrittenItem(item.Number, item.Origin, position, record.Length, chainAfter));
                _unprovenBytes += record.Length;
                _waiting.Dequeue();
                _queuedBytes -= item.Length;
                Chain = chainAfter;
                ArrayPool<byte>.Shared.Return(item.Payload);
            }

            return result;
        }
    }

    /// <summary>Tells those who wait that everything durable in the log is settled.</summary>
    public void Settle()
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            Prove(Log.DurablePosition);
            told = _settled;
            _settled = NewSignal();
        }

        told.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stop.Cancel();
        }

        // A pump that failed has reported it; the log is closed all the same.
        await Task.WhenAny(_pumping);
        await Log.DisposeAsync();
        Settle();
        lock (_gate)
        {
            _settled.TrySetException(new LogFaultedException(Log.Name, LogFaultReason.Closed, null));
        }

        _ = _settled.Task.Exception;
        _work.Dispose();
        _stop.Dispose();
    }

    private byte[] RecoverMarks()
    {
        var chain = new byte[OutboxRecord.ChainBytes];
        foreach (var segment in Log.Segments.Reverse())
        {
            if (Log.TryReadPreamble(segment.First, out var preamble))
            {
                chain = _marks.ReadPreamble(preamble);
                using var reader = Log.ReadFrom(segment.First);
                while (reader.TryRead(out var record))
                {
                    var origin = OutboxRecord.Origin(record.Payload);
                    _marks.Take(origin);
                    _marks.Prove(origin);
                    chain = OutboxRecord.ChainAfter(record.Payload);
                }

                break;
            }
        }

        return _provenChain = chain;
    }

    private ReadOnlyMemory<byte> WritePreamble(LogPosition first)
    {
        lock (_gate)
        {
            Prove(new LogPosition(first.Value - 1));
            return _marks.WritePreamble(_provenChain);
        }
    }

    private void Prove(LogPosition durable)
    {
        while (_written.TryPeek(out var item) && item.Position <= durable)
        {
            _written.Dequeue();
            _marks.Prove(item.Origin);
            _provenChain = item.ChainAfter;
            _unprovenBytes -= item.Length;
        }
    }

    private long OldestUnsettled() => _written.TryPeek(out var written) ? written.Number : _waiting.TryPeek(out var waiting) ? waiting.Number : long.MaxValue;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly record struct WrittenItem(long Number, OutboxOrigin Origin, LogPosition Position, int Length, byte[] ChainAfter);
}

/// <param name="Payload">Rented; the first <paramref name="Length"/> bytes count.</param>
internal readonly record struct WaitingItem(long Number, OutboxOrigin Origin, byte[] Payload, int Length, LogPosition Input);

internal sealed record OutboxSurroundings(TimeProvider Time, JournalMetrics Journal, ILogger Logger);
