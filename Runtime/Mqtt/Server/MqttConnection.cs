using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using OrleansCare.Mqtt.Packets;

namespace OrleansCare.Mqtt.Server;

/// <summary>One client: CONNECT, then a loop that reads, one that answers and one that delivers, and one close.</summary>
internal sealed partial class MqttConnection : IDisposable
{
    private static readonly TimeSpan DeadlineResolution = TimeSpan.FromSeconds(1);

    private readonly MqttServer _server;
    private readonly ConnectionContext _context;
    private readonly PipeReader _input;
    private readonly MqttOutput _output;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _openedAt;

    private int _reason;
    private volatile bool _accepted;
    private TimeSpan _silenceAllowed;
    private ITimer? _deadlines;

    // Timestamp from which the loop waits for the peer's next packet; 0 while it handles packets, which is not the peer's silence.
    private long _waitingSince;

    // Timestamp from which only the socket has something to do; 0 before.
    private long _leftAt;

    public MqttConnection(MqttServer server, ConnectionContext context)
    {
        _server = server;
        _context = context;
        _input = context.Transport.Input;
        _output = new MqttOutput(context.Transport.Output, server.Time, Close);
        _openedAt = server.Time.GetTimestamp();
    }

    public string Id => _context.ConnectionId;

    public bool IsOpen => Reason == MqttCloseReason.None;

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
        _deadlines = _server.Time.CreateTimer(static self => ((MqttConnection)self!).CheckDeadlines(), this, DeadlineResolution, DeadlineResolution);
        try
        {
            await using CancellationTokenRegistration stop = stopping.UnsafeRegister(
                static self => ((MqttConnection)self!).Close(MqttCloseReason.ServerStopping), this);
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
            await LeaveAsync();
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

        // These peers may be gone without a word: to wait until they take the last bytes could take for ever. 5.0 is told first, if nothing lies before.
        bool isTold = _output.Version == MqttVersion.V500 && !_output.IsFlushing;
        if (reason is MqttCloseReason.WriteStalled or MqttCloseReason.ConnectTimedOut
            || (reason is MqttCloseReason.KeepAliveExpired or MqttCloseReason.TakenOver && !isTold))
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
        Task answering = Answers.RunAsync();
        Task delivering = Deliveries.RunAsync();
        Deliveries.Wake();
        try
        {
            await ReadAsync();
        }
        finally
        {
            Answers.Complete();
            Deliveries.Complete();
            await answering;
            await delivering;
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

            long receivedAt = _server.UnixMicroseconds();
            ReadOnlySequence<byte> buffer = read.Buffer;
            MqttCloseReason fault = MqttCloseReason.None;
            while (Reason == MqttCloseReason.None && MqttFrame.TryRead(ref buffer, _server.Options.MaxPacketLength, out MqttFrame frame, out fault))
            {
                await HandleAsync(frame, receivedAt);

                // A packet ends the silence, a byte does not (MQTT-3.1.2-24; 5.0 MQTT-3.1.2-22).
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
        long leftAt = Volatile.Read(ref _leftAt);
        if (leftAt != 0)
        {
            if (_server.Time.GetElapsedTime(leftAt) >= _server.Options.WriteTimeout)
            {
                _deadlines?.Dispose();
                _context.Abort(new ConnectionAbortedException(nameof(MqttCloseReason.WriteStalled)));
            }

            return;
        }

        if (_output.Stalled >= _server.Options.WriteTimeout)
        {
            Close(MqttCloseReason.WriteStalled);

            // Also if it is closed already for another reason and cannot say so.
            _context.Abort(new ConnectionAbortedException(nameof(MqttCloseReason.WriteStalled)));
            return;
        }

        if (!_accepted)
        {
            if (_server.Time.GetElapsedTime(_openedAt) >= _server.Options.ConnectTimeout)
            {
                Close(MqttCloseReason.ConnectTimedOut);
            }

            return;
        }

        long since = Volatile.Read(ref _waitingSince);
        if (since != 0 && _silenceAllowed > TimeSpan.Zero && _server.Time.GetElapsedTime(since) >= _silenceAllowed)
        {
            Close(MqttCloseReason.KeepAliveExpired);
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

    /// <summary>5.0 section 4.13: says why, then leaves the socket to Kestrel, which sends what is written; the deadline ends that if the peer does not take it.</summary>
    private async Task LeaveAsync()
    {
        if (_accepted && _output.Version == MqttVersion.V500 && CloseCode.Of(Reason) is { } code)
        {
            await _output.DisconnectAsync(code, Reason.ToString());
        }

        Volatile.Write(ref _leftAt, Now());
        _context.ConnectionClosed.UnsafeRegister(static timer => ((ITimer)timer!).Dispose(), _deadlines);
    }

    private long Now() => Math.Max(1, _server.Time.GetTimestamp());
}
