using System.Buffers;
using BenchmarkDotNet.Attributes;
using OrleansCare.Mqtt;
using OrleansCare.Mqtt.Packets;

namespace OrleansCare.Benchmarks.Runtime;

[MemoryDiagnoser]
public class MqttPublishBenchmark
{
    private const int MaxPacketLength = 1 << 20;

    private readonly PublishReader _reader311 = new(MqttVersion.V311, topicAliasMaximum: 0);
    private readonly PublishReader _reader500 = new(MqttVersion.V500, topicAliasMaximum: 64);
    private ReadOnlySequence<byte> _packet311;
    private ReadOnlySequence<byte> _packet500;

    [GlobalSetup]
    public void Setup()
    {
        _packet311 = Write(MqttVersion.V311);
        _packet500 = Write(MqttVersion.V500);
    }

    /// <summary>Fixed header, topic, packet id, payload; nothing is copied.</summary>
    [Benchmark]
    [AllocatedBytes(0)]
    public long Read() => Read(_reader311, _packet311);

    /// <summary>Also an expiry, an alias and a payload format.</summary>
    [Benchmark]
    [AllocatedBytes(0)]
    public long Read500() => Read(_reader500, _packet500);

    private static long Read(PublishReader reader, ReadOnlySequence<byte> buffer) =>
        MqttFrame.TryRead(ref buffer, MaxPacketLength, out var frame, out _) && reader.TryRead(frame, out var packet) == MqttCloseReason.None
            ? packet.Payload.Length
            : throw new InvalidOperationException("The packet is not read as it was written.");

    private static ReadOnlySequence<byte> Write(MqttVersion version)
    {
        var written = new ArrayBufferWriter<byte>();
        var publish = new OutgoingPublish
        {
            Version = version,
            Topic = "care/v1/MON-123456789/protobuf",
            Payload = new byte[1100],
            Qos = MqttQos.AtLeastOnce,
            PacketId = 7,
            TopicAlias = 1,
            ExpirySeconds = 60,
            ForwardedProperties = [0x01, 0x01],
        };
        publish.WriteTo(written);
        return new ReadOnlySequence<byte>(written.WrittenMemory);
    }
}
