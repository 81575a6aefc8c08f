using System.Net;
using System.Net.Http.Json;
using System.Text;
using OrleansCare.Clinical.Codes;
using OrleansCare.Contracts.Devices;
using OrleansCare.Edge.Tests.Hosting;

namespace OrleansCare.Edge.Tests.Devices;

/// <summary>What could not enter is kept, can be looked at, and goes the ordinary way again.</summary>
public class QuarantineTests
{
    [Fact]
    public async Task An_entry_is_listed_with_its_reasons_and_shown_with_its_payload()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        await using var device = await node.ConnectAsync("monitor-1");
        const string Payload = """{"sequence":1,"numerics":[{"code":150456,"value":140,"unit":"%"},{"code":1,"value":2,"unit":"%"}]}""";

        await device.SendAsync("json", Payload);
        await device.SendAsync("json", "nonsense");

        var entry = Assert.Single(await ListAsync(node, "reason=implausible"));
        Assert.Equal(("Mqtt", "Json", Payload.Length), (entry.Source, entry.Form, entry.PayloadBytes));
        Assert.Equal([("Implausible", "numerics[0]"), ("UnknownCode", "numerics[1]")], entry.Rejects.Select(reject => (reject.Reason, reject.Element)));
        Assert.Null(entry.Payload);
        var whole = await node.Client.GetFromJsonAsync<QuarantineReport>(new Uri(node.Http, $"/api/quarantine/{entry.Id}"));
        Assert.Equal(Payload, Encoding.UTF8.GetString(whole!.Payload!));
        Assert.Equal(2, (await ListAsync(node, "source=mqtt")).Length);
        Assert.Equal(HttpStatusCode.BadRequest, (await node.Client.GetAsync(new Uri(node.Http, "/api/quarantine?reason=Bored"))).StatusCode);
    }

    [Fact]
    public async Task What_came_while_the_device_had_no_patient_enters_once_when_it_has_one()
    {
        await using var node = await EdgeNode.StartAsync();
        var patient = await node.AdmitAsync("ICU-1", "monitor-1");
        await node.DischargeAsync(patient);
        await using var device = await node.ConnectAsync("monitor-1");
        await device.SendAsync(Mdc.HeartRate, 72, "/min");
        var entry = Assert.Single(await ListAsync(node, "reason=NotAssociated"));
        await node.AdmitAsync("ICU-1", "monitor-1");

        var first = await ReplayAsync(node, entry.Id);
        var second = await ReplayAsync(node, entry.Id);

        Assert.Equal(("Accepted", 1, 0), (first.Outcome, first.Accepted, first.Quarantined));
        Assert.Equal("Repeated", second.Outcome);
        Assert.Equal(1, (await node.StatusAsync()).PacketsAccepted);
        var kept = Assert.Single(await ListAsync(node, "replayed=true"));
        Assert.Equal((entry.Id, 2), (kept.Id, kept.Replays.Count));
    }

    [Fact]
    public async Task Entries_and_their_marks_survive_a_restart()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        await using (var device = await node.ConnectAsync("monitor-1"))
        {
            await device.SendAsync("json", "nonsense");
            await device.SendAsync("fax", "{}");
        }

        var before = await ListAsync(node, "");
        Assert.Equal("Quarantined", (await ReplayAsync(node, before[0].Id)).Outcome);
        var refused = await node.Client.PostAsync(new Uri(node.Http, $"/api/quarantine/{before[1].Id}/replay"), null);
        await node.RestartAsync();

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var after = await ListAsync(node, "");
        Assert.Equal(before.Select(entry => entry.Id), after.Select(entry => entry.Id));
        Assert.Single(after[0].Replays);
    }

    [Fact]
    public async Task The_account_of_a_source_adds_up()
    {
        await using var node = await EdgeNode.StartAsync();
        await node.AdmitAsync("ICU-1", "monitor-1");
        await using var device = await node.ConnectAsync("monitor-1");

        await device.SendAsync(Mdc.HeartRate, 72, "/min");
        device.Sequence = 1;
        await device.SendAsync(Mdc.HeartRate, 72, "/min");
        await device.SendAsync("json", """{"sequence":2,"colour":"red","numerics":[{"code":147842,"value":900,"unit":"/min"}]}""");
        await device.SendAsync("json", "nonsense");

        var accounts = await node.Client.GetFromJsonAsync<SourceReport[]>(new Uri(node.Http, "/api/devices/account"));
        var mqtt = accounts!.Single(account => account.Source == "Mqtt");
        Assert.Equal(new SourceReport("Mqtt", Deliveries: 4, CameIn: 5, Accepted: 1, Repeated: 1, Quarantined: 2, Ignored: 1, NotKept: 0, Mended: 0), mqtt);
    }

    private static async Task<QuarantineReport[]> ListAsync(EdgeNode node, string query) =>
        (await node.Client.GetFromJsonAsync<QuarantineReport[]>(new Uri(node.Http, "/api/quarantine?" + query)))!;

    private static async Task<ReplayReport> ReplayAsync(EdgeNode node, long id)
    {
        var response = await node.Client.PostAsync(new Uri(node.Http, $"/api/quarantine/{id}/replay"), null);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<ReplayReport>())!;
    }
}
