using System.IO.Pipelines;
using OrleansCare.Mqtt.Packets;

namespace OrleansCare.Mqtt.Server;

/// <summary>The writing side of a connection: all its loops may write, one at a time. A peer that is gone is reported, not thrown.</summary>
internal sealed class MqttOutput(PipeWriter writer, TimeProvider time, Action<MqttCloseReason> close) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private long _flushingSince;

    /// <summary>Set once CONNECT is read.</summary>
    public MqttVersion Version { get; set; } = MqttVersion.V311;

    /// <summary>The client's maximum packet size in bytes.</summary>
    public uint MaxPacketSize { get; set; } = uint.MaxValue;

    /// <summary>Whether the client wants reason strings (MQTT-3.1.2-29).</summary>
    public bool TellsReasons { get; set; } = true;

    /// <summary>How long the peer has left its answers lying; zero when nothing waits.</summary>
    public TimeSpan Stalled => Volatile.Read(ref _flushingSince) is long since and not 0 ? time.GetElapsedTime(since) : TimeSpan.Zero;

    public bool IsFlushing => Volatile.Read(ref _flushingSince) != 0;

    public void Dispose() => _gate.Dispose();

    /// <summary>Written, not flushed: several go out together.</summary>
    public ValueTask AcknowledgeAsync(MqttPacketType type, ushort packetId, MqttReasonCode code, string? reason = null)
    {
        var packet = (type, packetId, code: Version == MqttVersion.V500 ? code : MqttReasonCode.Success, reason: Fitting(code, reason));
        return WriteAsync(static (writer, packet) => AcknowledgementPacket.Write(writer, packet.type, packet.packetId, packet.code, packet.reason), packet);
    }

    public async ValueTask DisconnectAsync(MqttReasonCode code, string reason)
    {
        string? told = DisconnectPacket.Length(reason) <= MaxPacketSize ? reason : null;
        await SendAsync(static (writer, packet) => DisconnectPacket.Write(writer, packet.code, packet.told), (code, told));
    }

    /// <summary>Written, not flushed. In the order of the calls as long as they come from one loop.</summary>
    public ValueTask WriteAsync<T>(Action<PipeWriter, T> write, T argument)
    {
        if (!_gate.Wait(0))
        {
            return SendAsync(write, argument);
        }

        try
        {
            write(writer, argument);
        }
        finally
        {
            _gate.Release();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync() => SendAsync(static (_, _) => { }, 0);

    public async ValueTask SendAsync<T>(Action<PipeWriter, T> write, T argument)
    {
        await _gate.WaitAsync();
        try
        {
            write(writer, argument);
            Volatile.Write(ref _flushingSince, Math.Max(1, time.GetTimestamp()));
            FlushResult result = await writer.FlushAsync();
            if (result.IsCompleted)
            {
                close(MqttCloseReason.ConnectionLost);
            }
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException or ObjectDisposedException)
        {
            close(MqttCloseReason.ConnectionLost);
        }
        finally
        {
            Volatile.Write(ref _flushingSince, 0);
            _gate.Release();
        }
    }

    /// <summary>Nothing more is written; what is written still goes out.</summary>
    public async ValueTask CompleteAsync()
    {
        await _gate.WaitAsync();
        try
        {
            await writer.CompleteAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private string? Fitting(MqttReasonCode code, string? reason) =>
        reason is not null && TellsReasons && Version == MqttVersion.V500 && AcknowledgementPacket.Length(code, reason) <= MaxPacketSize ? reason : null;
}
