using OrleansCare.BedSimulator.Devices;
using OrleansCare.BedSimulator.Identity;
using OrleansCare.BedSimulator.Physiology;
using OrleansCare.BedSimulator.Publishing;
using OrleansCare.Interop.Devices;

namespace OrleansCare.BedSimulator.Tests;

public sealed class PublishingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly DeviceIdentity Monitor = IdentityMaker.Make(1, 0, [DeviceKind.Monitor]).Devices[0];

    [Fact]
    public async Task What_had_no_acknowledgement_when_the_connection_was_lost_is_sent_first_on_the_next_one_in_order()
    {
        await using var broker = new ScriptedBroker(2, 0, 3);
        var (publisher, ledger) = Publisher(Monitor, broker.Port);
        Offer(publisher, 8);

        await RunUntilDrained(publisher);

        Assert.Equal([100, 101, 102, 102, 102, 103, 104, 105, 105, 106, 107], broker.Seen.Select(s => s.Sequence));
        Assert.Equal(Enumerable.Range(100, 8).Select(s => (long)s), broker.Seen.Where(s => s.Acknowledged).Select(s => s.Sequence));
        Assert.Equal(8, ledger.PacketsSent);
        Assert.Equal(8, ledger.PacketsAcknowledged);
        Assert.Equal(3, ledger.PacketsResent);
        Assert.Equal(0, ledger.PacketsShed);
        Assert.Equal(4, ledger.Connections);
        Assert.Equal(8 * 1750 / 4, ledger.SamplesSent);
        Assert.Equal(ledger.SamplesSent, ledger.SamplesAcknowledged);
        Assert.Equal($"care/v1/{Monitor.Serial}/protobuf", broker.Seen[0].Topic);
    }

    [Fact]
    public async Task A_device_that_remembers_no_more_gives_up_the_oldest_and_counts_it()
    {
        await using var broker = new ScriptedBroker();
        var (publisher, ledger) = Publisher(Monitor, broker.Port, memory: 3);
        Offer(publisher, 5);

        await RunUntilDrained(publisher);

        Assert.Equal([102, 103, 104], broker.Seen.Select(s => s.Sequence));
        Assert.Equal(2, ledger.PacketsShed);
        Assert.Equal(3, ledger.PacketsSent);
    }

    [Fact]
    public async Task A_thermometer_speaks_json_that_the_edge_can_read_with_its_notes_ignored()
    {
        var thermometer = IdentityMaker.Make(1, 0, [DeviceKind.Thermometer]).Devices[0];
        await using var broker = new ScriptedBroker();
        var (publisher, _) = Publisher(thermometer, broker.Port);
        publisher.Offer(new Measurement([new(Clinical.Codes.Mdc.Temperature, 37.2, Clinical.Codes.Unit.Celsius)], []), DateTimeOffset.UtcNow);

        await RunUntilDrained(publisher);

        Assert.Equal($"care/v1/{thermometer.Serial}/json", broker.Seen[0].Topic);
        var read = DevicePayloadReader.Read(PayloadFormat.Json, broker.Payloads[0], "device", Clinical.Time.SiloTime.From(DateTimeOffset.UtcNow));
        Assert.Equal(37.2, Assert.Single(read.Packet!.Numerics).Value);
        Assert.Equal(100, read.Packet.Sequence);
        Assert.Empty(read.Rejects);
        Assert.Equal(2, read.Ignored);
    }

    [Fact]
    public async Task A_fleet_offers_one_packet_per_device_and_quarter_second_and_counts_nothing_as_sent_before_it_is()
    {
        await using var broker = new ScriptedBroker();
        var fleet = new BedFleet([new SyntheticBed(Scenario.Stable, 1)], 1, new PublishOptions { Host = "127.0.0.1", Port = broker.Port }, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        await fleet.MeasureAsync(8, stop.Token);

        Assert.Equal(16, fleet.Waiting);
        Assert.Equal(0, fleet.Ledger.PacketsSent);
        Assert.Equal(["Monitor", "Oximeter"], fleet.Identities[0].Devices.Select(d => d.Kind.ToString()));
    }

    private static (DevicePublisher Publisher, BedLedger Ledger) Publisher(DeviceIdentity device, int port, int memory = 2400)
    {
        var ledger = new BedLedger();
        var options = new PublishOptions { Host = "127.0.0.1", Port = port, MemoryPackets = memory, RetryAfter = TimeSpan.FromMilliseconds(1) };
        return (new DevicePublisher(device, options, ledger, TimeProvider.System, 100, TimeSpan.Zero), ledger);
    }

    private static void Offer(DevicePublisher publisher, int packets)
    {
        var bed = new SyntheticBed(Scenario.Stable, 1);
        for (var i = 0; i < packets; i++)
        {
            publisher.Offer(bed.Next()[0]!, DateTimeOffset.UtcNow);
        }
    }

    private static async Task RunUntilDrained(DevicePublisher publisher)
    {
        using var stop = new CancellationTokenSource();
        var running = publisher.RunAsync(stop.Token);
        try
        {
            await publisher.WhenDrainedAsync(stop.Token).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Not everything was acknowledged: {publisher.Waiting} packets wait.");
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }
    }
}
