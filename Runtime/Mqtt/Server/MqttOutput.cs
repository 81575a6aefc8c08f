using System.IO.Pipelines;
using OrleansCare.Mqtt.Packets;

namespace OrleansCare.Mqtt.Server;

/// <summary>The writing side of a connection: both loops may answer, one at a time. A peer that is gone is reported, not thrown.</summary>
internal sealed class MqttOutput(PipeWriter writer, TimeProvider time, Action<MqttCloseReason> close) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private long _flushingSince;

    /// <summary>How long the peer has left its answers lying; zero when nothing waits.</summary>
    public TimeSpan Stalled => Volatile.Read(ref _flushingSince) is long since and not 0 ? time.GetElapsedTime(since) : TimeSpan.Zero;

    public void Dispose() => _gate.Dispose();

    public ValueTask ConnAckAsync(bool sessionPresent, MqttConnectReturnCode code) =>
        SendAsync(static (writer, answer) => AnswerPackets.WriteConnAck(writer, answer.sessionPresent, answer.code), (sessionPresent, code));

    public ValueTask PingRespAsync() => SendAsync(static (writer, _) => AnswerPackets.WritePingResp(writer), 0);

    public ValueTask RefuseSubscriptionAsync(SubscribePacket packet) =>
        SendAsync(static (writer, packet) => AnswerPackets.WriteSubAckRefusal(writer, packet.PacketId, packet.Filters), packet);

    public ValueTask UnsubAckAsync(ushort packetId) => SendAsync(static (writer, id) => AnswerPackets.WriteUnsubAck(writer, id), packetId);

    /// <summary>Written, not flushed: several go out together.</summary>
    public ValueTask PubAckAsync(ushort packetId)
    {
        if (!_gate.Wait(0))
        {
            return SendAsync(static (writer, id) => AnswerPackets.WritePubAck(writer, id), packetId);
        }

        try
        {
            AnswerPackets.WritePubAck(writer, packetId);
        }
        finally
        {
            _gate.Release();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync() => SendAsync(static (_, _) => { }, 0);

    private async ValueTask SendAsync<T>(Action<PipeWriter, T> write, T argument)
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
}
