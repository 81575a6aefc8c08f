using OrleansCare.Mqtt.Packets;
using OrleansCare.Mqtt.Server;
using OrleansCare.Mqtt.Topics;

namespace OrleansCare.Mqtt.Sessions;

/// <summary>The sessions of a server, connected or not, and when they and their delayed wills come to an end. Thread-safe.</summary>
internal sealed class SessionStore(
    MqttServerOptions options, MqttMetrics metrics, TimeProvider time, SubscriptionTree subscriptions, Action<MqttSession, WillMessage> publishWill)
{
    private readonly Dictionary<string, ClientSession> _sessions = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _stored;

    /// <summary>
    /// Section 3.1.2.4 (MQTT-3.1.2-4 to -6). The client id's earlier connection must have ended.
    /// </summary>
    /// <param name="expiry">How long it shall outlive the connection; zero if there is no room for one more stored session.</param>
    public (ClientSession Session, bool Present) Open(string clientId, bool clean, TimeSpan expiry)
    {
        lock (_gate)
        {
            _sessions.TryGetValue(clientId, out ClientSession? session);
            if (session is not null && clean)
            {
                End(session);
                session = null;
            }

            bool present = session is not null;
            if (session is null)
            {
                session = new ClientSession(clientId, options, metrics);
                _sessions.Add(clientId, session);
                metrics.Sessions(1);
            }

            // MQTT-3.1.3-9: whoever is back in time leaves no will.
            if (session.Absence is { } absence)
            {
                absence.End();
                session.Absence = null;
                metrics.DelayedWills(absence.Will is null ? 0 : -1);
            }

            SetExpiry(session, expiry);
            return (session, present);
        }
    }

    /// <summary>The client's last word on how long its session lives (5.0 section 3.14.2.2.2).</summary>
    public void ChangeExpiry(ClientSession session, TimeSpan expiry)
    {
        lock (_gate)
        {
            SetExpiry(session, expiry);
        }
    }

    /// <summary>The connection has ended. Null will: none, or a discarded one.</summary>
    /// <returns>The will if it is due at once.</returns>
    public WillMessage? Close(ClientSession session, MqttSession connection, WillMessage? will)
    {
        lock (_gate)
        {
            session.Disconnect();
            if (session.Expiry == TimeSpan.Zero)
            {
                End(session);
                return will;
            }

            var absence = new Absence(session, connection);
            session.Absence = absence;
            absence.ExpiryTimer = StartTimer(absence, session.Expiry, Expire);
            if (will is null || will.DelaySeconds == 0)
            {
                return will;
            }

            // MQTT-3.1.3-9: at the session's end if that is earlier.
            var delay = TimeSpan.FromSeconds(will.DelaySeconds);
            absence.Will = will;
            metrics.DelayedWills(1);
            absence.WillTimer = delay < session.Expiry ? StartTimer(absence, delay, PublishWill) : null;
            return null;
        }
    }

    public void Subscribe(ClientSession session, Subscription subscription, out bool isNew)
    {
        isNew = session.Subscribe(subscription);
        subscriptions.Add(subscription);
    }

    public bool Unsubscribe(ClientSession session, TopicFilter filter)
    {
        subscriptions.Remove(filter, session);
        return session.Unsubscribe(filter);
    }

    private ITimer StartTimer(Absence absence, TimeSpan due, Action<Absence> act) =>
        time.CreateTimer(static state => Act(state!), (this, absence, act), due, Timeout.InfiniteTimeSpan);

    private static void Act(object state)
    {
        (SessionStore store, Absence absence, Action<Absence> act) = ((SessionStore, Absence, Action<Absence>))state;
        lock (store._gate)
        {
            // The client may have come back while the timer fired.
            if (absence.Session.Absence == absence)
            {
                act(absence);
            }
        }
    }

    private void Expire(Absence absence) => End(absence.Session);

    private void PublishWill(Absence absence)
    {
        if (absence.Will is { } will)
        {
            absence.Will = null;
            metrics.DelayedWills(-1);
            publishWill(absence.LastConnection, will);
        }
    }

    private void End(ClientSession session)
    {
        if (session.Absence is { } absence)
        {
            absence.End();
            session.Absence = null;
            PublishWill(absence);
        }

        SetExpiry(session, TimeSpan.Zero);
        _sessions.Remove(session.ClientId);
        metrics.Sessions(-1);
        foreach (Subscription subscription in session.Subscriptions.ToArray())
        {
            Unsubscribe(session, subscription.Filter);
        }

        session.Outgoing.Clear();
    }

    private void SetExpiry(ClientSession session, TimeSpan expiry)
    {
        bool isStored = session.Expiry > TimeSpan.Zero;
        if (expiry > TimeSpan.Zero && !isStored && _stored >= options.MaxStoredSessions)
        {
            metrics.SessionNotStored();
            expiry = TimeSpan.Zero;
        }

        _stored += (expiry > TimeSpan.Zero ? 1 : 0) - (isStored ? 1 : 0);
        session.Expiry = expiry;
    }
}
