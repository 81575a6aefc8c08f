using System.Net;
using System.Net.Http.Json;
using OrleansCare.Clinical.Codes;
using OrleansCare.Contracts.History;
using OrleansCare.Contracts.Station;
using OrleansCare.Edge.Tests.Hosting;

namespace OrleansCare.Edge.Tests.Alarms.History;

/// <summary>What the station's history page reads, from a whole edge.</summary>
public class HistoryOverHttpTests
{
    [Fact]
    public async Task An_alarm_is_found_with_its_transitions_and_its_strip_also_after_a_restart()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        using var station = await node.WatchAsync();
        await using (var device = await node.ConnectAsync("monitor-1"))
        {
            await device.SendAsync(Mdc.NonInvasiveSystolic, 70, "mm[Hg]");
        }

        var shown = (await station.WaitForAsync("a pressure alarm", frame => frame.Alarm is { Kind: "SystolicLow", Condition: 1 })).Alarm;
        var result = await station.CommandAsync(new ClientFrame { CommandId = 1, Acknowledge = new Acknowledge { Patient = shown.Patient, Alarm = shown.Id, By = "Nurse Joy", Reason = "seen" } });
        Assert.True(result.Accepted, result.Error);
        await node.RestartAsync();

        var alarm = Assert.Single((await Get<AlarmList>(node, "/api/alarms?kind=SystolicLow&bed=ICU-1")).Alarms);
        Assert.Equal((shown.Id, "Ada Example", 70.0, 90.0), (alarm.Id, alarm.Name, alarm.Value, alarm.Limit));
        Assert.Equal("pending", alarm.Strip);
        var detail = await Get<AlarmDetail>(node, $"/api/alarms/{Uri.EscapeDataString(shown.Id)}");
        Assert.Equal(["Start", "Update"], detail.Changes.Select(change => change.Phase));
        Assert.Equal(("Nurse Joy", "seen"), (detail.Changes[1].By, detail.Changes[1].Why));
        var strip = await Get<AlarmStrip>(node, $"/api/alarms/{Uri.EscapeDataString(shown.Id)}/strip");
        Assert.Equal(70, strip.Values.Single(value => value.Vital == "NonInvasiveSystolic").Value);
        Assert.Equal(1, Assert.Single((await Get<AlarmBurden>(node, "/api/alarms/burden?days=2")).Beds).ByDay[1]);
        Assert.Equal(24 * 60, (await Get<Trend>(node, $"/api/trends/{alarm.Patient}")).Count);
    }

    [Fact]
    public async Task After_the_discharge_and_a_restart_the_history_still_names_the_patient_and_says_that_the_stay_has_ended()
    {
        await using var node = await EdgeNode.StartAsync();
        var patient = await node.AdmitAsync("ICU-1", "monitor-1");
        using (var station = await node.WatchAsync())
        {
            await using var device = await node.ConnectAsync("monitor-1");
            await device.SendAsync(Mdc.NonInvasiveSystolic, 70, "mm[Hg]");
            await station.WaitForAsync("a pressure alarm", frame => frame.Alarm is { Kind: "SystolicLow", Condition: 1 });
        }

        await node.DischargeAsync(patient);
        await node.RestartAsync();

        var alarm = (await Get<AlarmList>(node, "/api/alarms?kind=SystolicLow")).Alarms[0];
        Assert.Equal(("Ada Example", true), (alarm.Name, alarm.Discharged));
        Assert.Equal(("Ada Example", true), (await Get<AlarmDetail>(node, $"/api/alarms/{Uri.EscapeDataString(alarm.Id)}")).Alarm is var one ? (one.Name, one.Discharged) : default);
        Assert.Equal("Ada Example", (await Get<AlarmStrip>(node, $"/api/alarms/{Uri.EscapeDataString(alarm.Id)}/strip")).Name);
    }

    [Theory]
    [InlineData("/api/alarms?priority=9", HttpStatusCode.BadRequest)]
    [InlineData("/api/alarms?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/alarms/burden?days=32", HttpStatusCode.BadRequest)]
    [InlineData("/api/trends/nobody?hours=25", HttpStatusCode.BadRequest)]
    [InlineData("/api/trends/nobody", HttpStatusCode.NotFound)]
    [InlineData("/api/alarms/a%2F1%2Fb%2F2%2F3", HttpStatusCode.NotFound)]
    [InlineData("/api/alarms/a%2F1%2Fb%2F2%2F3/strip", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_or_cannot_be_is_said_so(string path, HttpStatusCode status)
    {
        await using var node = await EdgeNode.StartAsync();

        Assert.Equal(status, (await node.Client.GetAsync(new Uri(node.Http, path))).StatusCode);
    }

    private static async Task<T> Get<T>(EdgeNode node, string path) => (await node.Client.GetFromJsonAsync<T>(new Uri(node.Http, path)))!;
}
