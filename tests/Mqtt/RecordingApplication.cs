using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using OrleansCare.Mqtt.Server;

namespace OrleansCare.Mqtt.Tests;

internal sealed record Received(string ClientId, string Topic, byte[] Payload, MqttQos Qos, bool Duplicate, bool Retain, ushort PacketId, long ReceivedAt)
{
    public string Text => Encoding.UTF8.GetString(Payload);
}

/// <summary>Keeps what came; decides as told.</summary>
internal sealed class RecordingApplication : IMqttApplication
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Channel<Received> _received = Channel.CreateUnbounded<Received>();
    private readonly Channel<(string ClientId, MqttCloseReason Reason)> _disconnected = Channel.CreateUnbounded<(string, MqttCloseReason)>();

    public ConcurrentQueue<MqttSession> Sessions { get; } = new();

    public ConcurrentQueue<Received> All { get; } = new();

    public Func<MqttConnectRequest, MqttConnectDecision> OnConnect { get; set; } = _ => MqttConnectDecision.Accept();

    public Func<Received, ValueTask<PublishDecision>> OnPublish { get; set; } = _ => new(PublishDecision.Acknowledge);

    public Func<string, MqttReasonCode> OnSubscribe { get; set; } = _ => MqttReasonCode.NotAuthorized;

    public ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken cancellationToken) => new(OnConnect(request));

    public ValueTask<PublishDecision> PublishAsync(MqttSession session, in MqttPublish publish)
    {
        var received = new Received(
            session.ClientId, publish.Topic, publish.Payload.ToArray(), publish.Qos, publish.Duplicate, publish.Retain, publish.PacketId, publish.ReceivedAt);
        if (!Sessions.Contains(session))
        {
            Sessions.Enqueue(session);
        }

        All.Enqueue(received);
        _received.Writer.TryWrite(received);
        return OnPublish(received);
    }

    public MqttReasonCode Subscribe(MqttSession session, string filter, MqttQos qos) => OnSubscribe(filter);

    public void Disconnected(MqttSession session, MqttCloseReason reason) => _disconnected.Writer.TryWrite((session.ClientId, reason));

    public async Task<Received> NextPublishAsync() => await Next(_received.Reader, "no PUBLISH reached the application");

    public async Task<(string ClientId, MqttCloseReason Reason)> NextDisconnectAsync() =>
        await Next(_disconnected.Reader, "the application was not told of the end of the session");

    private static async Task<T> Next<T>(ChannelReader<T> reader, string missing)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(missing);
        }
    }
}
