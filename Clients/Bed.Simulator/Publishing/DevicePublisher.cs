using System.Buffers;
using System.Net.Sockets;
using OrleansCare.BedSimulator.Devices;
using OrleansCare.BedSimulator.Identity;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Mqtt;
using OrleansCare.Mqtt.Client;

namespace OrleansCare.BedSimulator.Publishing;

/// <summary>
/// One device's connection to the edge. Packets go out strictly in order, one at a time until acknowledged; what had no acknowledgement when the
/// connection was lost is sent first on the next one. A sequence number is never used twice.
/// </summary>
public sealed class DevicePublisher
{
    private readonly DeviceIdentity _device;
    private readonly PublishOptions _options;
    private readonly BedLedger _ledger;
    private readonly TimeProvider _time;
    private readonly PacketQueue _queue;
    private readonly ArrayBufferWriter<byte> _scratch = new(4096);
    private readonly string _topic;
    private readonly TimeSpan _clockError;
    private long _sequence;

    /// <param name="firstSequence">Above every number this device used before.</param>
    /// <param name="clockError">How far the device's own clock is ahead.</param>
    public DevicePublisher(
        DeviceIdentity device, PublishOptions options, BedLedger ledger, TimeProvider time, long firstSequence, TimeSpan clockError)
    {
        (_device, _options, _ledger, _time, _sequence, _clockError) = (device, options, ledger, time, firstSequence, clockError);
        _queue = new PacketQueue(options.MemoryPackets);
        _topic = $"care/v1/{device.Serial}/{(device.Kind == DeviceKind.Thermometer ? "json" : "protobuf")}";
    }

    public int Waiting => _queue.Count;

    /// <summary>Encodes the measurement at once; the caller may reuse its buffers.</summary>
    /// <param name="end">True time of the end of the measurement.</param>
    public void Offer(Measurement measurement, DateTimeOffset end)
    {
        var packet = new DevicePacket
        {
            Device = _device.Serial,
            Sequence = _sequence++,
            DeviceTime = DeviceTime.From(end + _clockError),
            ReceivedAt = default,
            Numerics = measurement.Numerics,
            Waveforms = measurement.Waveforms,
        };
        var payload = _device.Kind == DeviceKind.Thermometer
            ? PayloadWriter.WriteJson(packet, _device.Note, _scratch)
            : PayloadWriter.WriteProtobuf(packet, _scratch);
        if (_queue.Add(new OutgoingPacket(payload, packet.SampleCount, packet.Numerics.Count)) is not null)
        {
            // Its buffer may be on its way right now: left to the collector.
            _ledger.Shed();
        }
    }

    /// <summary>Connects, publishes, connects again, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var client = await MqttClient.ConnectAsync(
                    new MqttClientOptions
                    {
                        Host = _options.Host,
                        Port = _options.Port,
                        ClientId = _device.Serial,
                        UserName = _device.User,
                        Password = _device.Password,
                        CleanSession = false,
                        Time = _time,
                    },
                    cancellationToken);
                _ledger.Connected();
                await PublishAsync(client, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost) when (lost is MqttClientException or SocketException)
            {
                if (lost is MqttClientException { Reason: MqttCloseReason.ConnectionRefused })
                {
                    _ledger.Refused();
                }
            }

            await Task.Delay(_options.RetryAfter, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Completes when everything offered so far is acknowledged.</summary>
    public Task WhenDrainedAsync(CancellationToken cancellationToken) => _queue.WhenEmptyAsync(cancellationToken);

    private async Task PublishAsync(MqttClient client, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var first = _queue.FirstAsync(idle.Token).AsTask();
            if (await Task.WhenAny(first, client.Closed) != first)
            {
                await idle.CancelAsync();
                await ((Task)first).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }

            var packet = await first;
            if (packet.WasSent)
            {
                _ledger.Resent();
            }
            else
            {
                packet.WasSent = true;
                _ledger.Sent(packet.Samples, packet.Numerics);
            }

            var began = _time.GetTimestamp();
            await client.PublishAsync(_topic, packet.Payload, MqttQos.AtLeastOnce, cancellationToken: cancellationToken);
            _ledger.Acknowledged(packet.Samples, _time.GetElapsedTime(began));
            if (_queue.Remove(packet))
            {
                packet.Release();
            }
        }
    }
}
