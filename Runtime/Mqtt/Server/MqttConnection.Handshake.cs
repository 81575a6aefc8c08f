using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using OrleansCare.Mqtt.Packets;

namespace OrleansCare.Mqtt.Server;

/// <summary>Section 3.1: everything between the socket and CONNACK.</summary>
internal sealed partial class MqttConnection
{
    private const double KeepAliveGrace = 1.5;
    private const int AssignedIdLength = 20;

    private async Task<bool> HandshakeAsync()
    {
        ConnectPacket? connect = await ReadConnectAsync();
        if (connect is null)
        {
            return false;
        }

        // MQTT-3.1.3-6 to -8: only a clean session may leave its name to the server.
        if (connect.ClientId.Length == 0 && !connect.CleanSession)
        {
            return await RefuseAsync(MqttConnectReturnCode.IdentifierRejected);
        }

        string clientId = connect.ClientId.Length > 0 ? connect.ClientId : RandomNumberGenerator.GetHexString(AssignedIdLength, lowercase: true);
        MqttConnectDecision? decision = await DecideAsync(connect, clientId);
        if (decision?.Code != MqttConnectReturnCode.Accepted)
        {
            return await RefuseAsync(decision?.Code ?? MqttConnectReturnCode.ServerUnavailable);
        }

        _session = new MqttSession(this, clientId, connect.UserName, decision.State);
        _previous = _server.Claim(clientId, this);
        if (_previous is not null)
        {
            _previous.Close(MqttCloseReason.TakenOver);
            await _previous._ended.Task.WaitAsync(_closing.Token);
            _previous = null;
        }

        _will = connect.Will;
        _silenceAllowed = TimeSpan.FromSeconds(connect.KeepAliveSeconds) * KeepAliveGrace;
        _accepted = true;
        await _output.ConnAckAsync(_server.OpenSession(clientId, connect.CleanSession), MqttConnectReturnCode.Accepted);
        return true;
    }

    private async Task<ConnectPacket?> ReadConnectAsync()
    {
        while (Reason == MqttCloseReason.None)
        {
            ReadResult read = await _input.ReadAsync();
            ReadOnlySequence<byte> buffer = read.Buffer;
            ConnectPacket? connect = null;
            bool whole = MqttFrame.TryRead(ref buffer, _server.Options.MaxConnectLength, out MqttFrame frame, out MqttCloseReason fault);
            if (whole)
            {
                fault = frame.Type == MqttPacketType.Connect ? ConnectPacket.TryParse(frame.Body, out connect) : MqttCloseReason.FirstPacketNotConnect;
            }

            _input.AdvanceTo(buffer.Start, whole ? buffer.Start : buffer.End);
            if (connect is not null)
            {
                return connect;
            }

            if (fault == MqttCloseReason.UnsupportedProtocol)
            {
                await _output.ConnAckAsync(sessionPresent: false, MqttConnectReturnCode.UnacceptableProtocolVersion);
            }

            if (fault != MqttCloseReason.None)
            {
                Close(fault);
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
                ClientId = clientId,
                CleanSession = connect.CleanSession,
                UserName = connect.UserName,
                Password = connect.Password,
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

    private async Task<bool> RefuseAsync(MqttConnectReturnCode code)
    {
        MqttLog.Refused(_server.Logger, Id, code);
        await _output.ConnAckAsync(sessionPresent: false, code);
        Close(MqttCloseReason.ConnectionRefused);
        return false;
    }
}
