namespace OrleansCare.BedSimulator.Publishing;

/// <summary>A device's memory of what has no acknowledgement yet, in order; when it is full the oldest goes.</summary>
internal sealed class PacketQueue(int capacity)
{
    private readonly Queue<OutgoingPacket> _waiting = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>The packet that had to go to make room, if any.</summary>
    public OutgoingPacket? Add(OutgoingPacket packet)
    {
        lock (_gate)
        {
            var shed = _waiting.Count == capacity ? _waiting.Dequeue() : null;
            _waiting.Enqueue(packet);
            Change();
            return shed;
        }
    }

    public async ValueTask<OutgoingPacket> FirstAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_waiting.TryPeek(out var first))
                {
                    return first;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>False: it was shed meanwhile.</summary>
    public bool Remove(OutgoingPacket packet)
    {
        lock (_gate)
        {
            var found = _waiting.TryPeek(out var first) && ReferenceEquals(first, packet);
            if (found)
            {
                _waiting.Dequeue();
                Change();
            }

            return found;
        }
    }

    public async Task WhenEmptyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_waiting.Count == 0)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private void Change()
    {
        var before = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.SetResult();
    }
}
