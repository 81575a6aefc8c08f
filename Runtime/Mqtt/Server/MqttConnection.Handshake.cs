using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using OrleansCare.Mqtt.Packets;

namespace OrleansCare.Mqtt.Server;

/// <summary>Section 3.1: everything between the socket and CONNACK.</summary>
internal sealed partial class MqttConnection
{
    private const int AssignedIdLength = 20;

    private async Task<bool> HandshakeAsync()
    {
        ConnectPacket? connect = await ReadConnectAsync();
        if (connect is null)
        {
            return false;
        }

        _output.Version = connect.Version;
        _output.MaxPacketSize = connect.Properties.MaximumPacketSize;
        _output.TellsReasons = connect.Properties.RequestProblemInformation;

        // Section 4.12: enhanced authentication is not offered.
        if (connect.Properties.HasAuthenticationMethod)
        {
            return await RefuseAsync(MqttReasonCode.BadAuthenticationMethod);
        }

        // 3.1.1 MQTT-3.1.3-6 to -8: only a clean session may leave its name to the server; 5.0 lets every session.
        if (connect.ClientId.Length == 0 && !connect.CleanSession && connect.Version == MqttVersion.V311)
        {
            return await RefuseAsync(MqttReasonCode.ClientIdentifierNotValid);
        }

        if (connect.Will is { } will && Encoding.UTF8.GetByteCount(will.Topic) > _server.Options.MaxTopicLength)
        {
            return await RefuseAsync(MqttReasonCode.TopicNameInvalid);
        }

        string clientId = connect.ClientId.Length > 0 ? connect.ClientId : RandomNumberGenerator.GetHexString(AssignedIdLength, lowercase: true);
        MqttConnectDecision? decision = await DecideAsync(connect, clientId);
        if (decision?.Code != MqttReasonCode.Success)
        {
            return await RefuseAsync(decision?.Code ?? MqttReasonCode.ServerUnavailable);
        }

        _connection = new MqttSession(this, connect.Version, clientId, connect.UserName, decision.State);
        if (!_server.TryClaim(clientId, this, out _previous))
        {
            return await RefuseAsync(MqttReasonCode.ServerBusy, MqttCloseReason.TooManyConnections);
        }

        if (_previous is not null)
        {
            _previous.Close(MqttCloseReason.TakenOver);
            await _previous._ended.Task.WaitAsync(_closing.Token);
            _previous = null;
        }

        return await AcceptAsync(connect, clientId, decision);
    }

    private async Task<ConnectPacket?> ReadConnectAsync()
    {
        while (Reason == MqttCloseReason.None)
        {
            ReadResult read = await _input.ReadAsync();
            ReadOnlySequence<byte> buffer = read.Buffer;
            ConnectPacket? connect = null;
            MqttVersion version = default;
            bool whole = MqttFrame.TryRead(ref buffer, _server.Options.MaxConnectLength, out MqttFrame frame, out MqttCloseReason fault);
            if (whole)
            {
                fault = frame.Type == MqttPacketType.Connect ? ConnectPacket.TryParse(frame.Body, out version, out connect) : MqttCloseReason.FirstPacketNotConnect;
            }

            _input.AdvanceTo(buffer.Start, whole ? buffer.Start : buffer.End);
            if (connect is not null)
            {
                return connect;
            }

            if (fault != MqttCloseReason.None)
            {
                await RefuseAsync(version, fault);
            }
            else if (read.IsCompleted)
            {
                Close(MqttCloseReason.ConnectionLost);
            }
        }

        return null;
    }

    private async Task<MqttConnectDecision?> DecideAsync(ConnectPacket connect, string clientId)
    {
        try
        {
            var request = new MqttConnectRequest
            {
                Version = connect.Version,
                ClientId = clientId,
                CleanSession = connect.CleanSession,
                UserName = connect.UserName,
                Password = connect.Password,
                ClientCertificate = _context.Features.Get<ITlsConnectionFeature>()?.ClientCertificate,
                KeepAlive = TimeSpan.FromSeconds(connect.KeepAliveSeconds),
                RemoteEndPoint = _context.RemoteEndPoint,
            };
            return await _server.Application.ConnectAsync(request, _closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception fault)
        {
            Fault(nameof(IMqttApplication.ConnectAsync), fault);
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(connect.Password);
        }
    }

    private async Task<bool> RefuseAsync(MqttReasonCode code, MqttCloseReason reason = MqttCloseReason.ConnectionRefused)
    {
        MqttLog.Refused(_server.Logger, Id, code);
        await SendRefusalAsync(_output.Version, code, code.ToString());
        Close(reason);
        return false;
    }

    /// <summary>A CONNECT that cannot be read: 5.0 and later are told why (section 4.13), 3.1.1 is told only that its version is not spoken.</summary>
    private async Task RefuseAsync(MqttVersion version, MqttCloseReason fault)
    {
        if (version >= MqttVersion.V500)
        {
            await SendRefusalAsync(version, CloseCode.Of(fault) ?? MqttReasonCode.UnspecifiedError, fault.ToString());
        }
        else if (fault == MqttCloseReason.UnsupportedProtocol)
        {
            await SendRefusalAsync(version, MqttReasonCode.UnsupportedProtocolVersion, reason: null);
        }

        Close(fault);
    }

    private ValueTask SendRefusalAsync(MqttVersion version, MqttReasonCode code, string? reason)
    {
        if (version < MqttVersion.V500)
        {
            return _output.SendAsync(static (writer, code) => ConnAckPacket.Write(writer, sessionPresent: false, ConnAckPacket.ReturnCodeOf(code)), code);
        }

        var refusal = new ConnAckPacket { Code = code, Reason = reason };
        refusal = refusal.Length <= _output.MaxPacketSize ? refusal : refusal with { Reason = null };

        // MQTT-3.1.2-24: to a client that takes no CONNACK nothing can be said.
        return refusal.Length > _output.MaxPacketSize ? ValueTask.CompletedTask : _output.SendAsync(static (writer, refusal) => refusal.WriteTo(writer), refusal);
    }
}
