using System.Text.Json;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using OrleansCare.Contracts.Fleet;
using OrleansCare.Edge.Hosting;
using OrleansCare.Edge.Journal;
using OrleansCare.Edge.Outbox;
using OrleansCare.Edge.Station;

namespace OrleansCare.Edge.Uplink;

/// <summary>Puts what the site says of itself into the outbox, in true time and without patients.</summary>
internal sealed partial class FleetReporter(
    EdgeStatusReader status, StationHub stations, CloudOutbox outbox, IOptions<EdgeOptions> options, TimeProvider time, ILogger<FleetReporter> logger) : BackgroundService
{
    /// <summary>Not a stay: the node's own reports, one origin per second of time at most.</summary>
    private const string Stream = "node";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.FleetReportInterval, time);
        var before = await ReadAsync();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var now = await ReadAsync();
                Append(before, now);
                before = now;
            }
            catch (Exception e) when (e is TimeoutException or OrleansException)
            {
                LogNotReported(logger, e);
            }
        }
    }

    private async Task<Totals> ReadAsync()
    {
        var stays = await status.ReadStaysAsync();
        return new Totals(
            time.GetUtcNow(),
            stays.Count(stay => stay.Occupied),
            stays.Sum(stay => stay.Samples),
            stays.Sum(stay => stay.Packets),
            [.. Enumerable.Range(0, 3).Select(priority => stays.Sum(stay => stay.AlarmsByPriority[priority]))]);
    }

    private void Append(Totals before, Totals now)
    {
        var report = new FleetReport(
            before.At,
            now.At,
            now.Beds,
            Math.Max(0, now.Samples - before.Samples),
            Math.Max(0, now.Packets - before.Packets),
            [.. now.Alarms.Zip(before.Alarms, (after, earlier) => Math.Max(0, after - earlier))],
            stations.ConnectionCount);
        var result = outbox.TryAppend(
            OutboxClass.Telemetry,
            new OutboxOrigin(Stream, now.At.ToUnixTimeSeconds(), 0),
            JsonSerializer.SerializeToUtf8Bytes(report, JsonSerializerOptions.Web),
            LogPosition.None,
            out _);
        if (result != OutboxResult.Queued)
        {
            LogNotQueued(logger, result);
        }
    }

    [LoggerMessage(EventId = 1500, Level = LogLevel.Warning, Message = "The site's report was left out: the stays did not answer in time")]
    private static partial void LogNotReported(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1501, Level = LogLevel.Warning, Message = "The site's report did not enter the outbox: {Result}")]
    private static partial void LogNotQueued(ILogger logger, OutboxResult result);

    private sealed record Totals(DateTimeOffset At, int Beds, long Samples, long Packets, long[] Alarms);
}
