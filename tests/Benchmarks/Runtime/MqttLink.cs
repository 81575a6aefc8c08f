using System.Buffers;
using System.Net;
using System.Net.Sockets;
using OrleansCare.Mqtt;
using OrleansCare.Mqtt.Packets;

namespace OrleansCare.Benchmarks.Runtime;

/// <summary>One publishing connection to any broker; blocking, so that it allocates nothing of its own.</summary>
internal sealed class MqttLink : IDisposable
{
    /// <summary>Publishes in flight, no more than mosquitto lets a 5.0 client have.</summary>
    public const int Window = 16;

    /// <summary>As a monitor's 250 ms of waves and numerics.</summary>
    public const int PayloadBytes = 1100;

    private const int AcknowledgementBytes = 2;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _received = new byte[256];
    private readonly byte[] _publishes;
    private readonly int _publishBytes;
    private int _unread;

    public MqttLink(int port, MqttVersion version, string clientId)
    {
        _publishes = Publishes(version);
        _publishBytes = _publishes.Length / Window;
        _socket.Connect(IPAddress.Loopback, port);
        _socket.Send(Connect(version, clientId));
        var length = _socket.Receive(_received);
        if (length < 4 || _received[3] != 0)
        {
            throw new InvalidOperationException("The broker did not accept the connection.");
        }
    }

    /// <summary>One publish and its acknowledgement.</summary>
    public void PublishOne()
    {
        _socket.Send(_publishes.AsSpan(0, _publishBytes));
        ReceiveAcknowledgements(1);
    }

    /// <summary><see cref="Window"/> publishes and their acknowledgements.</summary>
    public void PublishWindow()
    {
        _socket.Send(_publishes);
        ReceiveAcknowledgements(Window);
    }

    public void Dispose() => _socket.Dispose();

    private void ReceiveAcknowledgements(int count)
    {
        while (count > 0)
        {
            var end = _unread + _socket.Receive(_received.AsSpan(_unread));
            var at = 0;
            while (end - at >= AcknowledgementBytes && end - at >= AcknowledgementBytes + _received[at + 1])
            {
                if ((MqttPacketType)(_received[at] >> 4) != MqttPacketType.PubAck)
                {
                    throw new InvalidOperationException("The broker sent no PUBACK.");
                }

                at += AcknowledgementBytes + _received[at + 1];
                count--;
            }

            _received.AsSpan(at, end - at).CopyTo(_received);
            _unread = end - at;
        }
    }

    private static byte[] Connect(MqttVersion version, string clientId)
    {
        var written = new ArrayBufferWriter<byte>();
        new ConnectPacket(clientId, CleanSession: true, KeepAliveSeconds: 0, UserName: null, Password: null, Will: null).WriteTo(written);
        var packet = written.WrittenSpan.ToArray();
        if (version == MqttVersion.V311)
        {
            return packet;
        }

        // 5.0: another level, and an empty block of properties after the keep-alive.
        const int LevelAt = 8;
        const int ClientIdAt = 12;
        packet[LevelAt] = (byte)version;
        packet[1]++;
        return [.. packet.AsSpan(0, ClientIdAt), 0, .. packet.AsSpan(ClientIdAt)];
    }

    private static byte[] Publishes(MqttVersion version)
    {
        var written = new ArrayBufferWriter<byte>();
        for (ushort id = 1; id <= Window; id++)
        {
            new OutgoingPublish
            {
                Version = version,
                Topic = "care/v1/MON-123456789/protobuf",
                Payload = new byte[PayloadBytes],
                Qos = MqttQos.AtLeastOnce,
                PacketId = id,
            }.WriteTo(written);
        }

        return written.WrittenSpan.ToArray();
    }
}
