using OrleansCare.Clinical.Codes;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Clinical.Time;
using OrleansCare.Clinical.Vitals;
using OrleansCare.Edge.Tests.Strips;
using OrleansCare.Edge.Trends;

namespace OrleansCare.Edge.Tests.Trends;

public class TrendTests
{
    [Fact]
    public async Task A_minute_has_its_median_and_its_extremes()
    {
        await using var stay = new LookbackFixture();
        var minute = MinuteOf(stay);
        stay.Run(20, heartRate: 60);
        stay.Run(20, heartRate: 80);
        stay.Run(19, heartRate: 100);
        stay.Pass(TimeSpan.FromSeconds(2));

        var points = stay.Trends.Find(LookbackFixture.Episode)!.Read(Vital.HeartRate, minute - 1, 3);
        Assert.Equal([null, new TrendPoint(80, 60, 100), null], points);
        Assert.Null(stay.Trends.Find(LookbackFixture.Episode)!.Read(Vital.Temperature, minute, 1)[0]);
    }

    [Fact]
    public async Task The_trend_is_back_after_a_restart()
    {
        await using var stay = new LookbackFixture();
        var minute = MinuteOf(stay);
        stay.Run(181, heartRate: 75);
        await stay.RestartAsync();

        var points = stay.Trends.Find(LookbackFixture.Episode)!.Read(Vital.HeartRate, minute, 4);
        Assert.Equal([75f, 75f, 75f, null], points.Select(point => point?.Median));
    }

    [Fact]
    public async Task Values_that_come_late_stand_in_their_own_minute_also_after_a_restart()
    {
        await using var stay = new LookbackFixture();
        var minute = MinuteOf(stay);
        stay.Run(121, heartRate: 75);
        stay.Take(ClockTicked.Instance, Past(minute - 5, Vital.Spo2, 91, 88, 93), Past(minute, Vital.Spo2, 90, 90, 90), Past(minute, Vital.HeartRate, 40, 30, 50));

        for (var start = 0; start < 2; start++)
        {
            var trend = stay.Trends.Find(LookbackFixture.Episode)!;
            Assert.Equal([new TrendPoint(91, 88, 93), null], trend.Read(Vital.Spo2, minute - 5, 2));
            Assert.Equal([new TrendPoint(90, 90, 90), null], trend.Read(Vital.Spo2, minute, 2));
            Assert.Equal([new TrendPoint(75, 30, 75), new TrendPoint(75, 75, 75)], trend.Read(Vital.HeartRate, minute, 2));
            await stay.RestartAsync();
        }
    }

    [Fact]
    public async Task What_of_a_packet_is_history_is_not_in_the_running_minute()
    {
        await using var stay = new LookbackFixture();
        var minute = MinuteOf(stay);
        var packet = new PacketReceived(new DevicePacket
        {
            Device = LookbackFixture.Device,
            Sequence = 1,
            ReceivedAt = stay.Now,
            Numerics = [new(Mdc.HeartRate, 70, Unit.None), new(Mdc.Spo2, 60, Unit.None)],
        });
        stay.Take(packet, new HistoryTaken(default, stay.Now, Whole: false, VitalSet.None.With(Vital.Spo2)));
        stay.Pass(TimeSpan.FromMinutes(1));

        var trend = stay.Trends.Find(LookbackFixture.Episode)!;
        Assert.Equal([new TrendPoint(70, 70, 70)], trend.Read(Vital.HeartRate, minute, 1));
        Assert.Null(trend.Read(Vital.Spo2, minute, 1)[0]);
    }

    [Fact]
    public async Task A_minute_of_yesterday_is_not_taken_for_one_of_today()
    {
        await using var stay = new LookbackFixture();
        var minute = MinuteOf(stay);
        stay.Run(61, heartRate: 75);
        stay.Pass(TimeSpan.FromHours(24));
        stay.Run(1, heartRate: 90);

        Assert.Null(stay.Trends.Find(LookbackFixture.Episode)!.Read(Vital.HeartRate, minute + StayTrend.Minutes, 1)[0]);
    }

    [Fact]
    public async Task A_discharge_clears_the_trend_for_good()
    {
        await using var stay = new LookbackFixture();
        stay.Run(121);
        stay.Take(new PatientDischarged());
        Assert.Null(stay.Trends.Find(LookbackFixture.Episode));

        var minute = MinuteOf(stay);
        await stay.RestartAsync();

        Assert.All(stay.Trends.Find(LookbackFixture.Episode)!.Read(Vital.HeartRate, minute - 5, 6), point => Assert.Null(point));
    }

    [Fact]
    public async Task Minutes_of_more_than_a_day_ago_leave_the_disk()
    {
        await using var stay = new LookbackFixture();
        for (var start = 0; start < 3; start++)
        {
            stay.Run(121);
            await stay.RestartAsync();
        }

        var files = stay.Disk.Names.Count(name => name.StartsWith("/trends/", StringComparison.Ordinal));
        stay.Trends.Trim(MinuteOf(stay) + (StayTrend.Minutes * 2));

        Assert.Equal(1, stay.Disk.Names.Count(name => name.StartsWith("/trends/", StringComparison.Ordinal)));
        Assert.True(files > 1);
    }

    private static VitalSummarized Past(long minute, Vital vital, double median, double low, double high)
    {
        var start = new SiloTime(minute * 60_000_000);
        return new(default, vital, LookbackFixture.Device, start, start + TimeSpan.FromMinutes(1), median, low, high, 3) { IsPast = true };
    }

    private static long MinuteOf(LookbackFixture stay) => stay.Now.UnixMicroseconds / 60_000_000;
}
