using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansCare.Mqtt.Server;

/// <summary>What the connections of one process share: who is connected under which client id, and which sessions are stored.</summary>
internal sealed class MqttServer(
    IMqttApplication application,
    IOptions<MqttServerOptions> options,
    MqttMetrics metrics,
    TimeProvider time,
    ILogger<MqttServer> logger)
{
    private readonly Dictionary<string, MqttConnection> _connections = new(StringComparer.Ordinal);
    private readonly HashSet<string> _storedSessions = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public IMqttApplication Application => application;

    public MqttServerOptions Options => options.Value;

    public MqttMetrics Metrics => metrics;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    public Task ServeAsync(ConnectionContext context) => new MqttConnection(this, context).RunAsync();

    /// <summary>The client id now belongs to <paramref name="connection"/>; answers who held it, or null.</summary>
    public MqttConnection? Claim(string clientId, MqttConnection connection)
    {
        lock (_gate)
        {
            MqttConnection? previous = _connections.GetValueOrDefault(clientId);
            _connections[clientId] = connection;
            return previous;
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

    /// <summary>
    /// Section 3.1.2.4 and MQTT-3.2.2-2: whether a session was stored under this id. A clean session deletes it.
    /// It holds no messages (nothing is sent to clients yet); a client that finds it resends what was not acknowledged.
    /// </summary>
    public bool OpenSession(string clientId, bool clean)
    {
        lock (_gate)
        {
            if (clean)
            {
                _storedSessions.Remove(clientId);
                return false;
            }

            if (_storedSessions.Contains(clientId))
            {
                return true;
            }

            if (_storedSessions.Count < Options.MaxStoredSessions)
            {
                _storedSessions.Add(clientId);
            }
            else
            {
                metrics.SessionNotStored();
            }

            return false;
        }
    }
}
