using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansCare.Edge.Journal;

namespace OrleansCare.Edge.Devices.Hl7.Reporting;

/// <summary>
/// What is reported and what became of it, on disk, encrypted like the Inputs: a stop loses no report. Appended in the turn that made it and durable with the
/// next sync; a report that a crash kept from it is made again when its Input is replayed.
/// </summary>
internal sealed class ReportLog(SegmentLog log) : IAsyncDisposable
{
    /// <returns><see cref="LogPosition.None"/>: the log refuses, and has counted that; the report waits in memory only.</returns>
    public LogPosition Add(AlarmReport report) => Append(new ReportEntry(report, null));

    public void Settle(AlarmReport report) => Append(new ReportEntry(null, report.ControlId));

    /// <summary>What the last stop left, in order. Touches the disk; once, before anything is added.</summary>
    public IEnumerable<(LogPosition Position, ReportEntry Entry)> Read()
    {
        var entries = new List<(LogPosition, ReportEntry)>();
        using var reader = log.ReadFrom(log.OldestKept);
        while (reader.TryRead(out var record))
        {
            entries.Add((record.Position, JsonSerializer.Deserialize(record.Payload, ReportJson.Default.ReportEntry)!));
        }

        return entries;
    }

    /// <summary>Nothing before is needed. Touches the disk.</summary>
    public void ReleaseBefore(LogPosition position) => log.ReleaseBefore(position);

    public ValueTask DisposeAsync() => log.DisposeAsync();

    private LogPosition Append(ReportEntry entry)
    {
        log.TryAppend(JsonSerializer.SerializeToUtf8Bytes(entry, ReportJson.Default.ReportEntry), out var position);
        return position;
    }
}

/// <param name="Report">A message that is to be sent; null in an entry that settles one.</param>
/// <param name="Settled">MSH-10 of the message that need not be sent any more.</param>
internal sealed record ReportEntry(AlarmReport? Report, string? Settled);

[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ReportEntry))]
internal sealed partial class ReportJson : JsonSerializerContext;
