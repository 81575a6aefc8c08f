using System.Globalization;
using System.Text;
using System.Text.Json;
using OrleansCare.Contracts.Devices;

namespace OrleansCare.Cli.Quarantine;

/// <summary>Entries as people read them: one line each.</summary>
internal static class QuarantineText
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(IReadOnlyList<QuarantineReport> entries, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(entries, Json));
            return;
        }

        foreach (var entry in entries)
        {
            Console.WriteLine(Line(entry));
        }
    }

    public static void WriteWhole(QuarantineReport entry, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(entry, Json));
            return;
        }

        Console.WriteLine(Line(entry));
        foreach (var reject in entry.Rejects)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {reject.Element}: {reject.Reason}{(reject.Count > 1 ? $" ({reject.Count} elements)" : "")}"));
        }

        foreach (var replay in entry.Replays)
        {
            Console.WriteLine("  " + Line(replay));
        }

        Console.WriteLine(entry.Form is "Protobuf" or "Unknown" ? Convert.ToHexString(entry.Payload ?? []) : Encoding.UTF8.GetString(entry.Payload ?? []).Replace('\r', '\n'));
    }

    public static void Write(long id, ReplayReport replay, bool json) =>
        Console.WriteLine(json ? JsonSerializer.Serialize(new { id, replay }, Json) : string.Create(CultureInfo.InvariantCulture, $"{id} {Line(replay)}"));

    private static string Line(QuarantineReport entry)
    {
        var reasons = string.Join(", ", entry.Rejects.GroupBy(reject => reject.Reason).Select(group => $"{group.Sum(reject => reject.Count)} {group.Key}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Id,6} {entry.ReceivedAt:yyyy-MM-ddTHH:mm:ss.fffZ} {entry.Source,-9} {entry.Form,-8} {entry.PayloadBytes,7} B  {reasons}{(entry.Replays.Count > 0 ? $"  replayed {entry.Replays.Count}x, last {entry.Replays[^1].Outcome}" : "")}");
    }

    private static string Line(ReplayReport replay) => string.Create(
        CultureInfo.InvariantCulture,
        $"replayed {replay.At:yyyy-MM-ddTHH:mm:ssZ}: {replay.Outcome}, {replay.Accepted} accepted, {replay.Quarantined} refused, {replay.Ignored} ignored");
}
