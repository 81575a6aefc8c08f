namespace OrleansCare.Edge.Journal;

/// <summary>The log's one writer thread.</summary>
public sealed partial class SegmentLog
{
    private SegmentWriter? _segment;
    private TimeSpan _pause;

    private void WriteUntilClosed()
    {
        while (true)
        {
            var closing = _closed;
            if (TryTakeBatch())
            {
                if (!TryWriteUntilClosed())
                {
                    break;
                }
            }
            else if (closing)
            {
                break;
            }
            else
            {
                _wake.WaitOne();
            }
        }

        _segment?.Dispose();
        _lock.Dispose();
        FailWaiters(LogFaultReason.Closed, null);
        _stopped.SetResult();
    }

    /// <summary>False when the log was closed before the batch could be written: nothing after it may be written either.</summary>
    private bool TryWriteUntilClosed()
    {
        while (true)
        {
            var lastTry = _closed;
            if (TryWriteBatch())
            {
                return true;
            }

            if (lastTry)
            {
                return false;
            }

            Pause();
        }
    }

    private bool TryTakeBatch()
    {
        lock (_gate)
        {
            if (_filling.Count == 0)
            {
                return false;
            }

            (_filling, _writing) = (_writing, _filling);
            _filling.Reset();
            _filling.Begin(new LogPosition(_lastAppended + 1));
            return true;
        }
    }

    private bool TryWriteBatch()
    {
        try
        {
            WriteBatch(_writing);
        }
        catch (Exception error)
        {
            Suspend(error);
            return false;
        }

        TaskCompletionSource? waiters;
        bool recovered;
        lock (_gate)
        {
            waiters = _writing.Waiters;
            recovered = _fault is not null;
            _fault = null;
        }

        // Every position of the batch is durable now: nobody looks into it any more.
        _pause = TimeSpan.Zero;
        _writing.Reset();
        waiters?.SetResult();
        if (recovered)
        {
            _logger.Recovered(Name, DurablePosition);
        }

        return true;
    }

    private void WriteBatch(PendingBatch batch)
    {
        var started = _time.GetTimestamp();
        var position = DurablePosition;
        var bytesBefore = _segment?.Segment.Bytes ?? 0;
        for (var offset = batch.Written; offset < batch.Used;)
        {
            var payload = batch.PayloadAt(offset, out var after);
            if (_segment is null || _segment.Segment.Damaged || !_segment.HasRoom(payload.Length, Options.SegmentBytes))
            {
                Commit(batch, offset, position, started, bytesBefore);
                StartSegment(position.Next);
                started = _time.GetTimestamp();
                bytesBefore = 0;
            }

            position = position.Next;
            _segment!.Append(payload, position);
            offset = after;
        }

        Commit(batch, batch.Used, position, started, bytesBefore);
    }

    private void Commit(PendingBatch batch, int written, LogPosition position, long started, long bytesBefore)
    {
        if (_segment is null || position == DurablePosition)
        {
            return;
        }

        Catalog.Resize(_segment.Segment, _segment.Sync());
        _metrics.Synced(Name, position.Value - _durable, _segment.Segment.Bytes - bytesBefore, _time.GetElapsedTime(started));
        batch.Written = written;
        Volatile.Write(ref _durable, position.Value);
    }

    private void StartSegment(LogPosition first)
    {
        _segment?.Dispose();
        _segment = null;
        while (Options.WhenFull == WhenLogFull.DropOldest && SegmentCount > 1 && Bytes + Options.SegmentBytes > Options.MaxBytes)
        {
            DropOldestSegment();
        }

        var preamble = Options.Preamble is null ? default : Options.Preamble(first);
        _segment = SegmentWriter.Create(Files, Options, first, _time.GetUtcNow(), preamble.Span);
        Catalog.Add(_segment.Segment);
    }

    private void Suspend(Exception error)
    {
        // Written bytes whose sync failed may be gone from the page cache too: this segment ends at its last proven record.
        _segment?.Abandon();
        _segment = null;
        var reason = LogFaultedException.ReasonOf(error);
        _pause = _pause == TimeSpan.Zero ? Options.RetryAfter : TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, Options.RetryAtMost.Ticks));
        if (Fault is null)
        {
            _metrics.Faulted(Name, reason);
            _logger.Faulted(error, Name, reason, _pause.TotalMilliseconds);
        }

        FailWaiters(reason, error);
    }

    private void FailWaiters(LogFaultReason reason, Exception? error)
    {
        var fault = new LogFaultedException(Name, reason, error);
        TaskCompletionSource? writing, filling;
        lock (_gate)
        {
            (writing, filling) = (_writing.Waiters, _filling.Waiters);
            (_writing.Waiters, _filling.Waiters) = (null, null);
            Volatile.Write(ref _fault, fault);
        }

        writing?.SetException(fault);
        filling?.SetException(fault);
    }

    private void Pause()
    {
        using var timer = _time.CreateTimer(static wake => ((AutoResetEvent)wake!).Set(), _wake, _pause, Timeout.InfiniteTimeSpan);
        _wake.WaitOne();
    }
}
