using System.Buffers;
using BenchmarkDotNet.Attributes;
using OrleansCare.Mqtt;
using OrleansCare.Mqtt.Packets;

namespace OrleansCare.Benchmarks.Runtime;

[MemoryDiagnoser]
public class MqttPublishBenchmark
{
    private const int MaxPacketLength = 1 << 20;

    private readonly TopicCache _topics = new();
    private ReadOnlySequence<byte> _bytes;

    [GlobalSetup]
    public void Setup()
    {
        var written = new ArrayBufferWriter<byte>();
        PublishPacket.Write(written, "care/v1/MON-123456789/protobuf", new byte[1100], MqttQos.AtLeastOnce, packetId: 7, duplicate: false);
        _bytes = new ReadOnlySequence<byte>(written.WrittenMemory);
    }

    /// <summary>Fixed header, topic, packet id, payload; nothing is copied.</summary>
    [Benchmark]
    [AllocatedBytes(0)]
    public long Read()
    {
        var buffer = _bytes;
        return MqttFrame.TryRead(ref buffer, MaxPacketLength, out var frame, out _) && PublishPacket.TryParse(frame, _topics, out var packet) == MqttCloseReason.None
            ? packet.Payload.Length
            : throw new InvalidOperationException("The packet is not read as it was written.");
    }
}
