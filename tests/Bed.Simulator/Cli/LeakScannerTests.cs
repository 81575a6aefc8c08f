using System.Text;
using OrleansCare.BedSimulator.Identity;
using OrleansCare.Cli.Leaks;

namespace OrleansCare.BedSimulator.Tests.Cli;

public sealed class LeakScannerTests
{
    private static readonly IReadOnlyList<BedIdentity> Beds =
        [.. Enumerable.Range(0, 8).Select(i => IdentityMaker.Make(7, i, [DeviceKind.Monitor, DeviceKind.Oximeter, DeviceKind.Thermometer]))];

    private static readonly LeakScanner Scanner = new(PlantedIdentifier.Of(Beds));

    public static TheoryData<string, Func<string, byte[]>> Encodings => new()
    {
        { "utf-8", value => Encoding.UTF8.GetBytes(value) },
        { "utf-8", value => Encoding.UTF8.GetBytes(value.ToUpperInvariant()) },
        { "utf-16le", Encoding.Unicode.GetBytes },
        { "utf-16be", Encoding.BigEndianUnicode.GetBytes },
        { "base64", value => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(value))) },
        { "base64", value => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("a" + value + "z"))) },
        { "base64", value => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("ab" + value + "yz"))) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_planted_identifier_is_found_in_every_encoding(string encoding, Func<string, byte[]> encode)
    {
        foreach (var planted in PlantedIdentifier.Of(Beds))
        {
            byte[] bytes = [.. "some log text "u8, .. encode(planted.Value), .. " and more"u8];

            var leaks = Scanner.Scan(new MemoryStream(bytes), "here");

            Assert.True(
                leaks.Any(leak => leak.Field == planted.Field && leak.Encoding == encoding && leak.Where == "here"),
                $"{planted.Field} was not found as {encoding}: {string.Join(", ", leaks)}");
        }
    }

    [Fact]
    public void An_identifier_across_the_border_of_two_blocks_is_found_once()
    {
        var mrn = Encoding.UTF8.GetBytes(Beds[0].Mrn);
        foreach (var before in new[] { (1 << 20) - 5, (1 << 20) - mrn.Length, 1 << 20, (2 << 20) - 1, (2 << 20) - 60 })
        {
            var bytes = new byte[(2 << 20) + 100];
            mrn.CopyTo(bytes, before);

            var found = Scanner.Scan(new MemoryStream(bytes), "blocks").Where(leak => leak.Field == "bed 1 mrn").ToList();

            Assert.Equal(1, Assert.Single(found).Times);
        }
    }

    [Fact]
    public void Nothing_is_found_in_observations_and_logs_that_name_nobody()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(
            i => $"{{\"resourceType\":\"Observation\",\"id\":\"{i:x32}\",\"issued\":\"2026-11-21T10:00:{i % 60:00}Z\",\"value\":{i * 0.731}}}\n"));

        Assert.Empty(Scanner.Scan(new MemoryStream(Encoding.UTF8.GetBytes(text)), "uplink"));
    }

    [Fact]
    public void A_file_named_after_a_patient_or_a_device_is_found()
    {
        var directory = Directory.CreateTempSubdirectory("leak-");
        try
        {
            Directory.CreateDirectory(Path.Combine(directory.FullName, "outbox", Beds[2].Devices[0].Serial));
            File.WriteAllText(Path.Combine(directory.FullName, $"{Beds[1].Mrn}.seg"), string.Empty);

            var fields = Scanner.ScanNames(directory.FullName, "names").Select(leak => leak.Field).Order().ToList();

            Assert.Equal(["bed 2 mrn", "bed 2 mrn digits", "bed 3 monitor serial and client id"], fields);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void No_two_beds_or_devices_share_an_identifier()
    {
        var values = Enumerable.Range(0, 1000).SelectMany(i => IdentityMaker.Make(7, i, [DeviceKind.Monitor, DeviceKind.Oximeter]).Devices.Select(d => d.Serial)).ToList();

        Assert.Equal(values.Count, values.Distinct().Count());
    }
}
