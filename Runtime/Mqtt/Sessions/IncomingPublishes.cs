namespace OrleansCare.Mqtt.Sessions;

/// <summary>What a PUBLISH of QoS 2 is to the session.</summary>
internal enum Incoming
{
    New,

    /// <summary>The application still decides about the first one: its PUBREC answers both.</summary>
    Undecided,

    /// <summary>Taken already: only PUBREC goes out again (MQTT-4.3.3-10).</summary>
    Taken,
}

/// <summary>
/// Section 4.3.3: the packet ids of QoS 2 between PUBLISH and PUBREL, across connections, and how much of the receive maximum the client uses on this
/// one (section 4.9). Thread-safe.
/// </summary>
internal sealed class IncomingPublishes
{
    private readonly Dictionary<ushort, Entry> _ids = [];
    private readonly Lock _gate = new();
    private int _unacknowledged;

    /// <summary>Publishes of QoS 1 and 2 that this connection's client has sent and has no final answer to.</summary>
    public int Unacknowledged => Volatile.Read(ref _unacknowledged);

    /// <summary>A new connection, a new count.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            _unacknowledged = 0;
            foreach ((ushort packetId, Entry entry) in _ids.ToArray())
            {
                _ids[packetId] = entry with { CountsHere = false };
            }
        }
    }

    public void ReceivedOnce() => Interlocked.Increment(ref _unacknowledged);

    public void AnsweredOnce() => Interlocked.Decrement(ref _unacknowledged);

    public Incoming Receive(ushort packetId)
    {
        lock (_gate)
        {
            bool known = _ids.TryGetValue(packetId, out Entry entry);
            if (!entry.CountsHere)
            {
                Interlocked.Increment(ref _unacknowledged);
            }

            _ids[packetId] = entry with { CountsHere = true };
            return !known ? Incoming.New : entry.IsTaken ? Incoming.Taken : Incoming.Undecided;
        }
    }

    /// <summary>The application has decided; what it did not take is forgotten, so that it may be sent again.</summary>
    public void Decide(ushort packetId, bool taken)
    {
        lock (_gate)
        {
            if (!taken)
            {
                Forget(packetId);
            }
            else if (_ids.TryGetValue(packetId, out Entry entry))
            {
                _ids[packetId] = entry with { IsTaken = true };
            }
        }
    }

    /// <summary>PUBREL.</summary>
    /// <returns>False: no taken PUBLISH waits under this id.</returns>
    public bool Release(ushort packetId)
    {
        lock (_gate)
        {
            return _ids.TryGetValue(packetId, out Entry entry) && entry.IsTaken && Forget(packetId);
        }
    }

    private bool Forget(ushort packetId)
    {
        if (_ids.Remove(packetId, out Entry entry) && entry.CountsHere)
        {
            Interlocked.Decrement(ref _unacknowledged);
        }

        return true;
    }

    private readonly record struct Entry(bool IsTaken, bool CountsHere);
}
