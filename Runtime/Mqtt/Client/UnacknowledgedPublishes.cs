namespace OrleansCare.Mqtt.Client;

/// <summary>The client's window: packet ids in use and who waits for their PUBACK.</summary>
internal sealed class UnacknowledgedPublishes(int window) : IDisposable
{
    private readonly SemaphoreSlim _room = new(window);
    private readonly Dictionary<ushort, TaskCompletionSource> _waiting = [];
    private readonly Lock _gate = new();
    private ushort _lastId;
    private MqttCloseReason _failure;

    public void Dispose() => _room.Dispose();

    public async ValueTask<(ushort PacketId, Task Acknowledged)> AddAsync(CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        lock (_gate)
        {
            if (_failure != MqttCloseReason.None)
            {
                _room.Release();
                throw new MqttClientException(_failure);
            }

            // MQTT-2.3.1-1 and -2: not 0, and not one that still waits.
            do
            {
                _lastId++;
            }
            while (_lastId == 0 || _waiting.ContainsKey(_lastId));

            var acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(_lastId, acknowledged);
            return (_lastId, acknowledged.Task);
        }
    }

    public bool Acknowledge(ushort packetId)
    {
        TaskCompletionSource? acknowledged;
        lock (_gate)
        {
            if (!_waiting.Remove(packetId, out acknowledged))
            {
                return false;
            }
        }

        acknowledged.SetResult();
        _room.Release();
        return true;
    }

    public void Fail(MqttCloseReason reason)
    {
        lock (_gate)
        {
            _failure = reason;
            foreach (TaskCompletionSource waiting in _waiting.Values)
            {
                waiting.SetException(new MqttClientException(reason));
            }

            // Whoever waits for room learns the failure; each lets the next one in.
            _room.Release(Math.Max(1, _waiting.Count));
            _waiting.Clear();
        }
    }
}
