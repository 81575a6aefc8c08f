using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansCare.Contracts.Patients;
using OrleansCare.Contracts.Station;
using OrleansCare.Edge.Tests.Hosting;

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
    public async Task An_unknown_action_is_a_bad_request_that_names_the_known_ones()
    {
        await using var edge = await EdgeNode.StartAsync();

        using var refused = await edge.Client.GetAsync(new Uri(edge.Http, "/api/audit?action=slept"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Acknowledged", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement[]> ReadAsync(EdgeNode edge, string query) => (await edge.Client.GetFromJsonAsync<JsonElement[]>(new Uri(edge.Http, "/api/audit" + query)))!;

    private static (string By, string Reason, string Detail, string Bed) Told(JsonElement entry) => (
        entry.GetProperty("by").GetString()!, entry.GetProperty("reason").GetString()!, entry.GetProperty("detail").GetString()!, entry.GetProperty("bed").GetString()!);
}
