using System.Net.WebSockets;
using Google.Protobuf;
using OrleansCare.Clinical.Time;
using OrleansCare.Contracts.Station;

namespace OrleansCare.Cli.Demo;

/// <summary>A central station without a screen: measures how long alarms take from the device's packet to a station's socket.</summary>
internal sealed class StationListener(Uri address, TimeProvider time)
{
    private const int MaxFrame = 1 << 20;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly List<double> _latencies = [];
    private readonly List<double> _detections = [];
    private readonly HashSet<(string Alarm, uint Revision)> _seen = [];
    private readonly HashSet<string> _alarms = [];
    private readonly TaskCompletionSource _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task WhenConnected => _hello.Task;

    public Heartbeat? LastHeartbeat { get; private set; }

    /// <summary>Alarms shown here, as news or in the picture after connecting again.</summary>
    public int AlarmsSeen
    {
        get
        {
            lock (_gate)
            {
                return _alarms.Count;
            }
        }
    }

    public Percentiles Latencies
    {
        get
        {
            lock (_gate)
            {
                return Percentiles.Of(_latencies);
            }
        }
    }

    /// <summary>Onset of the condition to decision, in ms: the rules' own waiting times.</summary>
    public Percentiles Detections
    {
        get
        {
            lock (_gate)
            {
                return Percentiles.Of(_detections);
            }
        }
    }

    /// <summary>Listens, and connects again when the edge goes away, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxFrame];
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var socket = new ClientWebSocket();
                await socket.ConnectAsync(address, cancellationToken);
                await ListenAsync(socket, buffer, cancellationToken);
            }
            catch (Exception lost) when (lost is WebSocketException or OperationCanceledException)
            {
                await Task.Delay(RetryAfter, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(ClientWebSocket socket, byte[] buffer, CancellationToken cancellationToken)
    {
        var length = 0;
        while (socket.State == WebSocketState.Open)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            var now = SiloTime.From(time.GetUtcNow()).UnixMicroseconds;
            length += received.Count;
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            if (received.EndOfMessage)
            {
                var frame = ServerFrame.Parser.ParseFrom(buffer, 0, length);
                Take(frame, now);
                length = 0;
                if (frame.Alarm is { Condition: > 0 } shown)
                {
                    await ConfirmAsync(socket, shown, cancellationToken);
                }
            }
            else if (length == buffer.Length)
            {
                throw new WebSocketException($"The station's frame is longer than {MaxFrame} bytes.");
            }
        }
    }

    /// <summary>A station that confirms nothing is one that nobody looks at: the edge would call the next level.</summary>
    private static ValueTask ConfirmAsync(ClientWebSocket socket, Alarm shown, CancellationToken cancellationToken)
    {
        var displayed = new Displayed { Alarms = { new DisplayedAlarm { Patient = shown.Patient, Alarm = shown.Id, Revision = shown.Revision } } };
        return socket.SendAsync(new ClientFrame { Displayed = displayed }.ToByteArray().AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }

    private void Take(ServerFrame frame, long now)
    {
        switch (frame.FrameCase)
        {
            case ServerFrame.FrameOneofCase.Hello:
                _hello.TrySetResult();
                break;
            case ServerFrame.FrameOneofCase.Heartbeat:
                LastHeartbeat = frame.Heartbeat;
                break;
            case ServerFrame.FrameOneofCase.Alarm:
                Take(frame.Alarm, now);
                break;
        }
    }

    private void Take(Alarm alarm, long now)
    {
        lock (_gate)
        {
            _alarms.Add(alarm.Id);
            if (alarm.Snapshot || !_seen.Add((alarm.Id, alarm.Revision)))
            {
                return;
            }

            if (alarm.PacketReceivedUs > 0)
            {
                _latencies.Add((now - alarm.PacketReceivedUs) / 1000.0);
            }

            if (alarm.Revision == 1)
            {
                _detections.Add((alarm.DetectedUs - alarm.OnsetUs) / 1000.0);
            }
        }
    }
}
