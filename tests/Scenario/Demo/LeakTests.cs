using OrleansCare.BedSimulator;
using OrleansCare.BedSimulator.Identity;
using OrleansCare.Cli.Leaks;

namespace OrleansCare.Scenario.Tests.Demo;

/// <summary>What crosses the cable, what is logged at Debug and what files are called, searched for the people in the beds.</summary>
public class LeakTests
{
    private const int Beds = 8;

    // The demo's default seed: the same people and devices.
    private const ulong Seed = 1;

    [Fact]
    public async Task No_planted_identifier_leaves_the_edge()
    {
        using var demo = DemoProcess.Start("--beds", $"{Beds}", "--seconds", "20", "--kill-edge-at", "9");
        var summary = await demo.WhenGreenAsync();
        Assert.Equal(0, summary.Number("identifiersLeaked"));

        var identities = BedSources.Synthetic(Beds, Seed).Select((source, i) => IdentityMaker.Make(Seed, i, source.Devices)).ToArray();
        var scanner = new LeakScanner(PlantedIdentifier.Of(identities));
        var uplink = Path.Combine(demo.Data, "uplink.bytes");
        var log = Path.Combine(demo.Data, "edge.log");
        Assert.Empty(scanner.ScanFile(uplink, "uplink"));
        Assert.Empty(scanner.ScanFile(log, "log"));
        Assert.Contains("DBG", await File.ReadAllTextAsync(log), StringComparison.Ordinal);

        // Uncompressed, else nothing could be found in it.
        Assert.Contains("\"resourceType\":\"Observation\"", await File.ReadAllTextAsync(uplink), StringComparison.Ordinal);

        // The same search finds the same people where they belong, and wherever one is planted.
        Assert.NotEmpty(scanner.ScanFile(Path.Combine(demo.Data, "edge", "grains.db"), "the edge's own state"));
        await File.AppendAllTextAsync(uplink, identities[0].Mrn);
        await File.AppendAllTextAsync(log, $"admitted {identities[1].Name}");
        Directory.CreateDirectory(Path.Combine(demo.Data, "edge", identities[2].Devices[0].Serial));
        Assert.Contains(scanner.ScanFile(uplink, "uplink"), leak => leak.Field == "bed 1 mrn");
        Assert.Contains(scanner.ScanFile(log, "log"), leak => leak.Field == "bed 2 name");
        Assert.Contains(scanner.ScanNames(Path.Combine(demo.Data, "edge"), "names"), leak => leak.Field.StartsWith("bed 3", StringComparison.Ordinal));
    }
}
