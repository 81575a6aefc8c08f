using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Outbox;

/// <summary>The uplink's side of one class. Calls are serialised here; the uplink is the only caller.</summary>
internal sealed class OutboxLaneReader(OutboxLane lane) : IDisposable
{
    private readonly Lock _gate = new();
    private LogReader? _batches;
    private LogReader? _acknowledgements;
    private byte[]? _carried;
    private long _next;
    private long _acknowledged;

    /// <summary>Null when nothing durable follows.</summary>
    public OutboxBatch? TryReadBatch(long after, int maxItems, int maxBytes)
    {
        lock (_gate)
        {
            if (_batches is null || _next != after + 1)
            {
                Reposition(after + 1);
            }

            if (!TryPeek())
            {
                return null;
            }

            var first = OutboxRecord.Payload(_carried);
            var batch = new OutboxBatch(lane.Class, Math.Max(maxBytes, first.Length))
            {
                Gap = GapBefore(after + 1, _next),
                ChainBefore = OutboxRecord.Chain(_carried).ToArray(),
            };

            var sequence = _next;
            while (batch.Items.Count < maxItems && TryPeek() && _next == sequence && OutboxRecord.Payload(_carried) is var payload && batch.Fits(payload.Length))
            {
                batch.Add(_next, payload);
                _carried = null;
                _next = ++sequence;
            }

            return batch;
        }
    }

    public OutboxReceipt Acknowledge(long upTo)
    {
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(upTo, lane.Log.DurablePosition.Value);
            var cursor = lane.Cursor;
            if (upTo > cursor.Acknowledged)
            {
                cursor.Store(upTo, ChainAt(upTo));
                lane.Log.ReleaseBefore(new LogPosition(upTo + 1));
            }

            return new OutboxReceipt(lane.Class, cursor.Acknowledged, cursor.Chain);
        }
    }

    public void Dispose()
    {
        _batches?.Dispose();
        _acknowledgements?.Dispose();
    }

    private void Reposition(long sequence)
    {
        _batches?.Dispose();
        _batches = lane.Log.ReadFrom(new LogPosition(sequence));
        _carried = null;
        _next = sequence;
    }

    /// <summary>Brings the next item into hand; <see cref="_next"/> becomes its sequence.</summary>
    private bool TryPeek()
    {
        if (_carried is null && _batches!.TryRead(out var record))
        {
            _carried = record.Payload.ToArray();
            _next = record.Position.Value;
        }

        return _carried is not null;
    }

    private OutboxGap? GapBefore(long expected, long found)
    {
        if (found == expected)
        {
            return null;
        }

        var reason = expected < lane.Log.OldestKept.Value ? OutboxGapReason.Shed : OutboxGapReason.Damaged;
        return new OutboxGap(expected, found - 1, reason);
    }

    private byte[] ChainAt(long sequence)
    {
        if (_acknowledgements is null || _acknowledged >= sequence)
        {
            _acknowledgements?.Dispose();
            _acknowledgements = lane.Log.ReadFrom(new LogPosition(Math.Max(1, lane.Cursor.Acknowledged + 1)));
        }

        byte[] chain = [];
        while (_acknowledged < sequence && _acknowledgements.TryRead(out var record))
        {
            _acknowledged = record.Position.Value;
            if (_acknowledged == sequence)
            {
                chain = OutboxRecord.ChainAfter(record.Payload);
            }
            else if (_acknowledged == sequence + 1)
            {
                chain = OutboxRecord.Chain(record.Payload).ToArray();
            }
        }

        return chain;
    }
}
