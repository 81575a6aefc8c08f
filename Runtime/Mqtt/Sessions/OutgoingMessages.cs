using OrleansCare.Mqtt.Server;

namespace OrleansCare.Mqtt.Sessions;

/// <summary>
/// Section 4.4: what one client is to get and has not acknowledged, across its connections. Thread-safe. What does not fit beside what is held
/// already is dropped, the newest first, and counted.
/// </summary>
internal sealed class OutgoingMessages(MqttServerOptions options, MqttMetrics metrics)
{
    private readonly Queue<QueuedMessage> _waiting = new();
    private readonly OrderedDictionary<ushort, InFlight> _inFlight = [];
    private readonly Queue<ushort> _again = new();
    private readonly Lock _gate = new();
    private long _heldBytes;
    private int _window;
    private int _unacknowledged;
    private ushort _lastId;

    /// <returns>Whether it will be sent.</returns>
    public bool Add(in QueuedMessage queued)
    {
        lock (_gate)
        {
            if (_waiting.Count >= options.MaxQueuedMessages || _heldBytes + queued.Message.Bytes > options.MaxQueuedBytes)
            {
                metrics.Dropped(DropCause.QueueFull);
                return false;
            }

            _waiting.Enqueue(queued);
            _heldBytes += queued.Message.Bytes;
            metrics.Queued(1);
            return true;
        }
    }

    /// <summary>A new connection: what has no acknowledgement goes out again, in its order and with its packet id (MQTT-4.4.0-1, MQTT-4.6.0-1).</summary>
    /// <param name="receiveMaximum">Publishes of QoS 1 and 2 that may be unacknowledged on it.</param>
    public void Restart(int receiveMaximum)
    {
        lock (_gate)
        {
            _window = Math.Min(receiveMaximum, options.MaxInFlight);
            _unacknowledged = 0;
            _again.Clear();
            foreach ((ushort packetId, InFlight message) in _inFlight.ToArray())
            {
                _again.Enqueue(packetId);
                _inFlight[packetId] = message with { SentHere = false };
            }
        }
    }

    /// <returns>False: nothing may be sent now.</returns>
    public bool TryTake(long now, out OutgoingPacket packet)
    {
        lock (_gate)
        {
            return TryTakeAgain(out packet) || TryTakeNew(now, out packet);
        }
    }

    /// <summary>PUBACK.</summary>
    public Answer Acknowledge(ushort packetId)
    {
        lock (_gate)
        {
            return !_inFlight.TryGetValue(packetId, out InFlight message) ? Answer.ToNothing
                : message.Queued.Qos == MqttQos.AtLeastOnce ? Finish(packetId)
                : Answer.OutOfTurn;
        }
    }

    /// <summary>PUBREC, by which a refused message has reached its end too.</summary>
    public Answer Receive(ushort packetId, bool refused)
    {
        lock (_gate)
        {
            if (!_inFlight.TryGetValue(packetId, out InFlight message))
            {
                return Answer.ToNothing;
            }

            if (message.Queued.Qos != MqttQos.ExactlyOnce)
            {
                return Answer.OutOfTurn;
            }

            if (refused)
            {
                return Finish(packetId);
            }

            _inFlight[packetId] = message with { IsReceived = true };
            return Answer.Expected;
        }
    }

    /// <summary>PUBCOMP.</summary>
    public Answer Complete(ushort packetId)
    {
        lock (_gate)
        {
            return !_inFlight.TryGetValue(packetId, out InFlight message) ? Answer.ToNothing
                : message.IsReceived ? Finish(packetId)
                : Answer.OutOfTurn;
        }
    }

    /// <summary>It cannot be sent to this client: as if it had been (MQTT-3.1.2-25).</summary>
    public void GiveUp(in OutgoingPacket packet)
    {
        lock (_gate)
        {
            metrics.Dropped(DropCause.TooLarge);
            if (packet.PacketId != 0)
            {
                Finish(packet.PacketId);
            }
        }
    }

    /// <summary>The session has ended.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            metrics.Queued(-_waiting.Count);
            metrics.Dropped(DropCause.SessionEnded, _waiting.Count + _inFlight.Count);
            metrics.InDelivery(-_inFlight.Count);
            _waiting.Clear();
            _heldBytes = 0;
            _inFlight.Clear();
            _again.Clear();
        }
    }

    private bool TryTakeAgain(out OutgoingPacket packet)
    {
        packet = default;
        while (_again.TryPeek(out ushort packetId))
        {
            if (!_inFlight.TryGetValue(packetId, out InFlight message))
            {
                _again.Dequeue();
                continue;
            }

            if (!message.IsReceived && _unacknowledged >= _window)
            {
                return false;
            }

            _again.Dequeue();
            packet = new OutgoingPacket(message.Queued, packetId, Duplicate: true, message.IsReceived);
            if (!message.IsReceived)
            {
                _inFlight[packetId] = message with { SentHere = true };
                _unacknowledged++;
            }

            return true;
        }

        return false;
    }

    private bool TryTakeNew(long now, out OutgoingPacket packet)
    {
        packet = default;
        if (_again.Count > 0)
        {
            return false;
        }

        while (_waiting.TryPeek(out QueuedMessage queued))
        {
            // MQTT-3.3.2-5
            bool expired = queued.Message.HasExpired(now);
            if (!expired && queued.Qos != MqttQos.AtMostOnce && (_unacknowledged >= _window || _inFlight.Count >= options.MaxInFlight))
            {
                return false;
            }

            _waiting.Dequeue();
            metrics.Queued(-1);
            if (expired)
            {
                _heldBytes -= queued.Message.Bytes;
                metrics.Dropped(DropCause.Expired);
                continue;
            }

            if (queued.Qos == MqttQos.AtMostOnce)
            {
                _heldBytes -= queued.Message.Bytes;
                packet = new OutgoingPacket(queued, PacketId: 0, Duplicate: false, IsRelease: false);
                return true;
            }

            packet = new OutgoingPacket(queued, NextId(), Duplicate: false, IsRelease: false);
            _inFlight.Add(packet.PacketId, new InFlight(queued, IsReceived: false, SentHere: true));
            _unacknowledged++;
            metrics.InDelivery(1);
            return true;
        }

        return false;
    }

    private ushort NextId()
    {
        // MQTT-2.2.1-3 and -4: not 0, and not one in use; there are never more in use than MaxInFlight.
        do
        {
            _lastId++;
        }
        while (_lastId == 0 || _inFlight.ContainsKey(_lastId));

        return _lastId;
    }

    private Answer Finish(ushort packetId)
    {
        if (_inFlight.Remove(packetId, out InFlight message))
        {
            _heldBytes -= message.Queued.Message.Bytes;
            _unacknowledged -= message.SentHere ? 1 : 0;
            metrics.InDelivery(-1);
        }

        return Answer.Expected;
    }

    private readonly record struct InFlight(QueuedMessage Queued, bool IsReceived, bool SentHere);
}
