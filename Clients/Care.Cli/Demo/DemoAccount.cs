using OrleansCare.BedSimulator;
using OrleansCare.BedSimulator.Identity;
using OrleansCare.Cli.Leaks;
using OrleansCare.Contracts.Fleet;

namespace OrleansCare.Cli.Demo;

/// <summary>Puts what devices, edge and cloud say of the same run side by side.</summary>
internal static class DemoAccount
{
    /// <summary>The outbox class whose items are no Observations.</summary>
    private const string Telemetry = "Telemetry";

    /// <summary>The analysis learns a rhythm before it has its beats classified.</summary>
    private const int SecondsToBeats = 15;
    private const int SecondsToDesaturation = 60;

    public static DemoSummary Make(
        DemoOptions options, int seconds, BedFleet fleet, EdgeStatus edge, CloudStatus cloud, StationListener station, DemoHospital hospital, IReadOnlyList<string> notes)
    {
        var ledger = fleet.Ledger;
        var put = edge.OutboxItems.Where(item => item.Key != Telemetry).Sum(item => item.Value);
        var alarms = edge.AlarmsByKind.Values.Sum();
        var missing = edge.PacketsMissing + cloud.Missing;
        var duplicates = Math.Max(0, cloud.Observations - put);
        var leaks = Scan(fleet, hospital);
        var leaked = leaks.Sum(leak => (long)leak.Times);
        var times = ledger.AcknowledgementTimes;
        Check[] checks =
        [
            Check.Equal("samplesAccepted", ledger.SamplesSent, edge.SamplesAccepted),
            Check.Equal("packetsAcknowledged", ledger.PacketsSent, ledger.PacketsAcknowledged),
            Check.Equal("packetsShed", 0, ledger.PacketsShed),
            Check.Equal("missing", 0, missing),
            Check.Equal("duplicates", 0, duplicates),
            Check.Equal("observationsInCloud", put, cloud.Observations),
            Check.Equal("outboxDepth", 0, edge.OutboxDepth),
            Check.Equal("identifiersLeaked", 0, leaked),
            Check.AtLeast("uplinkObservationsReadable", put > 0 ? 1 : 0, CountReadable(hospital.TapFile)),
            Check.AtLeast("alarmsOnStation", alarms, station.AlarmsSeen),
            Check.AtLeast("alarms", AlarmsDue(options, seconds), alarms),
            Check.AtLeast("beatsClassified", seconds >= SecondsToBeats ? 1 : 0, edge.BeatsClassified),
        ];
        return new DemoSummary(
            fleet.Count, seconds, options.Seed,
            ledger.SamplesSent, edge.SamplesAccepted, ledger.PacketsSent, ledger.PacketsAcknowledged, ledger.PacketsResent, ledger.PacketsShed,
            edge.AlarmsByPriority, edge.AlarmsByKind,
            station.Latencies, station.Detections, new AcknowledgementPercentiles(times.Count, times.Percentile(0.5), times.Percentile(0.99), times.Percentile(1)),
            edge.BeatsClassified, edge.BeatsUnsure, edge.OutboxDepth, put, cloud.Observations,
            missing, duplicates, edge.PacketsDuplicate + cloud.Duplicates, leaked, leaks, hospital.Tap.Recorded, notes, checks);
    }

    /// <summary>The first simulated bed stays well, the second loses oxygen within a minute; what recordings hold is not known here.</summary>
    private static int AlarmsDue(DemoOptions options, int seconds) =>
        options.Records is null && options.Beds >= 2 && seconds >= SecondsToDesaturation ? 1 : 0;

    /// <summary>Searching an encrypted or empty record would prove nothing.</summary>
    private static long CountReadable(string tapFile)
    {
        using var tap = new FileStream(tapFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new LeakScanner([new PlantedIdentifier("what the cloud may see", "\"resourceType\":\"Observation\"")]).Scan(tap, "uplink")
            .Sum(found => (long)found.Times);
    }

    private static List<Leak> Scan(BedFleet fleet, DemoHospital hospital)
    {
        var scanner = new LeakScanner([.. PlantedIdentifier.Of(fleet.Identities), NurseRound.Nurse]);
        var leaks = hospital.WatchedFiles.SelectMany(file => scanner.ScanFile(file, Path.GetFileName(file))).ToList();
        foreach (var data in new[] { hospital.EdgeData, hospital.CloudData }.Where(Directory.Exists))
        {
            leaks.AddRange(scanner.ScanNames(data, $"file names below {Path.GetFileName(data)}"));
        }

        return leaks;
    }
}
