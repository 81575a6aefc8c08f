using System.Net;
using System.Net.Sockets;
using OrleansCare.Contracts.Devices.Wire;

namespace OrleansCare.BedSimulator.Tests;

/// <summary>An MQTT 3.1.1 server that acknowledges as many publishes per connection as its script says, then cuts the connection.</summary>
internal sealed class ScriptedBroker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<int> _script;
    private readonly Task _serving;

    /// <param name="acknowledgements">Per connection; after the last one everything is acknowledged.</param>
    public ScriptedBroker(params int[] acknowledgements)
    {
        _script = new Queue<int>(acknowledgements);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Sequences as they arrived, with those that were acknowledged.</summary>
    public List<(long Sequence, bool Acknowledged, string Topic)> Seen { get; } = [];

    public List<byte[]> Payloads { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeOneAsync(client.GetStream(), _script.TryDequeue(out var count) ? count : int.MaxValue);
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException)
            {
            }
        }
    }

    private async Task ServeOneAsync(NetworkStream stream, int acknowledgements)
    {
        while (true)
        {
            var (type, body) = await ReadAsync(stream);
            switch (type >> 4)
            {
                case 1:
                    await stream.WriteAsync(new byte[] { 0x20, 2, 0, 0 }, _stop.Token);
                    break;
                case 3:
                    var topicLength = (body[0] << 8) | body[1];
                    var topic = System.Text.Encoding.UTF8.GetString(body, 2, topicLength);
                    var payload = body[(topicLength + 4)..];
                    Payloads.Add(payload);
                    var sequence = topic.EndsWith("/protobuf", StringComparison.Ordinal) ? (long)DevicePacket.Parser.ParseFrom(payload).Sequence : 0;
                    Seen.Add((sequence, acknowledgements > 0, topic));
                    if (acknowledgements-- <= 0)
                    {
                        return;
                    }

                    await stream.WriteAsync(new byte[] { 0x40, 2, body[topicLength + 2], body[topicLength + 3] }, _stop.Token);
                    break;
                case 12:
                    await stream.WriteAsync(new byte[] { 0xD0, 0 }, _stop.Token);
                    break;
                default:
                    return;
            }
        }
    }

    private async Task<(byte Type, byte[] Body)> ReadAsync(NetworkStream stream)
    {
        var one = new byte[1];
        await stream.ReadExactlyAsync(one, _stop.Token);
        var type = one[0];
        var (length, shift) = (0, 0);
        do
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            length |= (one[0] & 0x7F) << shift;
            shift += 7;
        }
        while ((one[0] & 0x80) != 0);

        var body = new byte[length];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return (type, body);
    }
}
