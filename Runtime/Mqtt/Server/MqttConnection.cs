using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using OrleansCare.Mqtt.Packets;

namespace OrleansCare.Mqtt.Server;

/// <summary>One client: CONNECT, then a loop that reads, a loop that answers, and one close.</summary>
internal sealed partial class MqttConnection : IDisposable
{
    private static readonly TimeSpan DeadlineResolution = TimeSpan.FromSeconds(1);

    private readonly MqttServer _server;
    private readonly ConnectionContext _context;
    private readonly PipeReader _input;
    private readonly MqttOutput _output;
    private readonly AnswerLoop _answers;
    private readonly TopicCache _topics = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _openedAt;

    private int _reason;
    private volatile bool _accepted;
    private MqttSession? _session;
    private MqttConnection? _previous;
    private WillMessage? _will;
    private TimeSpan _silenceAllowed;

    // Timestamp from which the loop waits for the peer's next packet; 0 while it handles packets, which is not the peer's silence.
    private long _waitingSince;

    public MqttConnection(MqttServer server, ConnectionContext context)
    {
        _server = server;
        _context = context;
        _input = context.Transport.Input;
        _output = new MqttOutput(context.Transport.Output, server.Time, Close);
        _answers = new AnswerLoop(this, _output, server);
        _openedAt = server.Time.GetTimestamp();
    }

    public string Id => _context.ConnectionId;

    public bool MayAnswer => Reason is MqttCloseReason.None or MqttCloseReason.ServerStopping;

    private MqttCloseReason Reason => (MqttCloseReason)Volatile.Read(ref _reason);

    public void Dispose()
    {
        _closing.Dispose();
        _output.Dispose();
    }

    public async Task RunAsync()
    {
        _server.Metrics.Opened();
        CancellationToken stopping = _context.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        try
        {
            await using CancellationTokenRegistration stop = stopping.UnsafeRegister(
                static self => ((MqttConnection)self!).Close(MqttCloseReason.ServerStopping), this);
            await using ITimer deadlines = _server.Time.CreateTimer(
                static self => ((MqttConnection)self!).CheckDeadlines(), this, DeadlineResolution, DeadlineResolution);
            if (await HandshakeAsync())
            {
                await ServeAsync();
            }
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Close(MqttCloseReason.ConnectionLost);
        }
        finally
        {
            // Only an error of this code comes here without a reason; Kestrel logs it.
            Close(MqttCloseReason.ConnectionLost);
            await EndSessionAsync();
            Report();
            _ended.SetResult();
        }
    }

    /// <summary>The first reason wins; everything else follows from it.</summary>
    public void Close(MqttCloseReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, (int)MqttCloseReason.None) != (int)MqttCloseReason.None)
        {
            return;
        }

        _closing.Cancel();
        _input.CancelPendingRead();

        // These peers may be gone without a word: to wait until they take the last bytes could take for ever.
        if (reason is MqttCloseReason.KeepAliveExpired or MqttCloseReason.TakenOver or MqttCloseReason.WriteStalled or MqttCloseReason.ConnectTimedOut)
        {
            _context.Abort(new ConnectionAbortedException(reason.ToString()));
        }
    }

    public void Fault(string call, Exception fault)
    {
        MqttLog.ApplicationFault(_server.Logger, Id, call, fault.GetType().Name, fault.StackTrace);
        Close(MqttCloseReason.ApplicationFault);
    }

    private async Task ServeAsync()
    {
        Task answering = _answers.RunAsync();
        try
        {
            await ReadAsync();
        }
        finally
        {
            _answers.Complete();
            await answering;
        }
    }

    private async Task ReadAsync()
    {
        long waitingSince = Now();
        while (Reason == MqttCloseReason.None)
        {
            Volatile.Write(ref _waitingSince, waitingSince);
            ReadResult read = await _input.ReadAsync();
            Volatile.Write(ref _waitingSince, 0);

            long receivedAt = UnixMicroseconds();
            ReadOnlySequence<byte> buffer = read.Buffer;
            MqttCloseReason fault = MqttCloseReason.None;
            while (Reason == MqttCloseReason.None && MqttFrame.TryRead(ref buffer, _server.Options.MaxPacketLength, out MqttFrame frame, out fault))
            {
                await HandleAsync(frame, receivedAt);

                // A packet ends the silence, a byte does not (MQTT-3.1.2-24).
                waitingSince = Now();
            }

            _input.AdvanceTo(buffer.Start, buffer.End);
            if (fault != MqttCloseReason.None)
            {
                Close(fault);
            }
            else if (read.IsCompleted)
            {
                Close(MqttCloseReason.ConnectionLost);
            }
        }
    }

    private void CheckDeadlines()
    {
        if (!_accepted)
        {
            if (_server.Time.GetElapsedTime(_openedAt) >= _server.Options.ConnectTimeout)
            {
                Close(MqttCloseReason.ConnectTimedOut);
            }

            return;
        }

        if (_output.Stalled >= _server.Options.WriteTimeout)
        {
            Close(MqttCloseReason.WriteStalled);
        }

        long since = Volatile.Read(ref _waitingSince);
        if (since != 0 && _silenceAllowed > TimeSpan.Zero && _server.Time.GetElapsedTime(since) >= _silenceAllowed)
        {
            Close(MqttCloseReason.KeepAliveExpired);
        }
    }

    private async Task EndSessionAsync()
    {
        if (_session is { } session)
        {
            if (_will is not null && Reason != MqttCloseReason.ClientDisconnected)
            {
                await PublishWillAsync(session, _will);
            }

            _server.Release(session.ClientId, this);
            try
            {
                _server.Application.Disconnected(session, Reason);
            }
            catch (Exception fault)
            {
                Fault(nameof(IMqttApplication.Disconnected), fault);
            }
        }

        // Whoever takes over from this connection has taken over from the ones before it too.
        if (_previous is not null)
        {
            await _previous._ended.Task;
        }
    }

    private void Report()
    {
        _server.Metrics.Closed(Reason);
        if (Reason >= MqttCloseReason.MalformedHeader)
        {
            MqttLog.BrokeProtocol(_server.Logger, Id, Reason);
        }
        else
        {
            MqttLog.Closed(_server.Logger, Id, Reason);
        }
    }

    private long Now() => Math.Max(1, _server.Time.GetTimestamp());

    private long UnixMicroseconds() => (_server.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
