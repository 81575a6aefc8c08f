using System.Text;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Ecg;
using OrleansCare.Clinical.Monitoring;
using OrleansCare.Clinical.Packets;
using OrleansCare.Edge.Strips;

namespace OrleansCare.Edge.Tests.Strips;

public class StripTests
{
    [Fact]
    public async Task A_strip_holds_ten_seconds_before_and_twenty_after_the_onset()
    {
        await using var stay = new LookbackFixture();
        stay.Run(30);
        var alarm = stay.Raise(secondsAgo: 5);
        stay.Run(20);

        Assert.Equal("complete", stay.Summary(alarm)!.Strip);
        var strip = (await stay.StripAsync(alarm))!;
        var ecg = Assert.Single(strip.Waves);
        Assert.Equal((-10.0, 20.0, alarm.Onset.ToDateTimeOffset()), (strip.FirstSecond, strip.LastSecond, strip.Origin));
        Assert.Equal(30 * LookbackFixture.Rate, ecg.Samples.Count);
        Assert.DoesNotContain(null, ecg.Samples);
        Assert.Equal([.. Enumerable.Range(15 * LookbackFixture.Rate, 30 * LookbackFixture.Rate).Select(n => (float)Math.Round(n % 1000 * 0.001, 4))], ecg.Samples.Select(sample => sample!.Value));
        Assert.Equal("", strip.Incomplete);
    }

    [Fact]
    public async Task An_onset_that_was_found_late_moves_the_strip_to_the_detection()
    {
        await using var stay = new LookbackFixture();
        stay.Run(90);
        var alarm = stay.Raise(AlarmKind.TemperatureHigh, secondsAgo: 60);
        stay.Run(25);

        var strip = (await stay.StripAsync(alarm))!;
        Assert.Equal(alarm.DetectedAt.ToDateTimeOffset(), strip.Origin);
        Assert.DoesNotContain(null, Assert.Single(strip.Waves).Samples);
    }

    [Fact]
    public async Task Limits_values_beats_and_the_quality_of_the_signal_are_in_the_strip()
    {
        await using var stay = new LookbackFixture();
        stay.Run(20, heartRate: 90);
        var alarm = stay.Raise();
        stay.Run(2, heartRate: 141, status: SignalStatus.Artifact);
        stay.Take(new BeatClassified(new EffectId(LookbackFixture.Episode, Rule.Beat, LookbackFixture.Device, 81, (20 * LookbackFixture.Rate) + 250), BeatClass.V, 0.93, "model"));
        stay.Run(25, heartRate: 150);

        var strip = (await stay.StripAsync(alarm))!;
        Assert.Equal(("HeartRate", 40.0, 130.0), strip.Limits.Select(limit => (limit.Vital, limit.Low, limit.High)).Single());
        Assert.Contains(strip.Values, value => value is { Vital: "HeartRate", Value: 141 });
        Assert.InRange(strip.Values.Count, 29, 31);
        Assert.Equal((0.5, "V", 0.93), strip.Beats.Select(beat => (beat.Second, beat.Class, beat.Confidence)).Single());
        Assert.Equal([(-10.0, 0u), (0.0, 2u), (2.0, 0u)], strip.Waves[0].Quality.Select(quality => (quality.Second, quality.Status)));
    }

    [Fact]
    public async Task A_strip_that_a_restart_cut_goes_on_and_says_what_is_missing()
    {
        await using var stay = new LookbackFixture();
        stay.Run(30);
        var alarm = stay.Raise();
        stay.Run(0.25);
        Assert.Equal("pending", stay.Summary(alarm)!.Strip);

        await stay.RestartAsync();
        Assert.Equal("pending", stay.Summary(alarm)!.Strip);
        stay.Run(25);

        Assert.Equal("incomplete", stay.Summary(alarm)!.Strip);
        var strip = (await stay.StripAsync(alarm))!;
        Assert.Equal(StripReasons.Restarted, strip.Incomplete);
        var samples = Assert.Single(strip.Waves).Samples;
        Assert.Equal(30 * LookbackFixture.Rate, samples.Count);
        Assert.Equal(LookbackFixture.Rate / 4, samples.Count(sample => sample is null));
    }

    [Fact]
    public async Task After_a_restart_without_loss_the_strip_is_whole()
    {
        await using var stay = new LookbackFixture();
        stay.Run(30);
        var alarm = stay.Raise();

        await stay.RestartAsync();
        stay.Run(25);

        Assert.Equal("complete", stay.Summary(alarm)!.Strip);
        Assert.DoesNotContain(null, Assert.Single((await stay.StripAsync(alarm))!.Waves).Samples);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task A_strip_whose_end_was_torn_by_a_power_failure_keeps_what_was_there_at_the_alarm(int keptBytes)
    {
        await using var stay = new LookbackFixture();
        stay.Run(30);
        var alarm = stay.Raise();
        await stay.StripAsync(alarm);
        await stay.History.WhenDurableAsync();
        stay.Run(21.75);
        await stay.LosePowerAsync(keptBytes);
        stay.Run(5);

        var strip = (await stay.StripAsync(alarm))!;
        Assert.Contains(stay.Summary(alarm)!.Strip, new[] { "complete", "incomplete" });
        Assert.DoesNotContain(null, Assert.Single(strip.Waves).Samples.Take(10 * LookbackFixture.Rate));
    }

    [Fact]
    public async Task A_discharge_ends_the_strip_and_says_so()
    {
        await using var stay = new LookbackFixture();
        stay.Run(30);
        var alarm = stay.Raise();
        stay.Take(new PatientDischarged());

        Assert.Equal(("incomplete", StripReasons.Discharged), (stay.Summary(alarm)!.Strip, stay.Summary(alarm)!.StripIncomplete));
        Assert.Equal(10 * LookbackFixture.Rate, Assert.Single((await stay.StripAsync(alarm))!.Waves).Samples.Count);
    }

    [Fact]
    public async Task An_alarm_without_waves_says_that_there_were_none()
    {
        await using var stay = new LookbackFixture();
        var alarm = stay.Raise(AlarmKind.SignalLost);
        stay.Pass(TimeSpan.FromSeconds(23));

        Assert.Equal(StripReasons.NoWaves, (await stay.StripAsync(alarm))!.Incomplete);
    }

    [Fact]
    public async Task Too_many_alarms_at_once_have_no_strip_and_are_kept_nevertheless()
    {
        await using var stay = new LookbackFixture();
        stay.Run(30);
        var alarms = Enumerable.Range(0, StayStrips.MostAtOnce + 1).Select(_ => stay.Raise()).ToArray();
        stay.Run(25);

        Assert.Equal(StayStrips.MostAtOnce, alarms.Count(alarm => stay.Summary(alarm)!.Strip == "complete"));
        Assert.Equal("none", stay.Summary(alarms[^1])!.Strip);
    }

    [Fact]
    public async Task Nothing_of_it_can_be_read_on_the_disk()
    {
        await using var stay = new LookbackFixture();
        stay.Run(30);
        var alarm = stay.Raise();
        stay.Run(25);
        await stay.StripAsync(alarm);

        var files = stay.Disk.Names;
        Assert.Contains(files, name => name.StartsWith("/strips/", StringComparison.Ordinal));
        Assert.All(files, name => Assert.DoesNotContain(LookbackFixture.Episode, name, StringComparison.Ordinal));
        Assert.All(files, name => Assert.DoesNotContain("ICU-1", Encoding.Latin1.GetString(stay.Disk[name]), StringComparison.Ordinal));
    }
}
