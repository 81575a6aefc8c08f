using OrleansCare.BedSimulator.Identity;
using OrleansCare.BedSimulator.Recordings;
using OrleansCare.Cli;
using OrleansCare.Cli.Replay;
using OrleansCare.Clinical.Alarms;
using OrleansCare.Clinical.Codes;

namespace OrleansCare.BedSimulator.Tests.Arrhythmia;

public sealed class ReplayTests
{
    /// <summary>Oxygen saturation falls from 97 to 89 for half a minute.</summary>
    private static readonly Recording Desaturation = new("r", 120, [], [], [.. Enumerable.Range(0, 120).Select(second =>
        new RecordedNumeric(second, Mdc.Spo2, second is > 40 and < 70 ? 89 : 97, Unit.Percent, DeviceKind.Oximeter))]);

    [Fact]
    public void The_default_limits_alarm_and_wider_ones_do_not()
    {
        var wider = LimitsFile.Parse("""{ "Spo2": { "low": 88, "high": null, "delaySeconds": 10, "hysteresis": 1, "priority": "High" } }""");

        var alarm = Assert.Single(RecordingReplay.Run(Desaturation, new Dictionary<Vital, AlarmLimits>()), found => found.Kind == AlarmKind.Spo2Low);
        Assert.InRange(alarm.Seconds, 50, 55);
        Assert.DoesNotContain(RecordingReplay.Run(Desaturation, wider), found => found.Kind == AlarmKind.Spo2Low);
    }

    [Fact]
    public void An_alarm_that_nobody_could_receive_is_not_listed()
        => Assert.DoesNotContain(RecordingReplay.Run(Desaturation with { Seconds = 600 }, new Dictionary<Vital, AlarmLimits>()), found => found.Kind == AlarmKind.AlarmNotReceived);

    [Theory]
    [InlineData("{ \"Spo3\": {} }")]
    [InlineData("{ \"Spo2\": { \"low\": 88 } }")]
    [InlineData("not json")]
    public void A_limits_file_that_is_not_understood_is_refused(string text) => Assert.Throws<CliException>(() => LimitsFile.Parse(text));
}
