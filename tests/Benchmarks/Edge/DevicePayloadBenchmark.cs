using System.Buffers;
using BenchmarkDotNet.Attributes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Interop.Devices;
using OrleansCare.Interop.Profiles;

namespace OrleansCare.Benchmarks.Edge;

[MemoryDiagnoser]
public class DevicePayloadBenchmark
{
    private DevicePacket _packet = null!;
    private byte[] _payload = [];
    private DeviceProfile _profile = null!;

    [GlobalSetup]
    public void Setup()
    {
        _packet = BedPackets.Make(4)[^1];
        var written = new ArrayBufferWriter<byte>();
        DevicePacketWriter.Write(_packet, written);
        _payload = written.WrittenSpan.ToArray();
        _profile = ProfileLoader.Shipped().LoadFile(Path.Combine(ProfileLoader.ShippedFolder, "wearable-ecg-patch.json"));
    }

    /// <summary>The packet it makes is most of it: the samples alone are 0.9 KB.</summary>
    [Benchmark]
    [AllocatedBytes(2048)]
    public DevicePacket? ReadProtobuf() => DevicePayloadReader.Read(PayloadFormat.Protobuf, _payload, BedPackets.Device, _packet.ReceivedAt).Packet;

    /// <summary>Codes and units are looked up by their text.</summary>
    [Benchmark]
    [AllocatedBytes(3200)]
    public DevicePacket? ReadProtobufByProfile() => DevicePayloadReader.Read(PayloadFormat.Protobuf, _payload, BedPackets.Device, _packet.ReceivedAt, _profile).Packet;
}
