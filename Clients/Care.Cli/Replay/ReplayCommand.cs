using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansCare.BedSimulator.Recordings;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;
using OrleansCare.Interop.Wfdb;

namespace OrleansCare.Cli.Replay;

/// <summary><c>care replay</c>: what would this change of limits have done.</summary>
public static class ReplayCommand
{
    private const string BidmcSuffix = "_Signals.csv";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };
    private static readonly Dictionary<Vital, AlarmLimits> Defaults = [];

    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Folder of recordings: WFDB, or BIDMC as CSV", Required = true };
        var limits = new Option<string>("--limits") { Description = "JSON file of limits by vital sign (Clients/Care.Cli/Replay/README.md)", Required = true };
        var json = new Option<string?>("--json") { Description = "Write both lists of alarms to this file" };
        var command = new Command("replay", "Run recordings through the monitor with these limits, and list the alarms beside those of the defaults") { data, limits, json };
        command.SetAction(result => Run(result.GetRequiredValue(data), result.GetRequiredValue(limits), result.GetValue(json)));
        return command;
    }

    private static int Run(string data, string limitsFile, string? json)
    {
        try
        {
            var limits = LimitsFile.Parse(File.ReadAllText(limitsFile));
            var (before, after, failures) = (new List<ReplayedAlarm>(), new List<ReplayedAlarm>(), 0);
            foreach (var file in Files(data))
            {
                try
                {
                    var recording = Load(data, file);
                    before.AddRange(RecordingReplay.Run(recording, Defaults));
                    after.AddRange(RecordingReplay.Run(recording, limits));
                }
                catch (Exception exception) when (exception is WfdbFormatException or InvalidDataException or IOException)
                {
                    failures++;
                    Console.Error.WriteLine($"{Path.GetFileName(file)}: {exception.Message}");
                }
            }

            Print(before, after);
            if (json is not null)
            {
                File.WriteAllText(json, JsonSerializer.Serialize(new { defaults = before, limits = after }, Json));
            }

            return failures == 0 ? 0 : 1;
        }
        catch (Exception exception) when (exception is CliException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    /// <summary>Recordings of the folder; the segments of one are part of it, and none by themselves.</summary>
    private static List<string> Files(string folder)
    {
        var files = Directory.GetFiles(folder).Where(IsRecording).Order(StringComparer.Ordinal).ToList();
        var segments = files.Where(file => file.EndsWith(".hea", StringComparison.Ordinal)).SelectMany(SegmentsOf).ToHashSet(StringComparer.Ordinal);
        return [.. files.Where(file => !segments.Contains(Path.GetFileNameWithoutExtension(file)))];
    }

    private static IEnumerable<string> SegmentsOf(string header)
    {
        try
        {
            return WfdbSegments.Parse(File.ReadAllText(header))?.Segments.Select(segment => segment.Name) ?? [];
        }
        catch (WfdbFormatException)
        {
            // It is named with its reason when it is read as a recording.
            return [];
        }
    }

    private static bool IsRecording(string file) => file.EndsWith(".hea", StringComparison.Ordinal) || file.EndsWith(BidmcSuffix, StringComparison.Ordinal);

    private static Recording Load(string folder, string file) => file.EndsWith(BidmcSuffix, StringComparison.Ordinal)
        ? BidmcRecordings.Load(file)
        : WfdbRecordings.Load(folder, Path.GetFileNameWithoutExtension(file));

    private static void Print(List<ReplayedAlarm> before, List<ReplayedAlarm> after)
    {
        foreach (var alarm in after)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{alarm.Record,-14}{alarm.Seconds,8:F1} s  {alarm.Kind,-24}{alarm.Priority,-8}{(alarm.Demoted ? "demoted " : "")}{Of(alarm)}").TrimEnd());
        }

        Console.WriteLine($"{"alarm",-26}{"defaults",10}{"limits",10}");
        foreach (var kind in before.Concat(after).Select(alarm => alarm.Kind).Distinct().Order())
        {
            Console.WriteLine($"{kind,-26}{before.Count(alarm => alarm.Kind == kind),10}{after.Count(alarm => alarm.Kind == kind),10}");
        }
    }

    private static string Of(ReplayedAlarm alarm) => alarm.Value is null
        ? ""
        : alarm.Limit is null ? string.Create(CultureInfo.InvariantCulture, $"{alarm.Value:F1}") : string.Create(CultureInfo.InvariantCulture, $"{alarm.Value:F1}, limit {alarm.Limit:F1}");
}
