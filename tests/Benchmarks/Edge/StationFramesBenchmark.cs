using BenchmarkDotNet.Attributes;
using Google.Protobuf;
using OrleansCare.Clinical.Packets;
using OrleansCare.Contracts.Station;
using OrleansCare.Edge.Station;

namespace OrleansCare.Benchmarks.Edge;

[MemoryDiagnoser]
public class StationFramesBenchmark
{
    private DevicePacket _packet = null!;

    [GlobalSetup]
    public void Setup() => _packet = BedPackets.Make(4)[^1];

    /// <summary>One ECG lead of a packet for the stations that watch this bed.</summary>
    [Benchmark]
    [AllocatedBytes(896)]
    public byte[] Wave() => new ServerFrame { Wave = StationFrames.Of(BedPackets.Episode, _packet, _packet.Waveforms[0]) }.ToByteArray();
}
