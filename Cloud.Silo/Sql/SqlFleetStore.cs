using System.Data.Common;
using OrleansCare.Clinical.Time;
using OrleansCare.Cloud.Fleet;
using OrleansCare.Cloud.Receive;
using OrleansCare.Contracts.Fleet;

namespace OrleansCare.Cloud.Sql;

public sealed class SqlFleetStore(CloudDatabase database, ConnectedEdges connected, TimeProvider time) : IFleetStore
{
    private const long MicrosecondsPerMinute = 60_000_000;

    public Task<CloudStatus> StatusAsync() => database.ReadAsync(Status);

    public Task<IReadOnlyList<FleetSite>> SitesAsync() => database.ReadAsync<IReadOnlyList<FleetSite>>(Sites);

    public Task<FleetSeries> SeriesAsync(int minutes) => database.ReadAsync(connection => Series(connection, minutes));

    private CloudStatus Status(DbConnection connection)
    {
        var streams = connection.List(
            row => (Edge: row.GetString(0), State: new Totals(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5))),
            "SELECT edge, CAST(SUM(received) AS BIGINT), CAST(SUM(duplicates) AS BIGINT), CAST(SUM(through - received - shed) AS BIGINT), CAST(SUM(shed) AS BIGINT), CAST(SUM(refused) AS BIGINT) FROM streams GROUP BY edge")
            .ToDictionary(row => row.Edge, row => row.State);
        var sites = Sites(connection).Select(site => (Site: site, Totals: streams.GetValueOrDefault(site.Edge))).Select(entry => new SiteStatus(
            entry.Site.Edge, entry.Site.Site, entry.Site.Software, entry.Site.LastHeard, entry.Site.Connected, entry.Site.Beds, entry.Site.Observations,
            entry.Site.AlarmsLastHour, entry.Totals.Received, entry.Totals.Duplicates, entry.Totals.Missing, entry.Totals.Shed, entry.Totals.Refused)).ToList();
        return new CloudStatus(
            sites.Sum(site => site.Observations), sites.Sum(site => site.Received), sites.Sum(site => site.Duplicates), sites.Sum(site => site.Missing),
            sites.Sum(site => site.Shed), sites.Sum(site => site.Refused), sites);
    }

    private FleetSeries Series(DbConnection connection, int minutes)
    {
        var end = Now() / MicrosecondsPerMinute;
        var first = end - minutes;
        var sites = connection.List(
            row => new SiteSeries(row.GetString(0), row.GetString(1), new long?[minutes], new long?[minutes]),
            "SELECT edge, site FROM edges ORDER BY site, edge");
        var byEdge = sites.ToDictionary(site => site.Edge);
        foreach (var (edge, from, to, alarms) in connection.List(
            row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
            "SELECT edge, \"from\", \"to\", low + medium + high FROM fleet_reports WHERE \"to\" > @first AND \"from\" < @end",
            ("@first", first * MicrosecondsPerMinute), ("@end", end * MicrosecondsPerMinute)))
        {
            var site = byEdge[edge];
            var last = (to - 1) / MicrosecondsPerMinute;
            for (var minute = Math.Max(first, from / MicrosecondsPerMinute); minute <= last && minute < end; minute++)
            {
                site.Observations[minute - first] ??= 0;
                site.Alarms[minute - first] = (site.Alarms[minute - first] ?? 0) + (minute == last ? alarms : 0);
            }
        }

        foreach (var (edge, minute, count) in connection.List(
            row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2)),
            "SELECT edge, minute, observations FROM observations_by_minute WHERE minute >= @first AND minute < @end", ("@first", first), ("@end", end)))
        {
            byEdge[edge].Observations[minute - first] = count;
        }

        return new FleetSeries([.. Enumerable.Range(0, minutes).Select(i => At((first + i) * MicrosecondsPerMinute))], sites);
    }

    private static DateTimeOffset At(long microseconds) => new SiloTime(microseconds).ToDateTimeOffset();

    private List<FleetSite> Sites(DbConnection connection)
    {
        var alarms = connection.List(
            row => (Edge: row.GetString(0), Counts: new[] { row.GetInt64(1), row.GetInt64(2), row.GetInt64(3) }),
            "SELECT edge, CAST(SUM(low) AS BIGINT), CAST(SUM(medium) AS BIGINT), CAST(SUM(high) AS BIGINT) FROM fleet_reports WHERE \"to\" > @since GROUP BY edge",
            ("@since", Now() - (60 * MicrosecondsPerMinute))).ToDictionary(row => row.Edge, row => row.Counts);
        var observations = connection.List(
            row => (Edge: row.GetString(0), Count: row.GetInt64(1)),
            "SELECT edge, CAST(SUM(observations) AS BIGINT) FROM observations_by_minute GROUP BY edge").ToDictionary(row => row.Edge, row => row.Count);
        return connection.List(
            row =>
            {
                var edge = row.GetString(0);
                var beds = row.GetInt32(4);
                var lastHour = alarms.GetValueOrDefault(edge, [0, 0, 0]);
                return new FleetSite(
                    edge, row.GetString(1), row.GetString(2), beds, beds == 0 ? null : Math.Round(lastHour.Sum() / (double)beds, 3), lastHour, At(row.GetInt64(3)),
                    connected.Contains(edge), observations.GetValueOrDefault(edge), Math.Round(row.GetDouble(5), 1), row.GetInt32(6));
            },
            """
            SELECT e.edge, e.site, e.software, e.last_heard, COALESCE(r.beds, 0),
              CAST(COALESCE(r.samples * 1000000.0 / NULLIF(r."to" - r."from", 0), 0.0) AS DOUBLE PRECISION), COALESCE(r.stations, 0)
            FROM edges e LEFT JOIN fleet_reports r ON r.edge = e.edge AND r.sequence = (SELECT MAX(sequence) FROM fleet_reports WHERE edge = e.edge)
            ORDER BY e.site, e.edge
            """);
    }

    private long Now() => SiloTime.From(time.GetUtcNow()).UnixMicroseconds;

    private readonly record struct Totals(long Received, long Duplicates, long Missing, long Shed, long Refused);
}
