using OrleansCare.BedSimulator.Devices;
using OrleansCare.BedSimulator.Physiology;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;

namespace OrleansCare.Benchmarks;

/// <summary>A stable patient's monitor: packets of 250 ms with three ECG leads at 500 Hz and an arterial pressure, numerics in every fourth.</summary>
internal static class BedPackets
{
    public const string Episode = "9f0c2d7a5b1e4c3d8a6f7e0b1c2d3e4f";
    public const string Device = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
    private const ulong Seed = 1;

    private static readonly SiloTime Start = SiloTime.From(new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.Zero));

    public static IReadOnlyList<DevicePacket> Make(int count)
    {
        var bed = new SyntheticBed(Scenario.Stable, Seed);
        var packets = new List<DevicePacket>(count);
        for (var i = 0; i < count; i++)
        {
            var measured = bed.Next()[0]!;
            packets.Add(new DevicePacket
            {
                Device = Device,
                Sequence = i + 1,
                ReceivedAt = Start + (i * IBedSource.Step),
                Numerics = measured.Numerics,
                Waveforms = [.. measured.Waveforms.Select(chunk => chunk with { Samples = chunk.Samples.ToArray() })],
            });
        }

        return packets;
    }

    /// <summary>Admission and association, then the packets, as the patient's owner stamps them.</summary>
    public static Input[] Stamped(int count)
    {
        InputPayload[] before = [new PatientAdmitted(new PatientProfile(60)), new DeviceAssociated(Device)];
        var payloads = before.Concat(Make(count).Select(packet => new PacketReceived(packet)));
        return [.. payloads.Select((payload, i) => new Input(new Stamp(Episode, 1, i + 1, AtOf(payload)), payload))];
    }

    private static SiloTime AtOf(InputPayload payload) => payload is PacketReceived received ? received.Packet.ReceivedAt : Start;
}
