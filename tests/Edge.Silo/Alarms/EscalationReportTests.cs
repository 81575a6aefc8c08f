using OrleansCare.Clinical.Codes;
using OrleansCare.Contracts.Station;
using OrleansCare.Edge.Tests.Hosting;
using OrleansCare.TestKit;

namespace OrleansCare.Edge.Tests.Alarms;

public sealed class EscalationReportTests
{
    [Fact]
    public async Task Calls_are_counted_and_logged_without_the_patient_and_keep_their_time_over_a_restart()
    {
        await using var edge = await EdgeNode.StartAsync(
            null,
            "Escalation:Default:Display=00:00:01",
            "Escalation:Default:Levels:0:Role=nurse",
            "Escalation:Default:Levels:0:After=00:01:00",
            "Escalation:Default:Levels:1:Role=charge nurse",
            "Escalation:Default:Levels:1:After=00:00:03",
            "Escalation:Default:Levels:2:Role=Dr. Planted-417",
            "Escalation:Default:Levels:2:After=01:00:00");
        var patient = await edge.AdmitAsync("ICU-01", "mon-1");
        await using var device = await edge.ConnectAsync("mon-1");
        Escalation called;
        using (var counts = new NodeCounts(edge))
        {
            using var station = await edge.WatchAsync();
            using var sending = new CancellationTokenSource();
            var sender = CollapseAsync(device, sending.Token);
            called = (await station.WaitForAsync("a call", frame => frame.Escalation is { Level: 1, Cause: "NotDisplayed" })).Escalation;
            await station.WaitForAsync("that nobody answered", frame => frame.Escalation is { Level: 2, Cause: "NotAcknowledged" });
            await counts.ReachesAsync("escalation.called/NotDisplayed", 1);
            await counts.ReachesAsync("escalation.unanswered", 1);
            await station.TellAsync(new ClientFrame { Displayed = new Displayed { Alarms = { new DisplayedAlarm { Patient = patient, Alarm = called.Alarm, Revision = 1 } } } });
            await counts.ReachesAsync("escalation.confirmed", 1);
            called = (await LastCallAsync(edge))!;
            await sending.CancelAsync();
            await sender;
        }

        await edge.RestartAsync();

        Assert.Equal((called.AtUs, called.NextAtUs), await LastCallAsync(edge) is { } again ? (again.AtUs, again.NextAtUs) : default);
        var log = (await File.ReadAllTextAsync(Path.Combine(edge.DataDirectory, "edge.log"))).Replace("\"", "", StringComparison.Ordinal);
        Assert.Contains("Level 1 is called for an alarm MeanPressureLow: NotDisplayed", log, StringComparison.Ordinal);
        Assert.Contains("An alarm MeanPressureLow was not acknowledged in the time of level 1", log, StringComparison.Ordinal);
        Assert.Contains("A station shows an alarm MeanPressureLow", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Planted-417", log, StringComparison.Ordinal);
    }

    private static async Task<Escalation?> LastCallAsync(EdgeNode edge)
    {
        using var station = await edge.WatchAsync();
        return (await station.WaitForAsync("the standing call", frame => frame.Escalation is not null)).Escalation;
    }

    private static async Task CollapseAsync(ScriptedDevice device, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (!stopping.IsCancellationRequested)
        {
            await device.SendAsync(Mdc.ArterialMean, 40, "mm[Hg]");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
