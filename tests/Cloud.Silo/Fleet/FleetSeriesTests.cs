using Microsoft.Extensions.Logging.Abstractions;
using OrleansCare.Clinical.Time;
using OrleansCare.Cloud.Receive;
using OrleansCare.Cloud.Sql;
using OrleansCare.Contracts.Fleet;
using OrleansCare.Contracts.Uplink;
using OrleansCare.TestKit;

namespace OrleansCare.Cloud.Tests.Fleet;

public sealed class FleetSeriesTests : IDisposable
{
    private const string Edge = "0123456789abcdef";
    private readonly string _directory = Directory.CreateTempSubdirectory("care-cloud-").FullName;
    private readonly ManualTime _time = new();
    private readonly CloudDatabase _database;
    private long _reports;

    public FleetSeriesTests() => _database = new SqliteCloudDatabase(_directory, NullLogger.Instance);

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Minutes_are_whole_and_what_no_report_covers_is_unknown_and_not_zero()
    {
        var start = _time.GetUtcNow();
        await OpenAsync();
        await ReceiveAsync(observations: 0, Report(start, TimeSpan.FromSeconds(50), 1, 0, 0));
        _time.Advance(TimeSpan.FromMinutes(1.5));
        await ReceiveAsync(observations: 3, Report(start.AddSeconds(50), TimeSpan.FromSeconds(30), 1, 2, 3), Report(start.AddSeconds(80), TimeSpan.FromSeconds(10), 0, 1, 0));
        _time.Advance(TimeSpan.FromMinutes(2));
        await ReceiveAsync(observations: 5);
        _time.Advance(TimeSpan.FromMinutes(1));

        var series = await new SqlFleetStore(_database, new ConnectedEdges(), _time).SeriesAsync(6);

        Assert.Equal(Enumerable.Range(-2, 6).Select(minute => start.AddMinutes(minute)), series.Minutes);
        var site = Assert.Single(series.Sites);
        Assert.Equal((Edge, "St. Anna"), (site.Edge, site.Site));
        Assert.Equal([null, null, 0, 3, null, 5], site.Observations);
        Assert.Equal([null, null, 1, 7, null, null], site.Alarms);
    }

    [Fact]
    public async Task A_report_over_several_minutes_makes_all_of_them_known_and_the_running_minute_is_left_out()
    {
        var start = _time.GetUtcNow();
        await OpenAsync();
        _time.Advance(TimeSpan.FromSeconds(200));
        await ReceiveAsync(observations: 2, Report(start, TimeSpan.FromMinutes(3), 4, 0, 0), Report(start.AddMinutes(3), TimeSpan.FromSeconds(20), 9, 9, 9));

        var site = Assert.Single((await new SqlFleetStore(_database, new ConnectedEdges(), _time).SeriesAsync(4)).Sites);

        Assert.Equal([null, 0, 0, 0], site.Observations);
        Assert.Equal([null, 0, 0, 4], site.Alarms);
    }

    private static FleetReport Report(DateTimeOffset from, TimeSpan length, params long[] alarms) => new(from, from + length, 8, 1000, 10, alarms, 1);

    private Task OpenAsync() => new SqlReceiveStore(_database).OpenAsync(Edge, "St. Anna", "1.2.3", Now());

    private Task ReceiveAsync(int observations, params FleetReport[] reports) => new SqlReceiveStore(_database).CommitAsync(new StreamCommit(
        Edge,
        (int)ItemClass.Telemetry,
        StreamState.Empty,
        StreamState.Empty,
        Now(),
        [.. Enumerable.Range(0, observations).Select(_ => new ObservationRow(Guid.NewGuid().ToByteArray(), "Patient/p-1", [], [], 0, 0, "{}"u8.ToArray()))],
        [.. reports.Select(report => (++_reports, report))],
        []));

    private long Now() => SiloTime.From(_time.GetUtcNow()).UnixMicroseconds;
}
