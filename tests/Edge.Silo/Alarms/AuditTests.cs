using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansCare.Contracts.Patients;
using OrleansCare.Contracts.Station;
using OrleansCare.Edge.Tests.Devices.Hl7;
using OrleansCare.Edge.Tests.Hosting;
using OrleansCare.Edge.Tests.Journal;

namespace OrleansCare.Edge.Tests.Alarms;

public sealed class AuditTests
{
    private const string Nurse = "Eva Planted-417";

    [Fact]
    public async Task Who_did_what_when_and_why_is_kept_over_a_restart_and_stands_in_no_log_line()
    {
        await using var edge = await EdgeNode.StartAsync();
        var patient = await edge.AdmitAsync("ICU-01", "mon-1");
        using (var station = await edge.WatchAsync())
        {
            var done = await station.CommandAsync(new ClientFrame
            {
                CommandId = 1,
                EnterSpo2Scale = new EnterSpo2Scale { Patient = patient, Scale = 2, By = Nurse, Reason = "hypercapnic failure" },
            });
            Assert.True(done.Accepted, done.Error);
        }

        using var moved = await edge.Client.PostAsJsonAsync(new Uri(edge.Http, $"/api/stays/{patient}/transfer"), new TransferRequest("ICU-02", null, Nurse));
        moved.EnsureSuccessStatusCode();
        var before = await ReadAsync(edge, $"?patient={patient}");
        await edge.RestartAsync();

        Assert.Equal(["Admitted", "Spo2ScaleEntered", "Transferred"], before.Select(entry => entry.GetProperty("action").GetString()!));
        Assert.Equal(("Admissions", "", "", "ICU-01"), Told(before[0]));
        Assert.Equal((Nurse, "hypercapnic failure", "Scale2", "ICU-01"), Told(before[1]));
        Assert.Equal((Nurse, "", "from ICU-01", "ICU-02"), Told(before[2]));
        Assert.Equal(before.Select(entry => entry.GetRawText()), (await ReadAsync(edge, $"?patient={patient}")).Select(entry => entry.GetRawText()));
        Assert.Single(await ReadAsync(edge, "?action=transferred"));
        Assert.Empty(await ReadAsync(edge, "?patient=somebody"));
        foreach (var file in Directory.EnumerateFiles(edge.DataDirectory, "*", SearchOption.AllDirectories).Where(path => path.EndsWith(".log", StringComparison.Ordinal) || path.Contains("audit", StringComparison.Ordinal)).Where(path => Path.GetFileName(path) != "lock"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var text = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain("Planted-417", await text.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Admission_transfer_and_discharge_name_who_did_it_and_are_refused_without()
    {
        await using var edge = await EdgeNode.StartAsync();
        var patient = await edge.AdmitAsync("ICU-01", "mon-1");

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(edge, "admissions", new AdmissionRequest("ICU-02", "Ben Example", "MRN-2", null, null, null, [])));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(edge, $"stays/{patient}/transfer", new TransferRequest("ICU-02", null, "")));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(edge, $"stays/{patient}/discharge", new DischargeRequest(" ")));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(edge, $"stays/{patient}/discharge", new DischargeRequest(Nurse)));

        Assert.Equal((Nurse, "", "", "ICU-01"), Told(Assert.Single(await ReadAsync(edge, "?action=Discharged"))));
    }

    [Fact]
    public async Task What_the_hospital_says_is_the_act_of_its_application_and_event()
    {
        await using var edge = await EdgeNode.StartAsync();
        using var sender = await Hl7Sender.ConnectAsync(edge.Hl7Port);
        foreach (var (trigger, bed) in new[] { ("A01", "ICU^^03"), ("A02", "ICU^^04"), ("A03", "ICU^^04") })
        {
            var message = $"MSH|^~\\&|HIS|H|EDGE|H|20261121120000||ADT^{trigger}^ADT_{trigger}|{trigger}|P|2.5\rEVN||20261121120000\rPID|||A^^^H^MR||Planted^Name\rPV1||I|{bed}\r";
            Assert.Contains("|AA|", await sender.AskAsync(message), StringComparison.Ordinal);
        }

        var acts = await ReadAsync(edge, "");
        Assert.Equal([("Admitted", "HIS ADT^A01"), ("Transferred", "HIS ADT^A02"), ("Discharged", "HIS ADT^A03")], acts.Select(act => (act.GetProperty("action").GetString()!, act.GetProperty("by").GetString()!)));
    }

    [Fact]
    public async Task An_act_that_the_trail_cannot_keep_is_done_but_answered_as_unrecorded_and_the_bed_says_so_until_it_can()
    {
        var disk = new SimulatedDisk();
        await using var edge = await EdgeNode.StartAsync(disk);
        var patient = await edge.AdmitAsync("ICU-01", "mon-1");
        using var station = await edge.WatchAsync();

        disk.FullFolder = "audit";
        var paused = await station.CommandAsync(new ClientFrame { CommandId = 1, InactivateSignals = new InactivateSignals { Patient = patient, Signal = 1, By = Nurse } });
        Assert.False(paused.Accepted);
        Assert.Contains("Applied, but the node cannot record it", paused.Error, StringComparison.Ordinal);
        await station.WaitForAsync("the alarm of the disk", frame => frame.Alarm is { Kind: "StorageFailed", Condition: 1 });
        using (var another = await edge.WatchAsync())
        {
            Assert.Single((await another.WaitForAsync("the pause", frame => frame.Signals is not null)).Signals.Inactivations);
        }

        disk.FullFolder = null;
        await station.WaitForAsync("the end of the alarm", frame => frame.Alarm is { Kind: "StorageFailed", Condition: 0 });
        var again = await station.CommandAsync(new ClientFrame { CommandId = 2, InactivateSignals = new InactivateSignals { Patient = patient, Signal = 1, By = Nurse } });
        Assert.True(again.Accepted, again.Error);
        Assert.NotEmpty(await ReadAsync(edge, "?action=SignalsInactivated"));
    }

    [Fact]
    public async Task An_unknown_action_is_a_bad_request_that_names_the_known_ones()
    {
        await using var edge = await EdgeNode.StartAsync();

        using var refused = await edge.Client.GetAsync(new Uri(edge.Http, "/api/audit?action=slept"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Acknowledged", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> PostAsync<T>(EdgeNode edge, string path, T request)
    {
        using var answer = await edge.Client.PostAsJsonAsync(new Uri(edge.Http, "/api/" + path), request);
        return answer.StatusCode;
    }

    private static async Task<JsonElement[]> ReadAsync(EdgeNode edge, string query) => (await edge.Client.GetFromJsonAsync<JsonElement[]>(new Uri(edge.Http, "/api/audit" + query)))!;

    private static (string By, string Reason, string Detail, string Bed) Told(JsonElement entry) => (
        entry.GetProperty("by").GetString()!, entry.GetProperty("reason").GetString()!, entry.GetProperty("detail").GetString()!, entry.GetProperty("bed").GetString()!);
}
