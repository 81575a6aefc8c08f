using System.Text.Json;
using OrleansCare.Cloud.Tests.Hosting;
using OrleansCare.Cloud.Tests.Receive;
using OrleansCare.Contracts.Uplink;

namespace OrleansCare.Cloud.Tests.Fleet;

public sealed class FleetTests
{
    [Fact]
    public async Task A_site_shows_its_beds_alarms_and_what_came_from_it()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        await using var edge = await EdgeUnderTest.OpenAsync(cloud.Uplink);
        await edge.SendAsync(ItemClass.Telemetry, Payloads.Report(DateTimeOffset.UtcNow - TimeSpan.FromMinutes(10), 4), Payloads.Report(DateTimeOffset.UtcNow));
        await edge.SendAsync(ItemClass.Vital, Payloads.Observations(7));

        var site = (await cloud.GetAsync("/api/fleet")).GetProperty("sites")[0];
        var status = await cloud.GetAsync("/api/status");
        var series = await cloud.GetAsync("/api/fleet/series?minutes=15");

        Assert.Equal("St. Anna", site.GetProperty("site").GetString());
        Assert.Equal(8, site.GetProperty("beds").GetInt32());
        Assert.Equal(12 / 8.0, site.GetProperty("alarmsPerBedHour").GetDouble());
        Assert.Equal(10_000, site.GetProperty("samplesPerSecond").GetDouble());
        Assert.True(site.GetProperty("connected").GetBoolean());
        Assert.Equal(7, status.GetProperty("observations").GetInt32());
        Assert.Equal(9, status.GetProperty("received").GetInt32());
        Assert.Equal([2L, 4L, 6L], status.GetProperty("sites")[0].GetProperty("alarmsLastHour").EnumerateArray().Select(n => n.GetInt64()));
        Assert.Equal(15, series.GetProperty("minutes").GetArrayLength());
        Assert.Equal(6, series.GetProperty("sites")[0].GetProperty("alarms").EnumerateArray().Sum(n => n.ValueKind == JsonValueKind.Null ? 0 : n.GetInt64()));
        Assert.Equal(15, series.GetProperty("sites")[0].GetProperty("observations").GetArrayLength());
    }

    [Fact]
    public async Task Without_sites_everything_is_zero()
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        Assert.Equal(0, (await cloud.GetAsync("/api/status")).GetProperty("received").GetInt64());
        Assert.Equal(0, (await cloud.GetAsync("/api/fleet")).GetProperty("sites").GetArrayLength());
    }
}
