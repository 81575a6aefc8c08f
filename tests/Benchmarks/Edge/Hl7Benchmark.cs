using BenchmarkDotNet.Attributes;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Interop.Hl7;
using OrleansCare.Interop.Hl7.Interpreting;
using OrleansCare.Interop.Profiles;
using OrleansCare.TestKit;

namespace OrleansCare.Benchmarks.Edge;

/// <summary>
/// A typical ORU^R01: split into segments and every field visited; and all the way to packets. The peer, npm's node-hl7-client, visits every field of the
/// same message in the same run; it prints its own nanoseconds, because a process per operation would measure its start.
/// </summary>
[MemoryDiagnoser]
public class Hl7Benchmark
{
    private readonly SiloTime _now = SiloTime.From(new DateTimeOffset(2026, 3, 1, 20, 0, 0, TimeSpan.Zero));
    private byte[] _bytes = [];
    private Hl7Message _message = null!;
    private Hl7Interpreter _interpreter = null!;

    [GlobalSetup]
    public void Setup()
    {
        _bytes = Hl7Sample.Make();
        _message = Hl7Message.TryParse(_bytes, out var message, out _) ? message : throw new InvalidOperationException("The sample is no message.");
        var folder = Repository.PathOf("Edge.Silo", "Devices", "Profiles");
        var loader = new ProfileLoader(File.ReadAllText(Path.Combine(folder, ProfileLoader.SchemaFile)));
        _interpreter = new Hl7Interpreter(new ProfileCatalog(loader.LoadFolder(folder)), new Hl7Site());
        Hl7Peer.Compare(_bytes, () => ParseAndVisit());
    }

    /// <summary>Fields and components of a message that has been split: nothing may be allocated.</summary>
    [Benchmark]
    [AllocatedBytes(0)]
    public int VisitEveryField() => Visit(_message);

    /// <summary>The message object and its list of segments; nothing per field.</summary>
    [Benchmark]
    [AllocatedBytes(512)]
    public int ParseAndVisit() => Hl7Message.TryParse(_bytes, out var message, out _) ? Visit(message) : 0;

    /// <summary>From bytes to packets, with the receipt of every element.</summary>
    [Benchmark]
    [AllocatedBytes(48 * 1024)]
    public DevicePacket ToPacket()
    {
        _ = Hl7Message.TryParse(_bytes, out var message, out _);
        return _interpreter.Interpret(message!, _now).Readings[0].ToPacket(BedPackets.Device, 1, _now);
    }

    private static int Visit(Hl7Message message)
    {
        var bytes = 0;
        foreach (var segment in message)
        {
            foreach (var field in segment.Fields)
            {
                bytes += field.Raw.Length;
            }
        }

        return bytes;
    }
}
