using System.CommandLine;
using OrleansCare.BedSimulator;
using OrleansCare.BedSimulator.Admission;
using OrleansCare.BedSimulator.Publishing;

namespace OrleansCare.Cli.Commands;

/// <summary>care bed: simulated beds at an edge that runs already.</summary>
internal static class BedCommand
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var edge = new Option<string>("--edge") { Description = "The edge's HTTP address.", DefaultValueFactory = _ => "http://127.0.0.1:7070/" };
        var mqtt = new Option<string>("--mqtt") { Description = "The edge's MQTT listener.", DefaultValueFactory = _ => "127.0.0.1:1883" };
        var beds = new Option<int>("--beds") { Description = "Simulated beds.", DefaultValueFactory = _ => 1 };
        var seconds = new Option<int?>("--seconds") { Description = "Stop after so long; else at Ctrl-C." };
        var records = new Option<string?>("--records") { Description = "Replay the WFDB or bidmc recordings of this folder." };
        var seed = new Option<ulong>("--seed") { Description = "Makes patients, devices and waves.", DefaultValueFactory = _ => 1 };
        var command = new Command("bed", "Simulated beds against a running edge.") { edge, mqtt, beds, seconds, records, seed };
        command.SetAction((parsed, cancellationToken) => CommandFailure.Report(async () =>
        {
            var (host, port) = ParseEndpoint(parsed.GetValue(mqtt)!);
            var folder = parsed.GetValue(records);
            var sources = folder is null
                ? BedSources.Synthetic(parsed.GetValue(beds), parsed.GetValue(seed))
                : BedSources.Recorded(folder, parsed.GetValue(beds));
            var fleet = new BedFleet(sources, parsed.GetValue(seed), new PublishOptions { Host = host, Port = port }, TimeProvider.System);
            return await RunAsync(fleet, ParseAddress(parsed.GetValue(edge)!), parsed.GetValue(seconds), cancellationToken);
        }));
        return command;
    }

    private static async Task<int> RunAsync(BedFleet fleet, Uri edge, int? seconds, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = edge };
        foreach (var bed in fleet.Identities)
        {
            await EdgeAdmission.AdmitAsync(http, bed, cancellationToken);
        }

        using var stop = new CancellationTokenSource();
        var publishing = fleet.PublishAsync(stop.Token);
        await fleet.MeasureAsync(seconds * 4L, cancellationToken);
        try
        {
            await fleet.WhenDrainedAsync(CancellationToken.None).WaitAsync(DrainLimit, TimeProvider.System, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            await Console.Error.WriteLineAsync($"{fleet.Waiting} packets had no acknowledgement after {DrainLimit.TotalSeconds} s.");
        }

        await stop.CancelAsync();
        await publishing;
        var ledger = fleet.Ledger;
        Console.WriteLine(
            $"{ledger.SamplesSent} samples in {ledger.PacketsSent} packets sent, {ledger.PacketsAcknowledged} acknowledged, {ledger.PacketsResent} sent again, {ledger.PacketsShed} given up");
        return ledger.PacketsAcknowledged == ledger.PacketsSent && fleet.Waiting == 0 ? 0 : 1;
    }

    private static Uri ParseAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
        ? address
        : throw new CliException($"--edge {text}: give an address, e.g. http://127.0.0.1:7070/.");

    private static (string Host, int Port) ParseEndpoint(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture, out var port) && port > 0
            ? (text[..colon], port)
            : throw new CliException($"--mqtt {text}: give HOST:PORT, e.g. 127.0.0.1:1883.");
    }
}
