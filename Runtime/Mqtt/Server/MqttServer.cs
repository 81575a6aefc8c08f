using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansCare.Mqtt.Packets;
using OrleansCare.Mqtt.Sessions;
using OrleansCare.Mqtt.Topics;

namespace OrleansCare.Mqtt.Server;

/// <summary>What the connections of one process share: who is connected under which client id, the sessions, the subscriptions and the retained messages.</summary>
internal sealed class MqttServer
{
    private readonly Dictionary<string, MqttConnection> _connections = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly SubscriptionTree _subscriptions = new();
    private readonly RetainedMessages _retained;

    public MqttServer(IMqttApplication application, IOptions<MqttServerOptions> options, MqttMetrics metrics, TimeProvider time, ILogger<MqttServer> logger)
    {
        Application = application;
        Options = options.Value;
        Metrics = metrics;
        Time = time;
        Logger = logger;
        _retained = new RetainedMessages(Options, metrics);
        Sessions = new SessionStore(Options, metrics, time, _subscriptions, (session, will) => _ = Task.Run(() => PublishWillAsync(session, will)));
    }

    public IMqttApplication Application { get; }

    public MqttServerOptions Options { get; }

    public MqttMetrics Metrics { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public SessionStore Sessions { get; }

    public Task ServeAsync(ConnectionContext context) => new MqttConnection(this, context).RunAsync();

    /// <summary>The client id now belongs to <paramref name="connection"/>.</summary>
    /// <param name="previous">Who held it; null: nobody.</param>
    /// <returns>False: nobody held it, and there is no room for one more connection.</returns>
    public bool TryClaim(string clientId, MqttConnection connection, out MqttConnection? previous)
    {
        lock (_gate)
        {
            if (!_connections.TryGetValue(clientId, out previous) && _connections.Count >= Options.MaxConnections)
            {
                return false;
            }

            _connections[clientId] = connection;
            return true;
        }
    }

    public void Release(string clientId, MqttConnection connection)
    {
        lock (_gate)
        {
            if (_connections.GetValueOrDefault(clientId) == connection)
            {
                _connections.Remove(clientId);
            }
        }
    }

    /// <param name="publisher">Client id.</param>
    /// <returns>False: it asks to be retained, and there is no room.</returns>
    public bool TryRetain(MqttMessage message, string publisher) => !message.Retain || _retained.TrySet(message, publisher);

    /// <summary>Hands the message to its subscribers.</summary>
    /// <param name="publisher">Client id.</param>
    /// <returns>How many sessions take it.</returns>
    public int Distribute(MqttMessage message, string publisher) => _subscriptions.Distribute(message, publisher);

    /// <param name="except">A client id whose messages are left out; null: none.</param>
    public List<MqttMessage> RetainedFor(TopicFilter filter, string? except) => _retained.Matching(filter, UnixMicroseconds(), except);

    /// <summary>Section 3.1.2.5: like a publish of the client that is gone.</summary>
    public async Task PublishWillAsync(MqttSession session, WillMessage will)
    {
        try
        {
            PublishDecision decision = await Start();
            if (decision.Message is { } message)
            {
                TryRetain(message, session.ClientId);
                Distribute(message, session.ClientId);
            }

            if (decision.Code != MqttReasonCode.Success)
            {
                Metrics.Withheld(will.Qos);
            }
        }
        catch (Exception fault)
        {
            MqttLog.ApplicationFault(Logger, session.ConnectionId, nameof(IMqttApplication.PublishAsync), fault.GetType().Name, fault.StackTrace);
        }

        ValueTask<PublishDecision> Start()
        {
            var publish = new MqttPublish
            {
                Topic = will.Topic,
                Payload = new(will.Payload),
                ReceivedAt = UnixMicroseconds(),
                Qos = will.Qos,
                Retain = will.Retain,
                ExpirySeconds = will.ExpirySeconds,
                Properties = new MqttProperties(will.ForwardedProperties, PropertySet.Forwarded),
            };
            return Application.PublishAsync(session, in publish);
        }
    }

    public long UnixMicroseconds() => (Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
