using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using OrleansCare.Mqtt.Packets;
using OrleansCare.Mqtt.Topics;

namespace OrleansCare.Mqtt.Client;

/// <summary>
/// One connection that publishes. It does not reconnect: <see cref="Closed"/> says when it has ended, and its owner opens a new one
/// and sends again what was not acknowledged. Thread-safe.
/// </summary>
public sealed class MqttClient : IAsyncDisposable
{
    // The server sends nothing but short answers.
    private const int MaxAnswerLength = 1024;

    private readonly Stream _stream;
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private readonly TimeProvider _time;
    private readonly TimeSpan _keepAlive;
    private readonly SemaphoreSlim _publishing = new(1);
    private readonly SemaphoreSlim _writing = new(1);
    private readonly UnacknowledgedPublishes _unacknowledged;
    private readonly TaskCompletionSource<MqttCloseReason> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer? _keepAliveTimer;
    private readonly Task _reading;
    private int _reason;
    private long _lastReceived;
    private long _pingedAt;

    private MqttClient(Stream stream, PipeReader input, PipeWriter output, bool sessionPresent, MqttClientOptions options)
    {
        _stream = stream;
        _input = input;
        _output = output;
        _time = options.Time;
        _keepAlive = options.KeepAlive;
        _unacknowledged = new UnacknowledgedPublishes(options.MaxInFlight);
        SessionPresent = sessionPresent;
        _lastReceived = _time.GetTimestamp();
        if (_keepAlive > TimeSpan.Zero)
        {
            _keepAliveTimer = _time.CreateTimer(static self => ((MqttClient)self!).KeepAlive(), this, _keepAlive / 2, _keepAlive / 2);
        }

        _reading = Task.Run(ReadAsync);
    }

    /// <summary>The server still knew this client id's session.</summary>
    public bool SessionPresent { get; }

    /// <summary>Completes, never faults, when the connection has ended.</summary>
    public Task<MqttCloseReason> Closed => _closed.Task;

    /// <exception cref="MqttClientException">Refused, or lost before CONNACK.</exception>
    /// <exception cref="SocketException">No connection.</exception>
    public static async Task<MqttClient> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken = default)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        Stream? stream = null;
        try
        {
            stream = await OpenAsync(options, either.Token);
            PipeWriter output = PipeWriter.Create(stream);
            new ConnectPacket(
                options.ClientId,
                options.CleanSession,
                checked((ushort)options.KeepAlive.TotalSeconds),
                options.UserName,
                options.Password is null ? null : Encoding.UTF8.GetBytes(options.Password),
                Will: null).WriteTo(output);
            await output.FlushAsync(either.Token);
            PipeReader input = PipeReader.Create(stream);
            bool sessionPresent = await ReadConnAckAsync(input, either.Token);
            return new MqttClient(stream, input, output, sessionPresent, options);
        }
        catch (Exception failure)
        {
            if (stream is not null)
            {
                await stream.DisposeAsync();
            }

            throw failure switch
            {
                OperationCanceledException when !cancellationToken.IsCancellationRequested => new MqttClientException(MqttCloseReason.ConnectTimedOut, cause: failure),
                IOException and not MqttClientException => new MqttClientException(MqttCloseReason.ConnectionLost, cause: failure),
                _ => failure,
            };
        }
    }

    /// <summary>
    /// QoS 0: completes when the packet is on its way. QoS 1: completes at PUBACK, and waits before sending while the window is full.
    /// The payload must stay unchanged until the call completes.
    /// </summary>
    /// <param name="duplicate">This is a resend of a packet that had no PUBACK in the same session.</param>
    /// <param name="cancellationToken">Ends the wait, not the publish.</param>
    /// <exception cref="MqttClientException">The connection ended before.</exception>
    public async Task PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool duplicate = false, CancellationToken cancellationToken = default)
    {
        if (!TopicName.IsValid(topic))
        {
            throw new ArgumentException("A topic to publish to is not empty and has no wildcard.", nameof(topic));
        }

        if (qos > MqttQos.AtLeastOnce)
        {
            throw new ArgumentOutOfRangeException(nameof(qos), "This client publishes with QoS 0 and 1.");
        }

        Task acknowledged = Task.CompletedTask;

        // Asynchronous waiters are let in first come first served: publishes go out in the order of the calls (MQTT-4.6.0).
        await _publishing.WaitAsync(cancellationToken);
        try
        {
            ushort packetId = 0;
            if (qos == MqttQos.AtLeastOnce)
            {
                (packetId, acknowledged) = await _unacknowledged.AddAsync(cancellationToken);
            }

            await SendAsync(output => Write(output, topic, payload.Span, qos, packetId, duplicate && packetId != 0), CancellationToken.None);
        }
        finally
        {
            _publishing.Release();
        }

        await acknowledged.WaitAsync(cancellationToken);
    }

    /// <summary>Sends DISCONNECT; publishes without PUBACK fail.</summary>
    public async Task DisconnectAsync()
    {
        if (Volatile.Read(ref _reason) == (int)MqttCloseReason.None)
        {
            try
            {
                await SendAsync(DisconnectPacket.Write, CancellationToken.None);
            }
            catch (MqttClientException)
            {
                // Lost while saying goodbye: Closed tells so.
            }
        }

        Close(MqttCloseReason.ClientDisconnected);
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        Close(MqttCloseReason.ClientDisconnected);
        await _reading;
        await _stream.DisposeAsync();
        _unacknowledged.Dispose();
    }

    private static async Task<Stream> OpenAsync(MqttClientOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancellationToken);
            var network = new NetworkStream(socket, ownsSocket: true);
            if (options.Tls is null)
            {
                return network;
            }

            var secure = new SslStream(network);
            await secure.AuthenticateAsClientAsync(options.Tls, cancellationToken);
            return secure;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<bool> ReadConnAckAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> buffer = read.Buffer;
            MqttConnectReturnCode code = MqttConnectReturnCode.Accepted;
            bool sessionPresent = false;
            bool whole = MqttFrame.TryRead(ref buffer, MaxAnswerLength, out MqttFrame frame, out MqttCloseReason fault);
            if (whole)
            {
                fault = ConnAckPacket.TryParse(frame, out sessionPresent, out code);
            }

            input.AdvanceTo(buffer.Start, whole ? buffer.Start : buffer.End);
            if (code != MqttConnectReturnCode.Accepted)
            {
                throw new MqttClientException(MqttCloseReason.ConnectionRefused, code);
            }

            if (fault != MqttCloseReason.None)
            {
                throw new MqttClientException(fault);
            }

            if (whole)
            {
                return sessionPresent;
            }

            if (read.IsCompleted)
            {
                throw new MqttClientException(MqttCloseReason.ConnectionLost);
            }
        }
    }

    private static void Write(PipeWriter output, string topic, ReadOnlySpan<byte> payload, MqttQos qos, ushort packetId, bool duplicate)
    {
        var publish = new OutgoingPublish { Version = MqttVersion.V311, Topic = topic, Payload = payload, Qos = qos, PacketId = packetId, Duplicate = duplicate };
        publish.WriteTo(output);
    }

    private async ValueTask SendAsync(Action<PipeWriter> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            ThrowIfClosed();
            write(_output);
            await _output.FlushAsync(CancellationToken.None);
        }
        catch (Exception lost) when (lost is IOException and not MqttClientException or ObjectDisposedException)
        {
            Close(MqttCloseReason.ConnectionLost);
            ThrowIfClosed();
        }
        finally
        {
            _writing.Release();
        }
    }

    private void ThrowIfClosed()
    {
        if ((MqttCloseReason)Volatile.Read(ref _reason) is MqttCloseReason reason and not MqttCloseReason.None)
        {
            throw new MqttClientException(reason);
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (Volatile.Read(ref _reason) == (int)MqttCloseReason.None)
            {
                ReadResult read = await _input.ReadAsync();
                Volatile.Write(ref _lastReceived, _time.GetTimestamp());
                Volatile.Write(ref _pingedAt, 0);
                ReadOnlySequence<byte> buffer = read.Buffer;
                MqttCloseReason fault = MqttCloseReason.None;
                while (fault == MqttCloseReason.None && MqttFrame.TryRead(ref buffer, MaxAnswerLength, out MqttFrame frame, out fault))
                {
                    fault = Handle(frame);
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
        catch (Exception lost) when (lost is IOException or ObjectDisposedException or OperationCanceledException)
        {
            Close(MqttCloseReason.ConnectionLost);
        }
    }

    private MqttCloseReason Handle(MqttFrame frame)
    {
        switch (frame.Type)
        {
            case MqttPacketType.PubAck:
                MqttCloseReason fault = AcknowledgementPacket.TryParse(frame, MqttVersion.V311, out AcknowledgementPacket packet);
                return fault == MqttCloseReason.None && !_unacknowledged.Acknowledge(packet.PacketId) ? MqttCloseReason.UnexpectedPacket : fault;
            case MqttPacketType.PingResp:
                return frame.Body.IsEmpty ? MqttCloseReason.None : MqttCloseReason.MalformedPacket;
            default:
                return MqttCloseReason.UnexpectedPacket;
        }
    }

    /// <summary>Every half keep-alive: a server that has been silent that long is asked, and one that does not answer is given up.</summary>
    private void KeepAlive()
    {
        long pingedAt = Volatile.Read(ref _pingedAt);
        if (pingedAt != 0 && _time.GetElapsedTime(pingedAt) >= _keepAlive)
        {
            Close(MqttCloseReason.KeepAliveExpired);
        }
        else if (pingedAt == 0 && _time.GetElapsedTime(Volatile.Read(ref _lastReceived)) >= _keepAlive / 2)
        {
            Volatile.Write(ref _pingedAt, Math.Max(1, _time.GetTimestamp()));
            _ = PingAsync();
        }
    }

    private async Task PingAsync()
    {
        try
        {
            await SendAsync(PingPacket.WriteRequest, CancellationToken.None);
        }
        catch (MqttClientException)
        {
            // The connection has ended meanwhile; Closed tells so.
        }
    }

    private void Close(MqttCloseReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, (int)MqttCloseReason.None) != (int)MqttCloseReason.None)
        {
            return;
        }

        _keepAliveTimer?.Dispose();
        _stream.Dispose();
        _unacknowledged.Fail(reason);
        _closed.SetResult(reason);
    }
}
