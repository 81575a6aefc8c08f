using System.Diagnostics.CodeAnalysis;
using OrleansCare.Mqtt.Packets;
using OrleansCare.Mqtt.Sessions;
using OrleansCare.Mqtt.Topics;

namespace OrleansCare.Mqtt.Server;

/// <summary>How an accepted connection takes up its session and leaves it.</summary>
internal sealed partial class MqttConnection
{
    private const double KeepAliveGrace = 1.5;

    private MqttSession? _connection;
    private MqttConnection? _previous;
    private ClientSession? _session;
    private PublishReader? _publishes;
    private AnswerLoop? _answers;
    private DeliveryLoop? _deliveries;
    private WillMessage? _will;
    private uint _requestedExpirySeconds;

    [MemberNotNullWhen(true, nameof(_connection), nameof(_session), nameof(_publishes), nameof(_answers), nameof(_deliveries))]
    private bool HasSession => _deliveries is not null;

    private ClientSession Session => _session ?? throw NotAccepted();

    private AnswerLoop Answers => _answers ?? throw NotAccepted();

    private DeliveryLoop Deliveries => _deliveries ?? throw NotAccepted();

    private async Task<bool> AcceptAsync(ConnectPacket connect, string clientId, MqttConnectDecision decision)
    {
        ConnectProperties properties = connect.Properties;
        MqttServerOptions options = _server.Options;
        TimeSpan requested = ExpiryOf(connect);
        (ClientSession session, bool present) = _server.Sessions.Open(clientId, connect.CleanSession, Limited(requested));
        _session = session;
        _publishes = new PublishReader(connect.Version, (ushort)options.TopicAliasMaximum, options.MaxTopicLength);
        _answers = new AnswerLoop(this, session, _output, _server);
        _deliveries = new DeliveryLoop(this, session, _output, _server, (ushort)Math.Min(properties.TopicAliasMaximum, options.TopicAliasMaximum));
        session.Connect(properties.ReceiveMaximum, _deliveries.Wake);
        _requestedExpirySeconds = properties.SessionExpirySeconds;
        ushort keepAlive = KeepAliveOf(connect);
        _silenceAllowed = TimeSpan.FromSeconds(keepAlive) * KeepAliveGrace;
        if (!AuthorizeAgain(session))
        {
            return false;
        }

        var answer = new ConnAckPacket
        {
            SessionPresent = present,
            SessionExpirySeconds = session.Expiry == requested ? null : (uint)session.Expiry.TotalSeconds,
            ReceiveMaximum = (ushort)options.MaxInFlight,
            MaximumPacketSize = (uint)options.MaxPacketLength,
            AssignedClientId = connect.ClientId.Length == 0 ? clientId : null,
            TopicAliasMaximum = (ushort)options.TopicAliasMaximum,
            ServerKeepAliveSeconds = keepAlive == connect.KeepAliveSeconds ? (ushort)0 : keepAlive,
            ResponseInformation = properties.RequestResponseInformation ? decision.ResponseInformation : null,
        };
        if (connect.Version == MqttVersion.V500 && answer.Length > _output.MaxPacketSize)
        {
            // MQTT-3.14.0-1: no DISCONNECT before a CONNACK.
            return await RefuseAsync(MqttReasonCode.PacketTooLarge, MqttCloseReason.PacketTooLarge);
        }

        _accepted = true;
        _will = connect.Will;
        await (connect.Version == MqttVersion.V500
            ? _output.SendAsync(static (writer, answer) => answer.WriteTo(writer), answer)
            : _output.SendAsync(static (writer, answer) => ConnAckPacket.Write(writer, answer.SessionPresent, MqttConnectReturnCode.Accepted), answer));
        return Reason == MqttCloseReason.None;
    }

    private static TimeSpan ExpiryOf(ConnectPacket connect) => connect.Version == MqttVersion.V500
        ? TimeSpan.FromSeconds(connect.Properties.SessionExpirySeconds)
        : connect.CleanSession ? TimeSpan.Zero : TimeSpan.MaxValue;

    private TimeSpan Limited(TimeSpan expiry) => expiry < _server.Options.MaxSessionExpiry ? expiry : _server.Options.MaxSessionExpiry;

    private ushort KeepAliveOf(ConnectPacket connect)
    {
        ushort longest = (ushort)_server.Options.MaxKeepAlive.TotalSeconds;
        bool isLimited = longest != 0 && connect.Version == MqttVersion.V500 && (connect.KeepAliveSeconds == 0 || connect.KeepAliveSeconds > longest);
        return isLimited ? longest : connect.KeepAliveSeconds;
    }

    /// <summary>Whoever returns under the client id may not be allowed what the session was granted.</summary>
    private bool AuthorizeAgain(ClientSession session)
    {
        foreach (Subscription subscription in session.Subscriptions.ToArray())
        {
            if (Authorize(subscription.Filter, subscription.Options.Qos) is not { } code)
            {
                return false;
            }

            if (code >= MqttReasonCode.UnspecifiedError)
            {
                _server.Sessions.Unsubscribe(session, subscription.Filter);
            }
        }

        return true;
    }

    /// <returns>Null: the application threw, and the connection is closed.</returns>
    private MqttReasonCode? Authorize(TopicFilter filter, MqttQos qos)
    {
        try
        {
            return _server.Application.Subscribe(_connection!, filter.Levels, qos);
        }
        catch (Exception fault)
        {
            Fault(nameof(IMqttApplication.Subscribe), fault);
            return null;
        }
    }

    private async Task EndSessionAsync()
    {
        if (HasSession)
        {
            WillMessage? will = _server.Sessions.Close(_session, _connection, Reason == MqttCloseReason.ClientDisconnected ? null : _will);
            if (will is not null)
            {
                await _server.PublishWillAsync(_connection, will);
            }
        }

        if (_connection is not null)
        {
            _server.Release(_connection.ClientId, this);
            try
            {
                _server.Application.Disconnected(_connection, Reason);
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

    private static InvalidOperationException NotAccepted() => new("There is no session before CONNECT is accepted.");
}
