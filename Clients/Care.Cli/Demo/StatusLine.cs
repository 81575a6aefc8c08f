using System.Globalization;
using OrleansCare.BedSimulator;
using OrleansCare.Contracts.Fleet;

namespace OrleansCare.Cli.Demo;

/// <summary>One line a second: rewritten on a terminal, one in ten seconds elsewhere.</summary>
internal sealed class StatusLine(TimeProvider time)
{
    private const int LinesSkipped = 10;

    private readonly bool _rewrite = !Console.IsErrorRedirected;
    private long _lastSamples;
    private long _lastAt = time.GetTimestamp();
    private int _shown;

    public void Show(BedFleet fleet, EdgeStatus? edge, CloudStatus? cloud)
    {
        var samples = fleet.Ledger.SamplesAcknowledged;
        var rate = (samples - _lastSamples) / Math.Max(0.001, time.GetElapsedTime(_lastAt).TotalSeconds);
        (_lastSamples, _lastAt) = (samples, time.GetTimestamp());
        var text = edge is null
            ? $"{fleet.Count} beds | edge away, {fleet.Waiting} packets kept by devices"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{edge.Beds} beds | {rate:N0} samples/s | {edge.AlarmsByKind.Values.Sum()} alarms | outbox {edge.OutboxDepth} | cloud {Cloud(edge, cloud)}");
        if (_rewrite)
        {
            Console.Error.Write($"\r{text,-100}");
        }
        else if (_shown % LinesSkipped == 0)
        {
            Console.Error.WriteLine(text);
        }

        _shown++;
    }

    public void End()
    {
        if (_rewrite)
        {
            Console.Error.WriteLine();
        }
    }

    private static string Cloud(EdgeStatus edge, CloudStatus? cloud) =>
        cloud is null ? "away" : string.Create(CultureInfo.InvariantCulture, $"{cloud.Observations} observations, heard {edge.CloudAgeSeconds?.ToString("N1", CultureInfo.InvariantCulture) ?? "never"} s ago");
}
